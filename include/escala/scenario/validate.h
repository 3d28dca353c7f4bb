// SPDX-License-Identifier: Apache-2.0
// Resolves names, units, constants, correlations and the order of evaluation.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// Reports every mistake, and warnings if there are no mistakes. nullopt if `diagnostics` holds an
// error afterwards.
std::optional<ValidScenario> validate(Scenario scenario, Diagnostics& diagnostics);

} // namespace escala
