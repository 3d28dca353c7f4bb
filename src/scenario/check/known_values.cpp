// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/known_values.h"

namespace escala {

const CheckedExpression& resolve_driver(const CheckedExpression& checked,
                                        const ValidScenario& valid) {
  const CheckedExpression* at = &checked;
  while (!at->constant() && at->root().symbol.kind == Symbol::Kind::driver)
    at = &valid.drivers[at->root().symbol.index].draw;
  return *at;
}

WrittenValue written_value(const CheckedExpression& checked, const CheckedExpression& meant,
                           NodeIndex node) {
  const bool named = &meant != &checked;
  return {checked, named ? checked.expression->syntax.root() : node};
}

std::vector<ValueOfMonths> values_of(const CheckedExpression& checked, const ValidScenario& valid) {
  return values_of_months(checked, valid.scenario.calendar(), valid.horizon);
}

std::optional<double> quantile_of(const CheckedExpression& checked, const ValueOfMonths& value,
                                  double probability, double score) {
  if (value.constant)
    return value.constant;
  const NodeFacts& facts = checked.facts[value.node];
  if (facts.distribution == nullptr || facts.distribution->form != DistributionForm::single)
    return std::nullopt;
  std::vector<double> values;
  for (const Child& child : checked.expression->syntax.children_of(value.node)) {
    if (!child.argument.empty())
      continue;
    if (!checked.facts[child.node].constant)
      return std::nullopt;
    values.push_back(*checked.facts[child.node].constant);
  }
  facts.distribution->complete(values);
  std::vector<const double*> columns;
  for (const double& each : values)
    columns.push_back(&each);
  const double at = facts.distribution->input == DrawInput::standard_normal ? score : probability;
  double result = 0;
  facts.distribution->quantiles({&at, 1}, {columns.data(), columns.size(), 1}, {&result, 1});
  const bool whole = !checked.expression->is_schedule();
  return result * facts.scale * (whole ? 1 : checked.root().scale);
}

std::optional<double> median_of(const CheckedExpression& checked, const ValueOfMonths& value) {
  return quantile_of(checked, value, 0.5, 0);
}

} // namespace escala
