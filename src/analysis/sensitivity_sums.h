// SPDX-License-Identifier: Apache-2.0
// What a sensitivity keeps of its runs: sums by replicate, from which its shares are made.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/redraw_plan.h"
#include "analysis/replicate_ratio.h"
#include "escala/analysis/sensitivity.h"

namespace escala {

// By run of the plan: values by path. A run whose paths are all the same has one.
using RunValues = std::vector<std::span<const double>>;

class SensitivitySums {
 public:
  SensitivitySums(const RedrawPlan& plan, const std::vector<RandomInput>& inputs);

  // `first`: number of the first path, a multiple of kTurn.
  void add(const RunValues& values, std::uint64_t first, std::uint64_t paths);

  double mean() const;
  double variance() const;
  // All runs had the same value on every path.
  bool is_constant() const { return constant_; }
  std::uint64_t values() const { return values_; }
  std::uint64_t undefined() const { return undefined_; }
  // Values that are not 0. Of a target: paths that meet it.
  std::uint64_t met() const { return met_; }
  std::size_t replicates() const; // that have paths

  RatioEstimate first_order(std::size_t input) const;
  RatioEstimate total(std::size_t input) const;
  RatioEstimate shapley(std::size_t input) const;
  // The standard error of a Shapley effect: between replicates and between random orders.
  double shapley_error(std::size_t input) const;

 private:
  // Of an input that is not correlated: the terms of its indices.
  struct Mirrored {
    ReplicateSum first;
    ReplicateSum total;
    ReplicateSum both;
  };

  void add_values(double first, double second);
  void add_mirrored(const RunValues& values, std::size_t input, std::uint64_t path,
                    std::size_t replicate);
  ByReplicate squares_of(std::size_t run) const;
  double error_of_orders(std::size_t input) const;

  const RedrawPlan& plan_;
  const std::vector<RandomInput>& inputs_;
  ByReplicate rows_ = {};
  std::vector<ReplicateSum> squares_; // by run: of its distance to the first run
  std::vector<Mirrored> mirrored_;    // by input
  bool begun_ = false;
  double origin_ = 0; // from which values are summed
  double sum_ = 0;
  double sum_of_squares_ = 0;
  std::uint64_t values_ = 0;
  std::uint64_t undefined_ = 0;
  std::uint64_t met_ = 0;
  bool constant_ = true;
};

} // namespace escala
