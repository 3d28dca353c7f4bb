// SPDX-License-Identifier: Apache-2.0
// The parts of validation, in the order in which validate() takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check_expression.h"
#include "scenario/symbols.h"

namespace escala {

// A constant of a setting: horizon, confidence. nullopt with a diagnostic where it is none.
std::optional<double> constant_of(const Expression& expression, const Dimension& dimension,
                                  const Symbols& symbols, Diagnostics& diagnostics);

// A month given as a month or as a duration from the start, 0 to the horizon.
std::optional<int> month_of(const Expression& expression, NodeIndex node,
                            const CheckedExpression& checked, int horizon,
                            Diagnostics& diagnostics);

// What a share that was out of range should probably have been, in percent.
double example_percent(double value, std::string_view text);

// Finds what risks and the investment act on, before anything else is checked: a driver or
// parameter that they multiply is no constant.
void find_victims(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_risks(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_investment(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// nullopt with a diagnostic where it is no retention.
std::optional<Retention> check_retention(const Argument& argument, const std::string& what,
                                         const Symbols& symbols, Diagnostics& diagnostics);
void check_settings(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// Types and checks every driver and metric; fills what `symbols` knows of them.
void check_series(ValidScenario& valid, Symbols& symbols, Diagnostics& diagnostics);
// Actual months: their places in the plan, and values that fit the metric.
void check_actuals(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_targets(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_correlations(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// Orders the definitions; reports cycles within a month.
void check_order(ValidScenario& valid, Diagnostics& diagnostics);
void check_warnings(const ValidScenario& valid, Diagnostics& diagnostics);

} // namespace escala
