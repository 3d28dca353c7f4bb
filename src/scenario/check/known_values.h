// SPDX-License-Identifier: Apache-2.0
// What is known of a value before the simulation: constants, and quantiles of single distributions.
#pragma once

#include <optional>
#include <vector>

#include "escala/scenario/valid_scenario.h"

namespace escala {

// The expression itself, or the draw of the driver that it only names.
const CheckedExpression& resolve_driver(const CheckedExpression& checked,
                                        const ValidScenario& valid);

// Where a value is written: the name of the driver that an expression only names, or the value.
struct WrittenValue {
  const CheckedExpression& checked;
  NodeIndex node;
};
WrittenValue written_value(const CheckedExpression& checked, const CheckedExpression& meant,
                           NodeIndex node);

// The values of an expression, by ascending months, up to the horizon.
std::vector<ValueOfMonths> values_of(const CheckedExpression& checked, const ValidScenario& valid);

// The quantile of a value that is a constant or one distribution with constant arguments; otherwise
// nullopt. `score` is the quantile of a standard normal at that probability.
std::optional<double> quantile_of(const CheckedExpression& checked, const ValueOfMonths& value,
                                  double probability, double score);
std::optional<double> median_of(const CheckedExpression& checked, const ValueOfMonths& value);

} // namespace escala
