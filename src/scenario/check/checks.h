// SPDX-License-Identifier: Apache-2.0
// The parts of validation, about in the order in which validate() calls them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check/check_expression.h"
#include "scenario/check/symbols.h"

namespace escala {

// The value of a setting such as horizon or confidence; nullopt with a diagnostic if it is not a
// constant of this dimension.
std::optional<double> constant_of(const Expression& expression, const Dimension& dimension,
                                  const Symbols& symbols, Diagnostics& diagnostics);

// The plan month, 0 to the horizon, that a calendar month or a duration from the start means.
// nullopt with a diagnostic.
std::optional<int> month_of(const Expression& expression, NodeIndex node,
                            const CheckedExpression& checked, int horizon,
                            Diagnostics& diagnostics);

// For a suggestion: the percentage that was probably meant by a share that is out of range.
double example_percent(double value, std::string_view text);

// Finds what risks and the investment affect. This comes first, because a driver or parameter that
// they multiply is not a constant.
void find_affected(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_risks(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_investment(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// The metric that the investment's worth is measured in, and the discount.
void check_valuation(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// nullopt with a diagnostic if the argument is not a retention.
std::optional<Retention> check_retention(const Argument& argument, const std::string& what,
                                         const Symbols& symbols, Diagnostics& diagnostics);
// Horizon, paths and sampler.
void check_settings(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// Finds the unit of every driver and metric and checks their expressions; fills in `symbols`.
void check_series(ValidScenario& valid, Symbols& symbols, Diagnostics& diagnostics);
// Checks the months and values of actuals.
void check_actuals(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_targets(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
void check_correlations(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics);
// Checks what the plan shows by default.
void check_output(const ValidScenario& valid, Diagnostics& diagnostics);
// Orders the definitions and reports cycles within a month.
void check_order(ValidScenario& valid, Diagnostics& diagnostics);
// Rates that take more than the whole level in a month, and those that take much of it.
void check_losses(const ValidScenario& valid, Diagnostics& diagnostics);
// Warns about what is valid but probably not meant.
void check_warnings(const ValidScenario& valid, Diagnostics& diagnostics);
// Warns about amounts of a month that are read or shown as something else.
void warn_amounts(const ValidScenario& valid, Diagnostics& diagnostics);
// Percentages without their sign.
void warn_missing_signs(const ValidScenario& valid, Diagnostics& diagnostics);
// Drivers that nothing reads.
void warn_unread_drivers(const ValidScenario& valid, Diagnostics& diagnostics);
// Figures of a trailing year that decide an `if`, a need or a target during the first year.
void warn_first_year(const ValidScenario& valid, Diagnostics& diagnostics);

} // namespace escala
