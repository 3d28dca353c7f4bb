// SPDX-License-Identifier: Apache-2.0
// Refuses runs that need more memory than the machine has.
#pragma once

#include <cstdint>

#include "escala/summarize/column_summaries.h"

namespace escala::app {

// `needed`: bytes that a run of `paths` paths needs. Throws Exit, after a message, if that is more
// than four fifths of the machine's memory.
void require_memory(std::uint64_t paths, std::uint64_t needed, QuantileMethod method);

} // namespace escala::app
