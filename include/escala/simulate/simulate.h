// SPDX-License-Identifier: Apache-2.0
// Simulates runs over blocks of paths month by month, and passes each finished month of a block to
// the observers of its run.
//
// A path depends only on its run and its number, and blocks are fixed. So nothing depends on the
// number of threads or ranks, or on the other runs of the call.
#pragma once

#include <cstdint>
#include <span>

#include "escala/model/model.h"
#include "escala/simulate/failure.h"
#include "escala/simulate/observer.h"
#include "escala/simulate/run.h"
#include "escala/simulate/workers.h"

namespace escala {

enum class RunStatus { done, stopped, failed };

struct RunOutcome {
  RunStatus status = RunStatus::done;
  Failure failure = {}; // of a failed run
  std::size_t run = 0;  // index of the first run of the call that failed
};

// The runs share the threads. If one fails or the call is stopped, the observers of all runs are
// incomplete and must not be used.
RunOutcome simulate(std::span<const Run> runs, Workers& workers, const RunControl& control = {});
RunOutcome simulate(const Run& run, Workers& workers, const RunControl& control = {});

// How many months all blocks complete before any block continues. This bounds the memory if
// observers keep much data for each month.
struct MonthPlan {
  int together = 1;
  std::uint64_t bytes = 0; // kept for all paths
};

MonthPlan plan_months(const Model& model, std::uint64_t paths, std::uint64_t bytes_of_month);

// Bytes that one block of paths keeps.
std::uint64_t memory_of(const Model& model);

} // namespace escala
