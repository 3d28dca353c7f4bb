// SPDX-License-Identifier: Apache-2.0
// Runs of the plan at several values of several unknowns, simulated in one call.
#pragma once

#include <deque>
#include <vector>

#include "escala/analysis/solve.h"

namespace escala {

// A value to try, and what its run finds.
struct SolveTrial {
  std::size_t unknown = 0;
  double value = 0;
  std::vector<std::uint8_t> met = {}; // by path
  Judgement judgement = {};
  bool failed = false; // the plan cannot be compiled or run with it
};

class SolveTrials {
 public:
  SolveTrials(const std::vector<SolveUnknown>& unknowns, const SolveQuestion& question,
              const DrawSource& draws, Workers& workers, const RunControl& control)
      : unknowns_(unknowns), question_(question), draws_(draws), workers_(workers),
        control_(control) {}

  // Runs all of them. False if the call was stopped.
  bool run(std::vector<SolveTrial>& trials, std::uint64_t paths);
  const RunOutcome& outcome() const { return outcome_; }
  // The plan of the last run that failed.
  const std::shared_ptr<const CompiledPlan>& failed() const { return failed_; }

 private:
  using Point = std::optional<OpenPlan::Point>;

  std::vector<Point> points_of(std::vector<SolveTrial>& trials) const;
  bool run_once(std::vector<SolveTrial>& trials, const std::vector<Point>& points,
                std::uint64_t paths);
  void leave_out(std::vector<SolveTrial>& trials, std::size_t unknown, double value) const;
  void judge(SolveTrial& trial, const OutputObserver& observer, const Model& model) const;

  const std::vector<SolveUnknown>& unknowns_;
  const SolveQuestion& question_;
  const DrawSource& draws_;
  Workers& workers_;
  const RunControl& control_;
  RunOutcome outcome_;
  std::shared_ptr<const CompiledPlan> failed_;
};

} // namespace escala
