// SPDX-License-Identifier: Apache-2.0
// Every expression of a scenario, as written.
#pragma once

#include "escala/scenario/scenario.h"

namespace escala {

// Calls visit(Expression) for the expressions of a metric.
template <typename Visit>
void for_each_expression(const Metric& metric, Visit visit) {
  for (const Argument& argument : metric.arguments) {
    for (const Expression& value : argument.values)
      visit(value);
    for (const Argument::Count& count : argument.counts)
      visit(count.value);
    for (const Argument& segment : argument.by_segment)
      for (const Expression& value : segment.values)
        visit(value);
  }
  if (metric.actual)
    for (const ActualValue& value : metric.actual->values)
      visit(value.value);
}

// Calls visit(Expression) for those of a risk.
template <typename Visit>
void for_each_expression(const Risk& risk, Visit visit) {
  for (const auto& part : risk.parts)
    if (part)
      visit(*part);
  for (const Effect& impact : risk.impacts)
    visit(impact.size);
}

// Calls visit(Expression) for those of the investment.
template <typename Visit>
void for_each_expression(const Investment& investment, Visit visit) {
  visit(investment.budget);
  if (investment.over)
    visit(*investment.over);
  if (investment.value)
    visit(*investment.value);
  if (investment.discount)
    visit(*investment.discount);
  for (const Pillar& pillar : investment.pillars) {
    if (pillar.share)
      visit(*pillar.share);
    for (const Expression& year : pillar.spend)
      visit(year);
    for (const Effect& lift : pillar.lifts)
      visit(lift.size);
    if (pillar.half_at)
      visit(*pillar.half_at);
  }
}

// Calls visit(Expression) for all of a scenario.
template <typename Visit>
void for_each_expression(const Scenario& scenario, Visit visit) {
  if (scenario.horizon)
    visit(*scenario.horizon);
  if (scenario.simulation.paths)
    visit(*scenario.simulation.paths);
  for (const Driver& driver : scenario.drivers) {
    visit(driver.draw);
    for (const Expression& draw : driver.draws)
      visit(draw);
  }
  for (const Correlation& correlation : scenario.correlations)
    visit(correlation.rho);
  for (const Metric& metric : scenario.metrics)
    for_each_expression(metric, visit);
  for (const Risk& risk : scenario.risks)
    for_each_expression(risk, visit);
  if (scenario.investment)
    for_each_expression(*scenario.investment, visit);
  for (const Target& target : scenario.targets) {
    visit(target.when);
    if (target.timing.when)
      visit(*target.timing.when);
    if (target.confidence)
      visit(*target.confidence);
  }
  if (scenario.joint && scenario.joint->confidence)
    visit(*scenario.joint->confidence);
}

} // namespace escala
