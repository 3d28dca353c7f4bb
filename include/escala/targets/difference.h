// SPDX-License-Identifier: Apache-2.0
// How the probability of a target differs between two runs: a plan and its baseline.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/targets/judge.h"

namespace escala {

// Numbers of paths on which a target is met in one of two runs only.
struct ChangedPaths {
  std::uint64_t lost = 0;   // met before, and not after
  std::uint64_t gained = 0; // met after, and not before
  std::uint64_t paths = 0;  // that were compared
};

// The change of a probability.
struct Difference {
  double before = 0; // the probability in the baseline
  double delta = 0;  // the probability now minus that
  double std_error = 0;
  Interval interval{-1, 1}; // of delta
  // Of two runs on the same draws, which are compared path by path; else the two estimates are
  // independent.
  std::optional<ChangedPaths> changed = {};
};

// The differences of all targets of a plan, in its order. nullopt where the baseline has no target
// of this name. The joint is compared only if both have the same targets.
struct Differences {
  std::vector<std::optional<Difference>> targets = {};
  std::optional<Difference> joint = {};
};

// The interval of (gained - lost) / paths, for independent paths, each of which counts -1, 0 or 1.
// The counts may be fractions.
//
// Gaffke's ends (2005, see mean_bound.h), with one more path that is gained or lost. So it covers
// few and no changed paths as well: where nothing is lost, its upper end is that of Clopper and
// Pearson for the share gained. For many changed paths it is the normal interval of McNemar's
// difference.
Interval difference_interval(double lost, double gained, double paths,
                             double error = kIntervalError);

// The difference of two independent estimates. The interval is that of Newcombe (1998, method 10),
// made of the intervals of both, whatever their kind.
Difference independent_difference(const Judgement& before, const Judgement& after);

// Estimates of an earlier run of which only the result is known.
struct EarlierEstimates {
  std::vector<std::optional<Judgement>> targets = {}; // of each target of the plan
  std::optional<Judgement> joint = {};
  // The same plan was run with the same seed and sampler. Then the same number of paths is the same
  // paths, and nothing has changed on any of them.
  bool same_run = false;
};

Differences independent_differences(const EarlierEstimates& before, std::span<const Judgement> now,
                                    const Judgement& joint);

// Whether more paths of `now` can tell if the probability has dropped. They make its interval
// narrower, but not that of `before`.
bool can_decide_drop(const Judgement& before, const Judgement& now, double max_drop);

// Whether the whole interval of the drop is beyond `max_drop`, or all of it is within.
bool has_dropped(const Difference& difference, double max_drop);
bool has_not_dropped(const Difference& difference, double max_drop);
// Whether the interval does not contain 0.
bool has_moved(const Difference& difference);

} // namespace escala
