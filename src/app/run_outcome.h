// SPDX-License-Identifier: Apache-2.0
// What the program does at the end of a run.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/plan/plan.h"
#include "escala/simulate/simulate.h"

namespace escala::app {

// Prints why a run of a plan failed, and returns the exit code. If a signal stopped the run, ends
// the program with this signal. `found`: also takes the messages; null: nothing does.
int report_outcome(const RunOutcome& outcome, const CompiledPlan& plan,
                   Diagnostics* found = nullptr);

} // namespace escala::app
