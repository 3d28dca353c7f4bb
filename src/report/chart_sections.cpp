// SPDX-License-Identifier: Apache-2.0
// A chart of each curve, with what its title says: how many futures meet its target, or where it
// ends.
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "escala/report/binding_target.h"
#include "report/curve_chart.h"
#include "report/curve_facts.h"
#include "report/sections.h"
#include "report/target_titles.h"

namespace escala {
namespace {

constexpr std::size_t kMostCharts = 100; // a page with more is slow, and nobody reads it

Number value_of(const Curve& curve, double percent, std::size_t entry) {
  return {.value = curve.quantile(percent)[entry], .unit = curve.unit, .apart = curve.thresholds};
}

// "Users: 70.8M in 2030-12, and 17.1M to 172M in 90% of futures"
Phrase ending_title(const RunResult& result, const Curve& curve) {
  const std::size_t last = curve.months.size() - 1;
  const PlanMonth end{curve.months[last], result.calendar.at(curve.months[last])};
  if (!has_band(curve, 5, 95))
    return filled("{}: {} in {}", {part(title_of(curve)), value_of(curve, 50, last), end});
  return filled("{}: {} in {}, and {} to {} in 90% of futures",
                {part(title_of(curve)), value_of(curve, 50, last), end, value_of(curve, 5, last),
                 value_of(curve, 95, last)});
}

} // namespace

std::vector<const TargetResult*> targets_on(const RunResult& result, const Curve& curve) {
  std::vector<const TargetResult*> targets;
  for (const TargetResult& target : result.targets)
    if (target.subject && result.metrics[*target.subject].name == curve.name)
      targets.push_back(&target);
  std::ranges::stable_sort(targets, {},
                           [](const TargetResult* target) { return reserve_of(*target); });
  return targets;
}

Phrase curve_title(const RunResult& result, const Curve& curve) {
  const std::vector<const TargetResult*> targets = targets_on(result, curve);
  if (targets.empty())
    return ending_title(result, curve);
  return filled("{}: {}",
                {part(title_of(curve)), part(met_in_futures(*targets.front(), result.calendar))});
}

Section chart_section(const RunResult& result) {
  Section section{.name = "charts", .heading = "Every curve"};
  const std::vector<Curve>& curves = result.monthly.empty() ? result.curves : result.monthly;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Curve& curve = curves[i];
    if (!is_worth_a_chart(curve))
      continue;
    if (section.charts.size() == kMostCharts) {
      section.sentences.push_back(
          filled("The first {} curves; the others are in the table.", {count(kMostCharts)}));
      break;
    }
    const std::vector<const TargetResult*> targets = targets_on(result, curve);
    const Curve* yearly = i < result.yearly.size() ? &result.yearly[i] : nullptr;
    section.charts.push_back(
        {curve_title(result, curve), curve_chart(result, curve, targets, yearly)});
  }
  return section;
}

} // namespace escala
