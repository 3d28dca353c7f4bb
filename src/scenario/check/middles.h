// SPDX-License-Identifier: Apache-2.0
// The middles of expressions: their values with every draw at its median.
#pragma once

#include <optional>
#include <vector>

#include "escala/scenario/valid_scenario.h"

namespace escala {

class Middles {
 public:
  explicit Middles(const ValidScenario& valid)
      : valid_(valid), searched_(valid.drivers.size()), of_drivers_(valid.drivers.size()) {}

  // The middle of each node, of one that is made of constants, draws and drivers; of a mixture the
  // mean of the middles of its parts. Empty if there are no facts.
  std::vector<std::optional<double>> of(const CheckedExpression& checked);
  // The middle of one value, in the unit of the whole expression.
  std::optional<double> of(const CheckedExpression& checked, const ValueOfMonths& value);

 private:
  std::optional<double> of_node(const CheckedExpression& checked, NodeIndex node,
                                const std::vector<std::optional<double>>& middles);
  std::optional<double> of_driver(std::size_t driver);

  const ValidScenario& valid_;
  std::vector<bool> searched_;
  std::vector<std::optional<double>> of_drivers_;
  int depth_ = 0; // of drivers that read drivers
};

} // namespace escala
