// SPDX-License-Identifier: Apache-2.0
// What the mitigation of risks and the investment gain: the same paths with and without them.
//
// A draw belongs to its name, so a run that leaves something out meets the same luck. Differences
// are taken path by path, which leaves little noise in them; the plan's first paths are enough.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/simulate/simulate.h"
#include "escala/targets/judge.h"

namespace escala {

// At most so many paths are compared.
inline constexpr std::uint64_t kComparedPaths = kRememberedPaths;
// Each mitigation costs a run; of more than so many only all together are compared.
inline constexpr std::size_t kMostComparedRisks = 50;

// How each path ended.
class OutcomeObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // Of the first paths: what a metric reports at the horizon.
  std::span<const double> values(std::size_t metric) const { return values_[metric]; }
  std::size_t metrics() const { return values_.size(); }

 private:
  int horizon_ = 0;
  std::uint64_t paths_ = 0;
  std::vector<std::vector<double>> values_; // by metric
};

// With less without, paired.
struct Gain {
  double with = 0; // means over the paths that have both values; n/a where none has
  double without = 0;
  double gain = 0;
  double std_error = 0;
};

// Of leaving one thing out.
struct Counterfactual {
  Omission without;
  std::uint64_t paths = 0;
  std::vector<Gain> metrics; // at the horizon, in the order of the model's
  std::vector<Gain> targets; // of their probabilities
  Gain joint;
};

// What can be left out of a model: each risk's mitigation, all of it, the investment.
std::vector<Omission> omissions_of(const Model& model);

struct Counterfactuals {
  RunOutcome outcome;
  std::vector<Counterfactual> found;
};

// Runs the model again without each of its omissions, against the outcomes of the run `with`, whose
// own observers are not asked.
Counterfactuals compare_omissions(const Run& with, const OutcomeObserver& outcomes,
                                  const JudgeObserver& judge, Workers& workers,
                                  const RunControl& control);

} // namespace escala
