// SPDX-License-Identifier: Apache-2.0
// Checks quantities of risks and of the investment, which consist of drivers and constants.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"
#include "escala/scenario/keys.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check/symbols.h"

namespace escala {

// The requirements on one quantity.
struct QuantityRule {
  std::string what; // "frequency of outage"
  Dimension dimension;
  Range range;
  std::string_view range_text;
  std::string_view example;
};

// The requirements that a key states. `owner` is the name of the risk or pillar.
QuantityRule rule_of(const KeySpec& key, std::string_view owner);

class EffectChecker {
 public:
  EffectChecker(const Symbols& symbols, Diagnostics& diagnostics)
      : symbols_(symbols), diagnostics_(diagnostics) {}

  // Empty facts if a mistake was reported.
  CheckedExpression check(const Expression& expression, const QuantityRule& rule);
  // Checks names and units only.
  CheckedExpression check_names(const Expression& expression);
  // "x is money (USD)", for messages.
  std::string says(const CheckedExpression& checked) const;

 private:
  bool fits(const CheckedExpression& checked, const QuantityRule& rule);
  bool holds(const CheckedExpression& checked, const QuantityRule& rule);

  const Symbols& symbols_;
  Diagnostics& diagnostics_;
};

} // namespace escala
