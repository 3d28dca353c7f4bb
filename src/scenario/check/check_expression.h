// SPDX-License-Identifier: Apache-2.0
// Names, units and constants of one expression.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check/symbols.h"

namespace escala {

// Where an expression is written, which decides what it may contain.
struct Place {
  enum class Kind {
    driver,    // no metrics, no history
    effect,    // of a risk or the investment: drivers and constants only
    formula,   // this month's value of `metric`
    opening,   // month 0 of `metric`
    parameter, // of the step of `metric`: its own name is last month's state
    target,    // a condition on metrics; no distributions
    setting,   // a constant, needed before the simulation
  };
  Kind kind = Kind::setting;
  std::uint32_t metric = 0;
  bool retention = false; // a setting that can be sbg(alpha, beta)
};

// Reports every mistake. The quantity of a root with a mistake is `unknown`; facts are empty if the
// expression itself is.
CheckedExpression check_expression(const Expression& expression, const Place& place,
                                   const Symbols& symbols, Diagnostics& diagnostics);

// Gives the root a unit if it is a bare number: "5" in a metric of USD/y.
void take_unit(CheckedExpression& checked, const Quantity& unit);

} // namespace escala
