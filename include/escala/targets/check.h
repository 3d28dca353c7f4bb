// SPDX-License-Identifier: Apache-2.0
// Judges targets with as many paths as their verdicts need.
//
// Starts with a few paths and doubles them until the confidence sequence of every verdict is on
// one side of its confidence, or the paths run out. The sequence holds at every look at once, so
// stopping when a verdict is there does not flatter it. Under sobol every look lengthens the same
// replicates, and the sequence spends its error on looks: look k = 1, 2, ... has the interval of
// replicate_estimate() with error 1% / (k (k + 1)), which sums to 1% over any number of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/simulate.h"
#include "escala/targets/judge.h"

namespace escala {

struct CheckSpec {
  DrawSource draws = DrawSource();
  std::uint64_t first_look = 4096; // paths
  std::uint64_t max_paths = 10'000'000;
  const std::atomic<bool>* stop = nullptr;
  Ranks* ranks = nullptr;            // that share out the paths; null: this process alone
  MonthObserver* observer = nullptr; // of the paths of every look
};

struct CheckResult {
  RunOutcome outcome;
  Tally tally;
  std::vector<Judgement> targets;
  std::optional<Judgement> joint; // judged where `all` is given, else an estimate
};

CheckResult check(const Model& model, const CheckSpec& spec, Workers& workers);

} // namespace escala
