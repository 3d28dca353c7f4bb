// SPDX-License-Identifier: Apache-2.0
// Limits the size of a plan after its segments are expanded.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Whether the plan stays small enough; a diagnostic if not. Needs Scenario::splits.
bool check_expanded_size(const Scenario& scenario, Diagnostics& diagnostics);

} // namespace escala
