// SPDX-License-Identifier: Apache-2.0
// Simulates runs over blocks of paths, each month by month, and hands each finished month of a
// block to the observers of its run.
//
// Every path depends only on its run and its number; blocks are fixed, so nothing depends on the
// number of threads or ranks, nor on the other runs of the call.
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
  std::size_t run = 0;  // which of the runs failed: the first one of the call
};

// The runs share the threads. Where one fails or the call is stopped, the observers of all runs are
// left as they are and must not be asked.
RunOutcome simulate(std::span<const Run> runs, Workers& workers, const RunControl& control = {});
RunOutcome simulate(const Run& run, Workers& workers, const RunControl& control = {});

// How many months all blocks complete before any block continues, to bound memory where observers
// keep much of each month.
struct MonthPlan {
  int together = 1;
  std::uint64_t bytes = 0; // kept of the paths
};

MonthPlan plan_months(const Model& model, std::uint64_t paths, std::uint64_t bytes_of_month);

// Bytes that each thread keeps of the paths that it simulates.
std::uint64_t memory_of(const Model& model);

} // namespace escala
