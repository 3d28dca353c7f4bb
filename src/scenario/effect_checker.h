// SPDX-License-Identifier: Apache-2.0
// What the checks of risks and of the investment share: quantities made of drivers and constants.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"
#include "escala/scenario/keys.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/symbols.h"

namespace escala {

// What a quantity of a risk or of the investment must be.
struct Demand {
  std::string what; // "frequency of outage"
  Dimension dimension;
  Range range;
  std::string_view range_text;
  std::string_view example;
};

// What the key of a risk or pillar named `owner` demands.
Demand demand_of(const KeySpec& key, std::string_view owner);

class EffectChecker {
 public:
  EffectChecker(const Symbols& symbols, Diagnostics& diagnostics)
      : symbols_(symbols), diagnostics_(diagnostics) {}

  // Without facts where a mistake was reported.
  CheckedExpression check(const Expression& expression, const Demand& demand);
  // Names and units alone.
  CheckedExpression check_names(const Expression& expression);
  std::string says(const CheckedExpression& checked) const;

 private:
  bool fits(const CheckedExpression& checked, const Demand& demand);
  bool holds(const CheckedExpression& checked, const Demand& demand);

  const Symbols& symbols_;
  Diagnostics& diagnostics_;
};

} // namespace escala
