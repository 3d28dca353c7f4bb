// SPDX-License-Identifier: Apache-2.0
// Judges targets with as many paths as their verdicts need (sequential testing).
//
// Starts with a few paths and doubles their number until the confidence sequence of every target
// lies on one side of its confidence, or the limit of paths is reached. A confidence sequence holds
// at all looks at the same time, so stopping early does not bias the verdict. Antithetic paths are
// looked at in pairs, by pair_sequence(). With the sampler sobol every look extends the same
// replicates, and the error is divided among the looks: look k = 1, 2, ... uses the interval of
// replicate_estimate() with error 1% / (k (k + 1)), which adds up to at most 1%.
//
// With a baseline it also adds paths until it is known whether each target has dropped. The
// intervals of differences divide the error among the looks in the same way, for every sampler.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/simulate.h"
#include "escala/targets/difference.h"
#include "escala/targets/judge.h"

namespace escala {

// What the targets of a plan are compared with: another model on the same draws, or else earlier
// estimates.
struct Baseline {
  const Model* model = nullptr;
  EarlierEstimates earlier = {}; // without a model
  double max_drop = 0;           // of a probability
};

// How targets are checked.
struct CheckSpec {
  DrawSource draws = DrawSource();
  std::uint64_t first_look = 4096; // paths
  std::uint64_t max_paths = 10'000'000;
  const std::atomic<bool>* stop = nullptr; // set to true to interrupt; null: cannot be interrupted
  Ranks* ranks = nullptr;                  // that share the paths; null: this process only
  MonthObserver* observer = nullptr;       // sees the paths of every look; null: none
  const Baseline* baseline = nullptr;      // null: none
};

// What a check found, over the paths of all looks.
struct CheckResult {
  RunOutcome outcome; // run 1 is that of the baseline
  Tally tally;
  std::vector<Judgement> targets; // in the order of the model
  std::optional<Judgement> joint; // of all targets together; the verdict counts only if the plan
                                  // has the target `all`
  Differences differences;        // from the baseline
};

// Runs the model until all verdicts are decided, the limit of paths is reached, or `stop` is set.
CheckResult check(const Model& model, const CheckSpec& spec, Workers& workers);

} // namespace escala
