// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/middles.h"

#include <cmath>
#include <limits>

namespace escala {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr int kDeepest = 64;

using Values = std::vector<double>;

double mean_of_parts(const Values& pairs) {
  double sum = 0;
  double weight = 0;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    sum += pairs[i] * pairs[i + 1];
    weight += pairs[i + 1];
  }
  return sum / weight;
}

ConstColumnList columns_of(const std::vector<const double*>& columns) {
  return {columns.data(), columns.size(), 1};
}

// The median of one distribution, within its bounds.
double median(const DistributionSpec& spec, Values arguments, double low, double high) {
  if (spec.form == DistributionForm::mixture)
    return mean_of_parts(arguments);
  if (spec.form == DistributionForm::single)
    spec.complete(arguments);
  std::vector<const double*> columns;
  for (const double& each : arguments)
    columns.push_back(&each);
  const double half = 0.5;
  const double score = 0;
  double result = 0;
  const Column out(&result, 1);
  if (spec.form == DistributionForm::pairs)
    spec.pair_quantiles({&half, 1}, columns_of(columns), out);
  else if (low != -kInfinite || high != kInfinite)
    truncated_quantiles(spec, {&half, 1}, columns_of(columns), {&low, 1}, {&high, 1}, out);
  else
    spec.quantiles({spec.input == DrawInput::standard_normal ? &score : &half, 1},
                   columns_of(columns), out);
  return result;
}

} // namespace

std::optional<double> Middles::of_driver(std::size_t driver) {
  if (searched_[driver])
    return of_drivers_[driver];
  if (depth_ == kDeepest)
    return std::nullopt;
  ++depth_;
  const auto middles = of(valid_.drivers[driver].draw);
  --depth_;
  searched_[driver] = true;
  if (!middles.empty())
    of_drivers_[driver] = middles.back();
  return of_drivers_[driver];
}

std::optional<double> Middles::of_node(const CheckedExpression& checked, NodeIndex node,
                                       const std::vector<std::optional<double>>& middles) {
  const NodeFacts& facts = checked.facts[node];
  if (facts.constant)
    return facts.constant;
  if (facts.symbol.kind == Symbol::Kind::driver)
    return of_driver(facts.symbol.index);
  Values arguments;
  double low = -kInfinite;
  double high = kInfinite;
  for (const Child& child : checked.expression->syntax.children_of(node)) {
    if (!middles[child.node])
      return std::nullopt;
    if (child.argument.empty())
      arguments.push_back(*middles[child.node]);
    else
      (child.argument == "min" ? low : high) = *middles[child.node];
  }
  if (arguments.empty())
    return std::nullopt;
  if (facts.distribution != nullptr)
    return median(*facts.distribution, std::move(arguments), low, high) * facts.scale;
  if (facts.function != nullptr)
    return apply_kernel(facts.function->kernel, arguments) * facts.scale;
  return std::nullopt;
}

std::vector<std::optional<double>> Middles::of(const CheckedExpression& checked) {
  std::vector<std::optional<double>> middles(checked.facts.size());
  for (NodeIndex i = 0; i < middles.size(); ++i) {
    middles[i] = of_node(checked, i, middles);
    if (middles[i] && !std::isfinite(*middles[i]))
      middles[i].reset();
  }
  return middles;
}

std::optional<double> Middles::of(const CheckedExpression& checked, const ValueOfMonths& value) {
  if (value.constant || checked.facts.empty())
    return value.constant;
  const auto middle = of(checked)[value.node];
  const bool whole = !checked.expression->is_schedule();
  return middle ? std::optional(*middle * (whole ? 1 : checked.root().scale)) : std::nullopt;
}

} // namespace escala
