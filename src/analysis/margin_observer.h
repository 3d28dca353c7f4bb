// SPDX-License-Identifier: Apache-2.0
// How far each path is from each target: positive if it meets the target, and near 0 if little
// decides. Known for targets that compare a metric with a number; for others only whether they are
// met.
//
// The margin of "arr >= $1B" is log(arr / $1B), of "arr < $1B" its negative; if the number is not
// positive, the difference. Over the months of the target it is the largest (`by`) or the smallest
// (`throughout`).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/targets/judge.h"

namespace escala {

// A margin that is far below any that matters: of a metric that is n/a.
inline constexpr double kNoMargin = -50;

// The comparison that a target consists of; nullopt if it is another condition.
struct MarginRule {
  std::uint32_t metric = 0;
  double with = 0;
  bool at_least = true; // the metric should be high
};
std::optional<MarginRule> margin_rule(const ModelTarget& target);

class MarginObserver final : public MonthObserver {
 public:
  explicit MarginObserver(std::uint64_t paths) : judge_(paths) {}

  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // Of the finished run, by target, then path; empty for a target without a rule.
  const std::vector<std::vector<double>>& margins() const { return margins_; }
  const JudgeObserver& judge() const { return judge_; }

 private:
  static void note(const ModelTarget& target, bool at_least, ConstColumn values, int month,
                   double* extremes);

  JudgeObserver judge_;
  const Model* model_ = nullptr;
  std::vector<std::optional<MarginRule>> rules_;
  std::vector<std::vector<double>> margins_; // extremes of the metric until finish()
};

} // namespace escala
