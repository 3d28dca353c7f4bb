// SPDX-License-Identifier: Apache-2.0
// When targets are reached: by month, the share of futures that have reached each by then.
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

#include "report/curve_chart.h"
#include "report/sections.h"
#include "report/target_titles.h"

namespace escala {
namespace {

constexpr std::size_t kMostTimingCharts = 24;

// For other timings, and for a span that begins later, the first month does not matter.
bool has_timing(const TargetResult& target) {
  return target.timing.kind == TargetTiming::Kind::by && target.timing.from <= 1 &&
         !target.first_months.empty();
}

// By month from 0 on, to the month of the target.
ChartValues reached_by(const TargetResult& target) {
  ChartValues shares{0.0};
  double sum = 0;
  for (const double first : target.first_months)
    shares.emplace_back(sum += first);
  return shares;
}

Chart timing_chart(const RunResult& result, const TargetResult& target) {
  StepChart chart{.along = {},
                  .unit = share({}, Precision::tenths).unit,
                  .lines = {{OwnText{target.label}, reached_by(target)}}};
  std::vector<int> months(chart.lines.front().values.size());
  std::iota(months.begin(), months.end(), 0);
  chart.along = months_axis(result, months);
  return {met_in_futures(target, result.calendar), std::move(chart)};
}

// "2029-03"; a dash if too few futures reach it.
Cell month_cell(const RunResult& result, MaybeNumber month) {
  if (!month)
    return {Nothing{}};
  const int whole = static_cast<int>(std::ceil(*month));
  return {PlanMonth{whole, result.calendar.at(whole)}};
}

TableRow timing_row(const RunResult& result, const TargetResult& target) {
  return {{{OwnText{target.label}},
           month_cell(result, target.first.p10),
           month_cell(result, target.first.p50),
           month_cell(result, target.first.p90),
           {share(target.first.never, Precision::tenths)}}};
}

} // namespace

Section timing_section(const RunResult& result) {
  Section section{.name = "timing", .heading = "When targets are reached"};
  Table table{.columns = {{.heading = "Target", .least = 12},
                          {.heading = "first 10%", .align = Align::right, .drop = 2},
                          {.heading = "first half", .align = Align::right},
                          {.heading = "first 90%", .align = Align::right, .drop = 3},
                          {.heading = "never", .align = Align::right, .drop = 1}},
              .groups = {{}}};
  for (const TargetResult& target : result.targets) {
    if (!has_timing(target))
      continue;
    table.groups.front().rows.push_back(timing_row(result, target));
    if (section.charts.size() < kMostTimingCharts)
      section.charts.push_back(timing_chart(result, target));
  }
  if (table.groups.front().rows.empty())
    return {.name = section.name};
  section.tables.push_back(std::move(table));
  section.notes.push_back(
      {NoteTopic::columns,
       "First 10%, half, 90%: of the futures that reach it, so many have reached it by then."});
  return section;
}

} // namespace escala
