// SPDX-License-Identifier: Apache-2.0
#include "report/curve_overview.h"

#include <cstddef>
#include <string>
#include <utility>

#include "report/curve_facts.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr std::size_t kOverviewMonths = 4;
constexpr int kLeastOverviewLabel = 20;

// Evenly spaced, with the last.
std::vector<int> some_of(const std::vector<int>& months) {
  const std::size_t step = (months.size() + kOverviewMonths - 1) / kOverviewMonths;
  std::vector<int> some;
  for (std::size_t i = 0; i < months.size(); ++i)
    if ((months.size() - 1 - i) % step == 0)
      some.push_back(months[i]);
  return some;
}

Number value_of(const Curve& curve, double percent, std::size_t entry) {
  return {.value = curve.quantile(percent)[entry], .unit = curve.unit, .apart = curve.thresholds};
}

// "$52.2M to $1.45B"
Phrase band_of(const Curve& curve, std::size_t entry) {
  if (is_certain(curve))
    return "certain";
  if (!has_band(curve))
    return Nothing{};
  return filled("{} to {}", {value_of(curve, curve.shown.low, entry),
                             value_of(curve, curve.shown.high, entry)});
}

// "Median", "40%"
Phrase heading_of(double percent) {
  return percent == 50 ? Phrase("Median") : label_of_quantile(percent);
}

// Whether it is a segment of the last curve that is none.
bool is_below(const Curve& curve, const Curve* total) {
  return total != nullptr && !curve.segment.empty() && curve.name.starts_with(total->name + ".");
}

// A segment below its total needs its own name alone, and no remark that the total has already.
TableRow overview_row(const RunResult& result, const Curve& curve, const Curve* total,
                      const std::vector<int>& months) {
  const bool below = is_below(curve, total);
  TableRow row{{{below ? Phrase(OwnText{"  " + curve.segment}) : title_of(curve)}}};
  for (const int month : months) {
    const auto entry = entry_of(curve, month);
    row.cells.push_back(entry ? Cell{value_of(curve, curve.shown.middle, *entry)} : Cell{});
  }
  if (const auto end = entry_of(curve, months.back()); end && curve.shown.low != curve.shown.high)
    row.cells.push_back({band_of(curve, *end), Emphasis::muted});
  if (curve.last_actual >= 0)
    row.below.push_back(actual_text(result, curve));
  Phrase undefined = undefined_text(result, curve);
  if (!undefined.empty() && !(below && curve.undefined == total->undefined))
    row.below.push_back(std::move(undefined));
  return row;
}

} // namespace

bool is_overview(const RunResult& result, const std::vector<const Curve*>& curves, Detail detail) {
  return result.report_period == ReportPeriod::month && !result.chosen && detail < Detail::full &&
         curves.size() > kMostRows;
}

Table overview_table(const RunResult& result, const std::vector<const Curve*>& curves,
                     const std::vector<int>& months) {
  const std::vector<int> shown = some_of(months);
  const ShownQuantiles band = result.curves.front().shown;
  Table table{.columns = {{.heading = heading_of(band.middle), .least = kLeastOverviewLabel}},
              .groups = {}};
  for (const int month : shown)
    table.columns.push_back({.heading = PlanMonth{month, result.calendar.at(month)},
                             .align = Align::right,
                             .drop = month == shown.back() ? 0 : 1});
  if (band.low != band.high)
    table.columns.push_back({.heading = name_of_band(band), .align = Align::right});
  TableGroup group;
  const Curve* total = nullptr; // the last curve that is no segment
  for (const Curve* curve : curves) {
    if (curve->segment.empty())
      total = curve;
    group.rows.push_back(overview_row(result, *curve, total, shown));
  }
  table.groups.push_back(std::move(group));
  return table;
}

} // namespace escala
