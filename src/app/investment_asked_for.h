// SPDX-License-Identifier: Apache-2.0
// What escala optimize is asked for: the investment of a plan, and the options about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/usage_error.h"
#include "escala/analysis/optimize.h"
#include "escala/report/optimize_report.h"

namespace escala::app {

struct InvestmentAskedFor {
  OptimizeProblem problem; // without its plan, draws and frontier
  std::vector<std::string> pillars;
  std::vector<OptimizedFloor> floors;
  std::optional<double> budget; // none: it is no constant
};

// Throws a UsageError.
InvestmentAskedFor investment_asked_for(const Arguments& arguments, const CompiledPlan& plan);
// Throws a UsageError if the budget is no constant.
void require_budget(const CompiledPlan& plan);
// The shares as open values; behind them the budget, if the problem changes it.
std::vector<OpenValue> open_shares(const InvestmentAskedFor& asked, bool open_budget,
                                   std::string_view currency);
// No allocation changes the objective on any path.
UsageError nothing_moved(const InvestmentAskedFor& asked, const CompiledPlan& plan);

} // namespace escala::app
