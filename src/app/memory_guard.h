// SPDX-License-Identifier: Apache-2.0
// Refuses runs that need more memory than this process may use.
#pragma once

#include <cstdint>

#include "escala/summarize/column_summaries.h"

namespace escala::app {

// What a run needs.
struct MemoryNeed {
  std::uint64_t paths = 0;
  std::uint64_t bytes = 0;
  std::size_t threads = 1;
  QuantileMethod method = QuantileMethod::exact;
};

// Throws Exit, after a message, if a run needs more than four fifths of what it may use.
void require_memory(const MemoryNeed& need);

} // namespace escala::app
