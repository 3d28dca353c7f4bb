// SPDX-License-Identifier: Apache-2.0
// Refuses runs that need more memory than the machine has.
#pragma once

#include <cstdint>

#include "escala/summarize/column_summaries.h"

namespace escala::app {

// `needed`: bytes of a run of so many paths. Throws Exit where they are more than four fifths of
// the machine's memory.
void require_memory(std::uint64_t paths, std::uint64_t needed, QuantileMethod method);

} // namespace escala::app
