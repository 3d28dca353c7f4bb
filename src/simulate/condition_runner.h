// SPDX-License-Identifier: Apache-2.0
// Whether the conditions of targets hold in a block's month, as bits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/columns/threshold.h"
#include "escala/simulate/failure.h"
#include "simulate/block_month.h"
#include "simulate/evaluator.h"

namespace escala {

class ConditionRunner {
 public:
  ConditionRunner(BlockMonth& at, Evaluator& evaluator);

  // Evaluates all conditions. One that is neither true, false nor n/a is a failure.
  std::optional<Failure> run();
  // For each target, a bit for each path on which its condition holds.
  std::span<const PathBits> bits() const { return bits_; }

 private:
  // The comparison that a condition ends with. If its right side is a constant, its threshold.
  struct LastComparison {
    std::optional<Comparison> comparison;
    std::optional<Threshold> threshold;
  };
  static LastComparison last_comparison(const Program& condition);
  std::optional<Failure> evaluate(std::uint32_t target);

  BlockMonth& at_;
  Evaluator& evaluator_;
  std::vector<LastComparison> comparisons_; // of each target
  std::vector<PathBits> bits_;
  Columns values_;
};

} // namespace escala
