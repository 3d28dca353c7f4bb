// SPDX-License-Identifier: Apache-2.0
// Settles names, units, constants, correlations and the order of evaluation.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// Reports every mistake and warning; nullopt if `diagnostics` holds an error afterwards.
std::optional<ValidScenario> validate(Scenario scenario, Diagnostics& diagnostics);

} // namespace escala
