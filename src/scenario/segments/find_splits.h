// SPDX-License-Identifier: Apache-2.0
// Finds the drivers and metrics that a segment list splits.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Fills Scenario::splits: those of drivers, then those of metrics, in their order. Reports unknown
// segment lists; their drivers and metrics lose `each` and keep the value of the first segment.
void find_splits(Scenario& scenario, Diagnostics& diagnostics);

} // namespace escala
