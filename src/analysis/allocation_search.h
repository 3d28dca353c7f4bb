// SPDX-License-Identifier: Apache-2.0
// Allocations on the draws of a search, and the ways to better ones.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/soft_targets.h"
#include "escala/analysis/optimize.h"

namespace escala {

// Simulates allocations of a problem, several in one call. After an interruption or a failure no
// run takes place any more.
class AllocationRuns {
 public:
  AllocationRuns(const OptimizeProblem& problem, Workers& workers, const RunControl& control)
      : problem_(problem), workers_(workers), control_(control) {}

  // One run for each allocation, with its observers. False if not all are done.
  bool simulate(std::span<const Allocation> allocations,
                std::span<const std::vector<MonthObserver*>> observers, std::uint64_t first,
                std::uint64_t paths);
  bool ended() const { return outcome_.status != RunStatus::done; }
  const RunOutcome& outcome() const { return outcome_; }
  const OptimizeProblem& problem() const { return problem_; }
  const Model& model_of(const Allocation& allocation) const;

 private:
  OpenPlan::Point point_of(const Allocation& allocation) const;

  const OptimizeProblem& problem_;
  Workers& workers_;
  const RunControl& control_;
  RunOutcome outcome_;
};

// An allocation on the draws of the search.
struct Score {
  double soft = 0;                 // of the objective
  std::vector<double> soft_floors; // of each floor
  std::uint64_t hits = 0;          // paths that meet the objective
  double probability = 0;
  std::vector<double> floors; // probability of each floor

  // By how much the floors are missed, in sum.
  double shortfall(const OptimizeProblem& problem) const;
  // How near paths come to the floors, as a logarithm.
  double nearness() const;
};

struct ScoredAllocation {
  Allocation at;
  Score score;
};

class AllocationSearch {
 public:
  AllocationSearch(AllocationRuns& runs, std::uint64_t paths) : runs_(runs), paths_(paths) {}

  // Measures margins at the allocations; the first of them is what the others are compared with.
  // Empty if the runs have ended.
  std::vector<ScoredAllocation> begin(const std::vector<Allocation>& starts);
  std::vector<ScoredAllocation> score(const std::vector<Allocation>& allocations,
                                      std::uint64_t paths);
  std::vector<ScoredAllocation> score(const std::vector<Allocation>& allocations) {
    return score(allocations, paths_);
  }

  // Climbs the smooth probability. `paths`: of each run.
  Allocation climb_from(const Allocation& start, std::uint64_t paths, int most_points);
  // Climbs towards the floors alone, where they are missed.
  Allocation climb_floors(const Allocation& start);
  // Moves shares step by step while that improves the counted probability.
  ScoredAllocation improve(ScoredAllocation from);

  // Whether `a` is better: first by floors, then by the objective. Counts decide if there are
  // enough of them.
  bool is_better(const Score& a, const Score& b) const;
  bool counts(const Score& score) const;

  std::uint64_t paths() const { return paths_; }
  bool ended() const { return runs_.ended(); }
  const OptimizeProblem& problem() const { return runs_.problem(); }

 private:
  Score score_of(const MarginObserver& run) const;
  // The allocation at `start` and a small step from it towards each pillar.
  std::vector<ScoredAllocation> look_around(const Allocation& start, std::uint64_t paths);

  AllocationRuns& runs_;
  std::uint64_t paths_;
  SoftTargets soft_;
  SoftTargets floors_; // narrower: a floor is met or not
};

// Starts of a search: what is declared, equal shares, each pillar favoured. Within the bounds.
std::vector<Allocation> starts_of(const OptimizeProblem& problem);
// The least and the largest share that the bounds of all pillars leave to one.
ShareBounds reach_of(std::size_t pillar, std::span<const ShareBounds> bounds);
// The largest difference of a share.
double distance(const Allocation& a, const Allocation& b);
// With shares in whole tenths of a percent, if the bounds allow it.
Allocation rounded(Allocation allocation, std::span<const ShareBounds> bounds);

} // namespace escala
