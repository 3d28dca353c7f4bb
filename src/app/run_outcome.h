// SPDX-License-Identifier: Apache-2.0
// What the program does at the end of a run.
#pragma once

#include "escala/plan/plan.h"
#include "escala/simulate/simulate.h"

namespace escala::app {

// Shows why a run of a plan failed. Gives the exit code; ends the program by the signal that
// stopped a run.
int report_outcome(const RunOutcome& outcome, const CompiledPlan& plan);

} // namespace escala::app
