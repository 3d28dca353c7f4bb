// SPDX-License-Identifier: Apache-2.0
// The curves of a run: at the ends of its fiscal years, or in all periods of --every.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/report/run_document.h"
#include "report/sections.h"

namespace escala {
namespace {

struct Band {
  const char* label;
  std::size_t quantile;
};
constexpr Band kBands[] = {{"95%", 6}, {"median", kMedian}, {"5%", 0}};

constexpr int kLeastMetricLabel = 12;
constexpr std::size_t kFewestColumns = 3;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// Whether numbers show the whole unit: money does, and "%", but not "%/mo" of a value that is not a
// rate.
bool is_in_numbers(const DisplayUnit& unit) {
  if (unit.style == DisplayUnit::Style::percent)
    return unit.text == "%" + unit.per;
  return unit.style == DisplayUnit::Style::money;
}

// "Users (people)"
std::string title_of(const Curve& curve) {
  std::string title = curve.label;
  if (!is_in_numbers(curve.unit) && !curve.unit.text.empty() &&
      !equal_ignoring_case(curve.unit.text, title))
    title += " (" + curve.unit.text + ")";
  return title;
}

// The entry of a month; nullopt if the curve has none.
std::optional<std::size_t> entry_of(const Curve& curve, int month) {
  const auto found = std::lower_bound(curve.months.begin(), curve.months.end(), month);
  if (found == curve.months.end() || *found != month)
    return std::nullopt;
  return static_cast<std::size_t>(found - curve.months.begin());
}

bool has_opening(const Curve& curve) { return entry_of(curve, 0).has_value(); }

bool is_partial(const RunResult& result, int before, int end) {
  return end - before < months_in(result.report_period);
}

// The months that have a column.
std::vector<int> shown_months(const RunResult& result) {
  if (result.report_period == ReportPeriod::month)
    return shown_ends(result.calendar, result.horizon);
  std::vector<int> months = period_ends(result.calendar, result.horizon, result.report_period);
  if (std::ranges::any_of(result.curves, has_opening))
    months.insert(months.begin(), 0);
  return months;
}

std::string heading_of(const RunResult& result, int before, int month) {
  if (result.report_period == ReportPeriod::month)
    return to_text(result.calendar.at(month));
  if (month == 0)
    return "opening";
  return period_name(result.calendar, month, result.report_period) +
         (is_partial(result, before, month) ? "*" : "");
}

std::vector<TableColumn> columns_of(const RunResult& result, const std::vector<int>& months) {
  std::vector<TableColumn> columns{{.least = kLeastMetricLabel}};
  int before = 0;
  for (const int month : months)
    columns.push_back({.heading = heading_of(result, std::exchange(before, month), month),
                       .align = Align::right});
  return columns;
}

// What rounding leaves of numbers that are equal, as a share of them; and what a percentage does
// not show.
constexpr double kSpreadOfRounding = 1e-9;

double rounding_of(const Curve& curve, MaybeNumber level) {
  const bool percent = curve.unit.style == DisplayUnit::Style::percent;
  return kSpreadOfRounding * std::max(std::abs(level.value_or(0)), percent ? 1.0 : 0.0);
}

// Something uncertain that shows in the middle 90% of paths.
bool has_band(const Curve& curve) {
  const auto &low = curve.quantiles.front(), &high = curve.quantiles.back();
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (low[i].has_value() != high[i].has_value())
      return true;
    if (low[i] && *high[i] - *low[i] > rounding_of(curve, curve.quantiles[kMedian][i]))
      return true;
  }
  return false;
}

bool is_certain(const Curve& curve) {
  for (std::size_t i = 0; i < curve.sd.size(); ++i)
    if (curve.sd[i] && *curve.sd[i] > rounding_of(curve, curve.mean[i]))
      return false;
  return true;
}

TableRow band_row(const char* label, const Curve& curve, std::size_t quantile,
                  const std::vector<int>& months) {
  const Emphasis emphasis = quantile == kMedian ? Emphasis::plain : Emphasis::muted;
  TableRow row{{{label, Emphasis::muted}}};
  for (const int month : months) {
    const auto entry = entry_of(curve, month);
    row.cells.push_back(entry ? Cell{Number{.value = curve.quantiles[quantile][*entry],
                                            .unit = curve.unit,
                                            .apart = curve.thresholds},
                                     emphasis}
                              : Cell{});
  }
  return row;
}

// "n/a for up to 12% of paths, in 2025-12 to 2026-03"
Phrase undefined_text(const RunResult& result, const Curve& curve) {
  const auto is_some = [](double share) { return share > 0; };
  const auto begin = curve.undefined.begin(), end = curve.undefined.end();
  const auto first = std::find_if(begin, end, is_some) - begin;
  if (begin + first == end)
    return {};
  const auto last = curve.undefined.rend() -
                    std::find_if(curve.undefined.rbegin(), curve.undefined.rend(), is_some) - 1;
  const Number most = share(*std::max_element(begin, end), Precision::digits);
  const auto date = [&](std::ptrdiff_t entry) {
    return to_text(result.calendar.at(curve.months[static_cast<std::size_t>(entry)]));
  };
  if (first == last)
    return {"n/a for ", most, " of paths, in " + date(first)};
  return {"n/a for up to ", most, " of paths, in " + date(first) + " to " + date(last)};
}

TableRow undefined_row(const RunResult& result, const Curve& curve,
                       const std::vector<int>& months) {
  TableRow row{{{"n/a", Emphasis::muted}}, true, undefined_text(result, curve)};
  for (const int month : months) {
    const auto entry = entry_of(curve, month);
    row.cells.push_back(
        entry ? Cell{share(curve.undefined[*entry], Precision::digits), Emphasis::muted} : Cell{});
  }
  return row;
}

TableGroup group_of(const RunResult& result, const Curve& curve, const std::vector<int>& months) {
  TableGroup group{.title = title_of(curve)};
  if (has_band(curve))
    for (const Band& band : kBands)
      group.rows.push_back(band_row(band.label, curve, band.quantile, months));
  else
    group.rows.push_back(
        band_row(is_certain(curve) ? "certain" : "5% to 95%", curve, kMedian, months));
  group.rows.push_back(undefined_row(result, curve, months));
  if (curve.last_actual >= 0)
    group.remarks.emplace_back("actual to " + to_text(result.calendar.at(curve.last_actual)));
  return group;
}

// "FY2027: the fiscal year to 2027-03."; empty if fiscal years are calendar years.
std::string fiscal_year_note(const RunResult& result) {
  if (result.calendar.fiscal_first == 1)
    return {};
  const int first = (result.calendar.fiscal_first - result.calendar.start.month() + kMonthsInYear) %
                    kMonthsInYear; // the month that ends the first fiscal year, or 0
  const int end = first == 0 ? kMonthsInYear : first;
  return period_name(result.calendar, end, ReportPeriod::year) + ": the fiscal year to " +
         to_text(result.calendar.at(end)) + ".";
}

bool shows_parts(const RunResult& result) {
  int before = 0;
  for (const int end : period_ends(result.calendar, result.horizon, result.report_period))
    if (is_partial(result, std::exchange(before, end), end))
      return true;
  return false;
}

void add_period_notes(const RunResult& result, Section& section) {
  section.notes.push_back(
      {NoteTopic::periods, "Levels at the end of a period, flows summed over it."});
  if (shows_parts(result))
    section.notes.push_back({NoteTopic::periods, "*: a part of a period."});
  if (std::string note = fiscal_year_note(result); !note.empty())
    section.notes.push_back({NoteTopic::periods, std::move(note)});
}

} // namespace

std::vector<int> shown_ends(const Calendar& calendar, int horizon) {
  for (const ReportPeriod report_period : {ReportPeriod::year, ReportPeriod::quarter}) {
    std::vector<int> months = period_ends(calendar, horizon, report_period);
    if (months.size() >= kFewestColumns)
      return months;
  }
  return period_ends(calendar, horizon, ReportPeriod::month);
}

Section curve_section(const RunResult& result) {
  Section section{.name = "curves"};
  if (result.curves.empty())
    return section;
  const bool periods = result.report_period != ReportPeriod::month;
  const std::vector<int> months = shown_months(result);
  Table table{.columns = columns_of(result, months),
              .groups = {},
              .overflow = periods ? Overflow::strips : Overflow::thin};
  for (const Curve& curve : result.curves)
    table.groups.push_back(group_of(result, curve, months));
  section.tables.push_back(std::move(table));
  if (periods)
    add_period_notes(result, section);
  if (std::ranges::any_of(result.curves, has_band))
    section.notes.push_back({NoteTopic::intervals, "5% to 95%: the middle 90% of paths."});
  return section;
}

} // namespace escala
