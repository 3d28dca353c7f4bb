// SPDX-License-Identifier: Apache-2.0
// Steps that the commands take between loading and writing.
#pragma once

#include <string>

#include "escala/model/model.h"
#include "escala/simulate/simulate.h"

namespace escala::app {

// Refuses what, with `further` bytes of observers, would not fit in the machine's memory. Throws
// Exit.
void require_memory(const Model& model, std::uint64_t paths, std::uint64_t further = 0);

// Shows a failed run and gives its exit code; dies of the signal that stopped one.
int report_outcome(const RunOutcome& outcome);

} // namespace escala::app
