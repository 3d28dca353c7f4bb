// SPDX-License-Identifier: Apache-2.0
// Writes out what `each` says once: from a driver or metric that is split by a list to one for each
// segment, and a metric for the total.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Afterwards no driver or metric has `each`, and no argument is a map by segment. nullopt with a
// diagnostic where the plan would be too large.
std::optional<Scenario> expand_segments(Scenario scenario, Diagnostics& diagnostics);

} // namespace escala
