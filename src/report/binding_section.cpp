// SPDX-License-Identifier: Apache-2.0
// A chart of the metric that decides: how far it spreads, and what the target asks for.
#include <algorithm>
#include <array>

#include "escala/report/binding_target.h"
#include "report/curve_chart.h"
#include "report/curve_facts.h"
#include "report/sections.h"
#include "report/target_titles.h"

namespace escala {

namespace {

// Whole documents say what their charts show; in others the verdicts stand just above.
Phrase title_of(const RunResult& result, const TargetResult& target, Detail detail) {
  const Phrase metric = title_of(*result.binding);
  if (detail == Detail::whole)
    return filled("{}: {}", {part(metric), part(met_in_futures(target, result.calendar))});
  const auto lacks_more = [&](const TargetResult& other) {
    return reserve_of(other) < reserve_of(target);
  };
  if (std::ranges::any_of(result.targets, lacks_more)) // which compares no single metric
    return filled("{}, and the target {}", {part(metric), target.label});
  return filled(reserve_of(target) < 0 ? "{}, and the target that binds: {}"
                                       : "{}, and the target with the least reserve: {}",
                {part(metric), target.label});
}

} // namespace

Section binding_section(const RunResult& result, Detail detail) {
  Section section{.name = "chart"};
  const auto index = binding_target(result.targets);
  if (!index || !result.binding || !is_worth_a_chart(*result.binding))
    return section;
  const TargetResult& target = result.targets[*index];
  const std::array marked{&target};
  const auto yearly = std::ranges::find(result.yearly, result.binding->name, &Curve::name);
  section.charts.push_back({title_of(result, target, detail),
                            curve_chart(result, *result.binding, marked,
                                        yearly == result.yearly.end() ? nullptr : &*yearly)});
  return section;
}

} // namespace escala
