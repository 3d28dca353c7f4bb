// SPDX-License-Identifier: Apache-2.0
// Checks the parameters of a metric: their expressions, units and ranges.
#pragma once

#include <cstddef>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check/check_expression.h"
#include "scenario/check/symbols.h"

namespace escala {

// Needs the units of all drivers and metrics. The parameter that decides the unit of the metric may
// be checked already.
void check_parameters(std::size_t metric, ValidScenario& valid, const Symbols& symbols,
                      Diagnostics& diagnostics);

// What an expression of a parameter may contain.
Place place_of(std::size_t metric, const ParameterSpec& parameter);

// Reports a calendar month where a quantity is needed, and marks the root as unknown.
void fail_calendar(CheckedExpression& checked, Diagnostics& diagnostics);

} // namespace escala
