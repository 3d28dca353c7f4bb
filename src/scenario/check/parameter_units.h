// SPDX-License-Identifier: Apache-2.0
// Checks the unit of a parameter's value, and gives a bare number its unit.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

class ParameterUnits {
 public:
  ParameterUnits(const ValidScenario& valid, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), diagnostics_(diagnostics) {}

  // Gives a bare number the unit that the parameter needs. False with a diagnostic if the value has
  // another unit.
  bool fit(std::size_t metric, const ParameterSpec& spec, CheckedExpression& value);

 private:
  bool fail_unit(const CheckedExpression& value, std::string problem, std::string reason,
                 std::string suggestion);
  std::string says(const CheckedExpression& value) const;
  bool fits_dimension(const ParameterSpec& spec, const Dimension& wanted,
                      const CheckedExpression& value);
  bool fits_plain(const ParameterSpec& spec, const CheckedExpression& value);
  Quantity counted_unit(std::size_t index, const ParameterSpec& spec) const;
  bool fits_level(std::size_t metric, const ParameterSpec& spec, CheckedExpression& value);
  std::string unit_meant(const ParameterSpec& spec, const Quantity& wanted,
                         const CheckedExpression& value) const;
  std::string fix_of(const Quantity& wanted, const CheckedExpression& value) const;
  bool fits_flow(std::size_t metric, const ParameterSpec& spec, const CheckedExpression& value);
  bool fits_growth(const ParameterSpec& spec, CheckedExpression& value);

  const ValidScenario& valid_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
};

} // namespace escala
