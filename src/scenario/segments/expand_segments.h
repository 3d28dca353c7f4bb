// SPDX-License-Identifier: Apache-2.0
// Replaces a driver or metric that `each` splits by one for each segment, and a metric for the
// total.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Afterwards no driver or metric has `each`, and no argument is a map by segment. nullopt with a
// diagnostic if the plan would become too large.
std::optional<Scenario> expand_segments(Scenario scenario, Diagnostics& diagnostics);

} // namespace escala
