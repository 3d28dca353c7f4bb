// SPDX-License-Identifier: Apache-2.0
// How to share an investment's budget out over its pillars, so that a target, or all targets
// together, become as likely as possible.
//
//   maximise P(objective | shares)  where  sum of shares = 1,  low <= share <= high,
//                                          P(target) >= least  for each floor
//
// All allocations of the search have the same draws, so P is estimated by an average over fixed
// paths (sample average approximation; Luedtke and Ahmed 2008). That average counts paths, so it
// has no slope. The search therefore climbs a smooth one (soft_targets.h) from several starts, and
// then improves the counted average itself. The answer is judged on other paths than those that
// chose it, because on its own paths it looks better than it is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/analysis/studied_output.h"
#include "escala/plan/open_plan.h"
#include "escala/targets/difference.h"

namespace escala {

// What one pillar may have of the budget.
struct ShareBounds {
  double low = 0;
  double high = 1;
};

// A probability that must stay at least as high.
struct ProbabilityFloor {
  StudiedOutput output; // a target, or the joint
  double least = 0;
};

struct Allocation {
  double budget = 0; // in canonical units
  std::vector<double> shares;
};

struct OptimizeProblem {
  // Its values are the share of each pillar; then, if the budget changes, the budget.
  const OpenPlan* plan = nullptr;
  DrawSource draws = DrawSource();
  Allocation declared;
  bool open_budget = false;
  std::vector<ShareBounds> bounds; // of each pillar; some allocation fits them
  StudiedOutput objective;         // a target, or the joint
  std::vector<ProbabilityFloor> floors = {};
  std::optional<double> confidence = {}; // look for the smallest budget that reaches it
  std::vector<double> budgets = {};      // of the frontier, ascending
};

struct OptimizeEffort {
  std::uint64_t search_paths = 12'288; // that choose the allocation; a multiple of 1024
  std::uint64_t judged_paths = 102'400;
};

struct JudgedAllocation {
  Allocation at;
  Judgement found;                 // of the objective
  std::vector<double> floors = {}; // probability of each floor
};

// Why there is no allocation, or what keeps it from being better.
enum class OptimizeReason : std::uint8_t {
  none,
  infeasible,   // no allocation keeps every floor; `best` is that which misses them by least
  out_of_reach, // no budget up to the largest that was tried reaches the confidence
  no_budget,    // the confidence is reached without a budget
  no_gain,      // not significantly better than what is declared
};

// The best allocation for one budget.
struct FrontierPoint {
  JudgedAllocation best;
  bool feasible = true;
};

struct RunnerUp {
  JudgedAllocation judged;
  Difference difference; // of its probability to that of the best
};

struct Optimized {
  Ended ended = Ended::sure;
  RunOutcome outcome = {}; // of the last simulation
  std::uint64_t search_paths = 0;
  std::uint64_t judged_paths = 0; // 0: interrupted before; figures are those of the search
  bool is_moved = true;           // false: no allocation changes the objective on any path
  bool by_margins = false;        // the objective was too rare to be counted, so margins decided
  std::size_t starts = 0;
  std::optional<JudgedAllocation> best;
  std::optional<JudgedAllocation> declared;
  Difference gain;                                    // of the best over what is declared
  std::vector<std::pair<double, double>> free_ranges; // of each pillar; empty: not known
  bool flat = false; // each share may move by a fifth of the budget, or as far as its bounds allow
  std::optional<RunnerUp> runner_up;
  std::vector<FrontierPoint> frontier;
  OptimizeReason reason = OptimizeReason::none;
};

// The nearest allocation that fits the bounds, in a sense: shares are cut to their bounds, and what
// is missing or too much is spread over those that have room, in proportion to it.
std::vector<double> within_bounds(std::vector<double> shares, std::span<const ShareBounds> bounds);

// `tell`: called with the best known probability now and then; may be empty. An interrupted search
// has what is known.
Optimized optimize(const OptimizeProblem& problem, const OptimizeEffort& effort, Workers& workers,
                   const RunControl& control, const std::function<void(double)>& tell = {});

} // namespace escala
