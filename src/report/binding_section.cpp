// SPDX-License-Identifier: Apache-2.0
// A chart of the metric that decides: how far it spreads, and what the target asks for.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/binding_target.h"
#include "escala/report/run_document.h"
#include "report/curve_facts.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr std::size_t kFewestPositions = 6; // of a chart that shows more than its table

// A band around a band, and the median, in percent.
std::vector<double> drawn_percents(const Curve& curve) {
  if (!has_band(curve, 5, 95))
    return {50};
  return {5, 25, 50, 75, 95};
}

ChartAxis axis_of(const RunResult& result, const Curve& curve) {
  ChartAxis axis;
  for (const int month : curve.months)
    axis.labels.emplace_back(PlanMonth{month, result.calendar.at(month)});
  for (const int month : shown_ends(result.calendar, result.horizon))
    if (const auto entry = entry_of(curve, month))
      axis.ticks.push_back(*entry);
  return axis;
}

std::vector<ChartMark> marks_of(const TargetResult& target, const Curve& curve) {
  std::vector<ChartMark> marks;
  const auto first = entry_of(curve, target.timing.from), last = entry_of(curve, target.timing.to);
  if (!last)
    return marks;
  const bool at = target.timing.kind == TargetTiming::Kind::at;
  for (const double level : target.thresholds)
    marks.push_back({OwnText{target.label}, level, at ? *last : first.value_or(*last), *last});
  return marks;
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

FanChart fan_of(const RunResult& result, const TargetResult& target, const Curve& curve) {
  FanChart chart{.along = axis_of(result, curve),
                 .unit = curve.unit,
                 .probabilities = {},
                 .quantiles = {},
                 .marks = marks_of(target, curve)};
  for (const double percent : drawn_percents(curve)) {
    chart.probabilities.push_back(percent / 100);
    chart.quantiles.push_back(curve.quantile(percent));
  }
  chart.log = needs_log(chart);
  return chart;
}

bool has_enough(const Curve& curve) {
  const auto& medians = curve.quantile(50);
  const auto count = std::ranges::count_if(medians, [](const auto& m) { return m.has_value(); });
  return static_cast<std::size_t>(count) >= kFewestPositions;
}

} // namespace

Section binding_section(const RunResult& result) {
  Section section{.name = "chart"};
  const auto index = binding_target(result.targets);
  if (!index || !result.binding || !has_enough(*result.binding))
    return section;
  const TargetResult& target = result.targets[*index];
  const auto lacks_more = [&](const TargetResult& other) {
    return reserve_of(other) < reserve_of(target);
  };
  const char* title = reserve_of(target) < 0 ? "{}, and the target that binds: {}"
                                             : "{}, and the target with the least reserve: {}";
  if (std::ranges::any_of(result.targets, lacks_more)) // which compares no single metric
    title = "{}, and the target {}";
  section.charts.push_back({filled(title, {part(title_of(*result.binding)), target.label}),
                            fan_of(result, target, *result.binding)});
  return section;
}

} // namespace escala
