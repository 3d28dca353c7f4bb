// SPDX-License-Identifier: Apache-2.0
// Runs a Model over blocks of paths, each month by month, and hands each finished month of a block
// to observers.
//
// Every path depends only on the seed and its number; blocks are fixed, so nothing depends on the
// number of threads or ranks.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>

#include "escala/core/diagnostics.h"
#include "escala/model/model.h"
#include "escala/simulate/observer.h"
#include "escala/simulate/workers.h"

namespace escala {

// What a run leaves out, so that its effect shows on the same paths.
struct Omission {
  enum class Kind : std::uint8_t { nothing, investment, mitigation };
  Kind kind = Kind::nothing;
  std::uint32_t risk = kNone; // whose mitigation; none: every risk's
};

struct RunSpec {
  std::uint64_t seed = 1;
  Sampler sampler = Sampler::random;
  std::uint64_t first_path = 0; // even; under sobol a multiple of kSobolGroup
  std::uint64_t paths = 0;
  Omission without = {};
  const std::atomic<bool>* stop = nullptr; // set from elsewhere to give up
  Ranks* ranks = nullptr;                  // that share out the paths; null: this process alone
};

enum class RunStatus { done, stopped, failed };

struct RunOutcome {
  RunStatus status = RunStatus::done;
  Diagnostic failure; // of a failed run: where in the plan, which metric, month and path
};

RunOutcome simulate(const Model& model, const RunSpec& spec, Workers& workers,
                    std::span<MonthObserver* const> observers);

// How many months the blocks of so many paths go through before any of them goes on, so that little
// is kept, where observers keep so much of a month.
struct MonthPlan {
  int together = 1;
  std::uint64_t bytes = 0; // kept of the paths
};

MonthPlan plan_months(const Model& model, std::uint64_t paths, std::uint64_t bytes_of_month);

// Bytes that each thread keeps of the paths that it simulates.
std::uint64_t memory_of(const Model& model);

} // namespace escala
