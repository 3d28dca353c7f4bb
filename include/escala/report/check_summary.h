// SPDX-License-Identifier: Apache-2.0
// The line that sums up what `check` has judged, and how it chose the number of paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// The numbers of paths between which `check` stops.
struct PathsOfCheck {
  std::uint64_t first = 0;
  std::uint64_t most = 0;
};

// "2 of 3 met; $1B ARR missed". `failed`: plans that could not be judged.
Phrase verdict_summary(std::span<const RunResult> results, std::size_t failed);

// Has notes alone: "5 of 6 met in 2 plans; b.yaml: $1B ARR missed". `failed`: plans that could not
// be judged.
Section check_summary(std::span<const RunResult> results, std::size_t failed,
                      const PathsOfCheck& paths);

} // namespace escala
