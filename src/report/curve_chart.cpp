// SPDX-License-Identifier: Apache-2.0
#include "report/curve_chart.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "escala/report/run_document.h"
#include "report/curve_facts.h"
#include "report/period_heading.h"

namespace escala {
namespace {

constexpr std::size_t kFewestPositions = 6; // of a chart that shows more than its table

// A band around a band, and the median, in percent.
std::vector<double> drawn_percents(const Curve& curve) {
  if (!has_band(curve, 5, 95))
    return {50};
  return {5, 25, 50, 75, 95};
}

void add_marks(const TargetResult& target, const Curve& curve, std::vector<ChartMark>& marks) {
  const auto first = entry_of(curve, target.timing.from), last = entry_of(curve, target.timing.to);
  if (!last)
    return;
  const bool at = target.timing.kind == TargetTiming::Kind::at;
  for (const double level : target.thresholds)
    marks.push_back({OwnText{target.label}, level, at ? *last : first.value_or(*last), *last});
}

bool is_positive(const FanChart& chart) {
  const auto all_positive = [](const ChartValues& values) {
    return std::ranges::all_of(values, [](const auto& value) { return value.value_or(1) > 0; });
  };
  return std::ranges::all_of(chart.quantiles, all_positive) &&
         std::ranges::all_of(chart.marks, [](const ChartMark& mark) { return mark.level > 0; });
}

// Whether the highest quantile grows so much that its start would be a flat line.
bool needs_log(const FanChart& chart) {
  constexpr double kMuch = 20;
  std::vector<double> values;
  for (const std::optional<double>& value : chart.quantiles.back())
    if (value)
      values.push_back(*value);
  return !values.empty() && is_positive(chart) && values.back() > kMuch * values.front();
}

void add_quantiles(const Curve& curve, const std::vector<double>& percents, FanChart& chart) {
  for (const double percent : percents) {
    chart.probabilities.push_back(percent / 100);
    chart.quantiles.push_back(curve.quantile(percent));
  }
  chart.log = needs_log(chart);
}

ChartAxis years_axis(const RunResult& result, const Curve& curve) {
  ChartAxis axis;
  for (const int month : curve.months)
    axis.labels.push_back(month == 0 ? Phrase("opening")
                                     : period_heading(result.calendar, month, ReportPeriod::year));
  return axis;
}

// Flows are summed over a year, which is in another unit than what the targets ask for.
FanChart yearly_chart(const RunResult& result, const Curve& yearly,
                      const std::vector<double>& percents) {
  FanChart chart{.along = years_axis(result, yearly),
                 .unit = yearly.unit,
                 .probabilities = {},
                 .quantiles = {}};
  add_quantiles(yearly, percents, chart);
  return chart;
}

} // namespace

ChartAxis months_axis(const RunResult& result, std::span<const int> months) {
  ChartAxis axis;
  for (const int month : months)
    axis.labels.emplace_back(PlanMonth{month, result.calendar.at(month)});
  for (const int month : shown_ends(result.calendar, result.horizon))
    if (const auto found = std::ranges::find(months, month); found != months.end())
      axis.ticks.push_back(static_cast<std::size_t>(found - months.begin()));
  return axis;
}

FanChart curve_chart(const RunResult& result, const Curve& curve,
                     std::span<const TargetResult* const> targets, const Curve* yearly) {
  FanChart chart{.along = months_axis(result, curve.months),
                 .unit = curve.unit,
                 .probabilities = {},
                 .quantiles = {}};
  for (const TargetResult* target : targets)
    add_marks(*target, curve, chart.marks);
  const std::vector<double> percents = drawn_percents(curve);
  add_quantiles(curve, percents, chart);
  if (yearly != nullptr)
    chart.yearly.push_back(yearly_chart(result, *yearly, percents));
  return chart;
}

bool is_worth_a_chart(const Curve& curve) {
  const auto& medians = curve.quantile(50);
  const auto count = std::ranges::count_if(medians, [](const auto& m) { return m.has_value(); });
  return static_cast<std::size_t>(count) >= kFewestPositions;
}

} // namespace escala
