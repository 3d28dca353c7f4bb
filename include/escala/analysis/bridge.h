// SPDX-License-Identifier: Apache-2.0
// A bridge between two plans: how much of the difference in each target's probability, and in the
// median of each metric, is due to each value in which the plans differ.
//
// The effect of a change is its Shapley value (Shapley 1953): its mean effect over all orders in
// which the changes can be made. Up to kExactChanges changes all 2^k plans between the two are run,
// on the same draws; beyond, orders are sampled in pairs of an order and its reverse (Mitchell et
// al. 2022, "Sampling permutations for Shapley value estimation").
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "escala/plan/plan_changes.h"
#include "escala/simulate/simulate.h"

namespace escala {

inline constexpr std::size_t kExactChanges = 8;

// What a bridge explains: the probability of a target, of all targets together, or the median of a
// metric.
struct BridgeOutput {
  enum class Kind : std::uint8_t { target, joint, metric };
  Kind kind = Kind::target;
  std::string name = {}; // of the target or metric; both plans have it
};

struct BridgeSpec {
  std::vector<BridgeOutput> outputs;
  int month = 0; // in which metrics are read
  std::uint64_t paths = 0;
  DrawSource draws = DrawSource();
};

struct BridgeEffect {
  double effect = 0;
  // Of the draws, from batches of paths, and of the sampled orders.
  double std_error = 0;
};

// Of one output. Medians are in canonical units.
struct BridgeOfOutput {
  double from = 0;
  double to = 0;
  std::vector<BridgeEffect> effects; // of each group of changes; they add up to `to` - `from`
};

struct Bridge {
  RunOutcome outcome;
  std::shared_ptr<const CompiledPlan> failed = {}; // the plan of a run that failed
  // Indices of changes. Several in one group cannot stand alone: a plan with a part of them has
  // mistakes.
  std::vector<std::vector<std::size_t>> groups = {};
  bool sampled = false; // orders were sampled
  std::vector<BridgeOfOutput> outputs = {};
};

Bridge find_bridge(const PlanPair& plans, const BridgeSpec& spec, Workers& workers,
                   const RunControl& control);

// The weight of the marginal effect of one change, made after `before` of the other `count` - 1.
double shapley_weight(std::size_t before, std::size_t count);

} // namespace escala
