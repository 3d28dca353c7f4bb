// SPDX-License-Identifier: Apache-2.0
// What decides each target: compares, on the first paths of a run, those that meet the target with
// those that do not. Needs no further simulation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/analysis/drawn_observer.h"
#include "escala/simulate/workers.h"
#include "escala/targets/judge.h"

namespace escala {

// "input >= bound" or "input <= bound": on most of the paths where it holds the target is met.
struct DecidingRule {
  bool at_least = true;
  double bound = 0;         // in canonical units; three significant digits in the input's unit
  double of_those_meet = 0; // share of the paths where it holds that meet the target
  double holds = 0;         // share of all paths where it holds
};

// What one input has to do with one target.
struct InputShare {
  // The share of the variance of "met" (1 or 0) that the input explains alone: the correlation
  // ratio of McKay (1995) over classes of equal count, without the bias of the classes. Where
  // inputs are correlated, each has the part that they share too. May be slightly below 0, by
  // chance.
  double share = 0;
  double share_se = 0; // standard error
  double met_median = 0;
  double unmet_median = 0;
  std::optional<DecidingRule> rule = {}; // only of a share that is significant at 99%
};

struct InputAttribution {
  std::uint32_t input = 0; // of the model's `drawn`
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
  bool repeated = false; // drawn yearly or monthly: shares are of its mean until the target
  // By target; nullopt if too few paths meet it or too few do not.
  std::vector<std::optional<InputShare>> targets = {};
};

// The fewest paths that must meet a target, and that must not.
inline constexpr std::uint64_t kLeastComparedPaths = 20;

// `values`: by path, n/a allowed; `met`: by path, 1 or 0. `factor`: from canonical units to those
// in which bounds of rules are rounded. nullopt if too few paths are met or not, or if all values
// are equal.
std::optional<InputShare> share_of_input(std::span<const double> values,
                                         std::span<const std::uint8_t> met, double factor);

// In the order of the model's `drawn`; inputs without values are left out.
std::vector<InputAttribution> attribute(const Model& model, const DrawnObserver& drawn,
                                        const JudgeObserver& judge, Workers& workers);

// How targets go together on the paths of a run.
struct TargetsTogether {
  std::uint64_t paths = 0;
  std::vector<std::uint64_t> met = {};               // by target
  std::vector<std::vector<std::uint64_t>> both = {}; // [i][j], j < i: paths that meet both
  std::vector<std::uint64_t> only_missed = {};       // paths on which this target alone is missed
};

TargetsTogether targets_together(const Model& model, std::uint64_t paths,
                                 const JudgeObserver& judge);

} // namespace escala
