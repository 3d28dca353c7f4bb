// SPDX-License-Identifier: Apache-2.0
// What the mitigation of risks and the investment gain, and what risks cost: compares the same
// paths with and without them.
//
// A draw depends only on its name, so a run that leaves something out has the same draws.
// Differences are taken path by path, so they have little noise and the first paths of the run are
// enough.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/analysis/investment_value.h"
#include "escala/simulate/simulate.h"
#include "escala/targets/judge.h"

namespace escala {

// The largest number of paths that are compared.
inline constexpr std::uint64_t kComparedPaths = kRememberedPaths;
// The largest number of risks, and of mitigations, that are compared one by one, since each needs a
// run. With more of them, only all mitigations together are compared.
inline constexpr std::size_t kComparedRiskLimit = 50;

// Records the values of each path at the horizon.
class OutcomeObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // The values of a metric at the horizon, by path, for the first kComparedPaths paths.
  std::span<const double> values(std::size_t metric) const { return values_[metric]; }
  std::size_t metrics() const { return values_.size(); }

 private:
  int horizon_ = 0;
  std::uint64_t paths_ = 0;
  std::vector<std::vector<double>> values_; // by metric
};

// The paired difference between the run with something and the run without it.
struct Gain {
  double with = 0; // mean over the paths with both values; n/a if there are none; so are the others
  double without = 0;
  double gain = 0;
  double std_error = 0;
};

// The gains from one thing that can be left out.
struct Counterfactual {
  Omission without;
  std::uint64_t paths = 0;
  std::vector<Gain> metrics; // at the horizon, in the order of the model
  std::vector<Gain> targets; // of their probabilities
  Gain joint;
};

// What can be left out of a model: each risk's mitigation, all of it, the investment, each risk.
std::vector<Omission> omissions_of(const Model& model);

// The gains of everything that can be left out.
struct Counterfactuals {
  RunOutcome outcome;
  std::vector<Counterfactual> found;
  std::optional<InvestmentValue> value = {}; // if the plan has a valuation
};

// Runs the model again without each part that can be left out, and compares with the outcomes of
// the run `with`. The observers of that run are not used. `flows`: of that run; null: the
// investment is not valued.
Counterfactuals compare_omissions(const Run& with, const OutcomeObserver& outcomes,
                                  const JudgeObserver& judge, Workers& workers,
                                  const RunControl& control, const FlowsOfPaths* flows = nullptr);

} // namespace escala
