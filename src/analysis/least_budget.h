// SPDX-License-Identifier: Apache-2.0
// The smallest budget with which some allocation reaches a confidence.
//
//   least b  where  max over shares of P(objective | shares, b) >= confidence
//
// Two steps in turn: the least budget for some shares, by sections of the axis of budgets, then
// the best shares for that budget. Each can only lower the budget. Near the best shares P changes
// little with them, so a few turns are enough.
#pragma once

#include "analysis/allocation_search.h"

namespace escala {

struct LeastBudget {
  ScoredAllocation found;
  OptimizeReason reason = OptimizeReason::none;
};

// `from`: the best allocation of the declared budget. The problem's budget is open.
LeastBudget find_least_budget(AllocationSearch& search, const ScoredAllocation& from);

} // namespace escala
