// SPDX-License-Identifier: Apache-2.0
// Judges allocations on paths that did not choose them, and compares them path by path.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "analysis/allocation_search.h"
#include "escala/analysis/optimize.h"

namespace escala {

// One allocation, and how its probability differs from that of the first one judged with it.
struct ComparedAllocation {
  JudgedAllocation judged;
  Difference difference;
};

class AllocationJudge {
 public:
  // Paths from `first` on.
  AllocationJudge(AllocationRuns& runs, std::uint64_t first) : runs_(runs), first_(first) {}

  // Empty if the runs have ended.
  std::vector<ComparedAllocation> judge(const std::vector<Allocation>& allocations,
                                        std::uint64_t paths);
  // How far the share of each pillar can move, the others making room in proportion, before the
  // loss is significant or a floor is missed. Empty if the runs have ended.
  std::vector<std::pair<double, double>> free_ranges(const Allocation& best, std::uint64_t paths);

 private:
  bool is_as_good(const ComparedAllocation& moved) const;

  AllocationRuns& runs_;
  std::uint64_t first_;
};

// The figures of the search, if there are no others.
JudgedAllocation judged_by_search(const ScoredAllocation& scored, const OptimizeProblem& problem,
                                  std::uint64_t paths);

} // namespace escala
