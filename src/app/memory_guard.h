// SPDX-License-Identifier: Apache-2.0
// Steps that the commands take between loading and writing.
#pragma once

#include <string>

#include "escala/simulate/simulate.h"
#include "escala/summarize/column_summaries.h"

namespace escala::app {

// Refuses a run whose bytes would not fit in the machine's memory. Throws Exit.
void require_memory(std::uint64_t paths, std::uint64_t needed, QuantileMethod method);

// Shows a failed run and gives its exit code; dies of the signal that stopped one.
int report_outcome(const RunOutcome& outcome);

} // namespace escala::app
