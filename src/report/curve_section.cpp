// SPDX-License-Identifier: Apache-2.0
// The curves of a run: at the ends of its fiscal years, or in all periods of --every.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/report/run_document.h"
#include "report/curve_facts.h"
#include "report/curve_overview.h"
#include "report/period_heading.h"
#include "report/sections.h"

namespace escala {
namespace {

// From the highest to the lowest, each once.
std::vector<double> bands_of(const ShownQuantiles& shown) {
  std::vector<double> bands{shown.high, shown.middle, shown.low};
  bands.erase(std::unique(bands.begin(), bands.end()), bands.end());
  return bands;
}

constexpr int kLeastMetricLabel = 12;
constexpr std::size_t kFewestColumns = 3;

bool has_opening(const Curve* curve) { return entry_of(*curve, 0).has_value(); }

bool is_partial(const RunResult& result, int before, int end) {
  return end - before < months_in(result.report_period);
}

bool any_has_band(const std::vector<const Curve*>& curves) {
  return std::ranges::any_of(curves, [](const Curve* curve) { return has_band(*curve); });
}

// The months that have a column.
std::vector<int> shown_months(const RunResult& result, const std::vector<const Curve*>& curves) {
  if (result.report_period == ReportPeriod::month)
    return shown_ends(result.calendar, result.horizon);
  std::vector<int> months = period_ends(result.calendar, result.horizon, result.report_period);
  if (std::ranges::any_of(curves, has_opening))
    months.insert(months.begin(), 0);
  return months;
}

// With a sign if it is a part of the period.
Phrase marked(Phrase period, bool partial) {
  return partial ? filled("{}*", {part(std::move(period))}) : period;
}

TableColumn column_of(const RunResult& result, int before, int month) {
  TableColumn column{.align = Align::right};
  if (result.report_period == ReportPeriod::month) {
    column.heading = PlanMonth{month, result.calendar.at(month)};
  } else if (month == 0) {
    column.heading = "opening";
    column.brief = "open";
  } else {
    const bool partial = is_partial(result, before, month);
    column.heading = marked(period_heading(result.calendar, month, result.report_period), partial);
    if (result.report_period == ReportPeriod::quarter)
      column.brief = marked(brief_quarter(result.calendar, month), partial);
  }
  return column;
}

std::vector<TableColumn> columns_of(const RunResult& result, const std::vector<int>& months) {
  std::vector<TableColumn> columns{{.least = kLeastMetricLabel}};
  int before = 0;
  for (const int month : months)
    columns.push_back(column_of(result, std::exchange(before, month), month));
  return columns;
}

TableRow band_row(const Phrase& label, const Curve& curve, double percent,
                  const std::vector<int>& months) {
  const Emphasis emphasis = percent == curve.shown.middle ? Emphasis::plain : Emphasis::muted;
  TableRow row{{{label, Emphasis::muted}}};
  for (const int month : months) {
    const auto entry = entry_of(curve, month);
    row.cells.push_back(entry ? Cell{Number{.value = curve.quantile(percent)[*entry],
                                            .unit = curve.unit,
                                            .apart = curve.thresholds},
                                     emphasis}
                              : Cell{});
  }
  return row;
}

// Whether the cells of the table say it all: periods have no months between the columns.
bool shows_every_entry(const RunResult& result) {
  return result.report_period != ReportPeriod::month;
}

// The share of paths without a value, where only some have none: elsewhere the other rows say n/a.
Cell undefined_cell(double undefined) {
  if (undefined == 0)
    return {};
  if (undefined == 1)
    return {"100%", Emphasis::muted};
  return {share(undefined, Precision::digits), Emphasis::muted};
}

TableRow undefined_row(const RunResult& result, const Curve& curve,
                       const std::vector<int>& months) {
  TableRow row{{{"n/a", Emphasis::muted}}, true};
  if (!shows_every_entry(result))
    row.otherwise = undefined_text(result, curve);
  for (const int month : months) {
    const auto entry = entry_of(curve, month);
    row.cells.push_back(entry ? undefined_cell(curve.undefined[*entry]) : Cell{});
  }
  return row;
}

TableGroup group_of(const RunResult& result, const Curve& curve, const std::vector<int>& months) {
  TableGroup group{.title = title_of(curve)};
  if (has_band(curve))
    for (const double percent : bands_of(curve.shown))
      group.rows.push_back(band_row(label_of_quantile(percent), curve, percent, months));
  else
    group.rows.push_back(band_row(is_certain(curve) ? Phrase("certain") : name_of_band(curve.shown),
                                  curve, curve.shown.middle, months));
  group.rows.push_back(undefined_row(result, curve, months));
  if (curve.last_actual >= 0)
    group.remarks.push_back(actual_text(result, curve));
  return group;
}

// "FY2027: the fiscal year to 2027-03."; empty if fiscal years are calendar years.
Phrase fiscal_year_note(const RunResult& result) {
  if (result.calendar.fiscal_first == 1)
    return {};
  const int first = (result.calendar.fiscal_first - result.calendar.start.month() + kMonthsInYear) %
                    kMonthsInYear; // the month that ends the first fiscal year, or 0
  const int end = first == 0 ? kMonthsInYear : first;
  return filled("{}: the fiscal year to {}.",
                {part(period_heading(result.calendar, end, ReportPeriod::year)),
                 PlanMonth{end, result.calendar.at(end)}});
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
  if (Phrase note = fiscal_year_note(result); !note.empty())
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

Section curve_section(const RunResult& result, Detail detail) {
  Section section{.name = "curves", .heading = "Curves as a table"};
  if (result.curves.empty())
    return section;
  const std::vector<const Curve*> curves = shown_curves(result, detail);
  if (curves.size() < result.curves.size())
    section.sentences.push_back(
        filled("{} of the {} metrics, those that targets name; --full shows all.",
               {count(curves.size()), count(result.curves.size())}));
  const bool periods = result.report_period != ReportPeriod::month;
  const std::vector<int> months = shown_months(result, curves);
  if (is_overview(result, curves, detail)) {
    section.tables.push_back(overview_table(result, curves, months));
    if (any_has_band(curves))
      section.notes.push_back(
          {NoteTopic::periods, meaning_of_band(result.curves.front().shown, true)});
    section.notes.push_back({NoteTopic::periods, kOverviewNote});
    return section;
  }
  Table table{.columns = columns_of(result, months),
              .groups = {},
              .overflow = periods ? Overflow::strips : Overflow::thin};
  for (const Curve* curve : curves)
    table.groups.push_back(group_of(result, *curve, months));
  section.tables.push_back(std::move(table));
  if (periods)
    add_period_notes(result, section);
  if (any_has_band(curves))
    section.notes.push_back({NoteTopic::intervals, meaning_of_band(result.curves.front().shown)});
  return section;
}

} // namespace escala
