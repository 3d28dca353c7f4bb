// SPDX-License-Identifier: Apache-2.0
// The output of a plan with one input at several of its quantiles, all else as drawn.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "analysis/replicate_ratio.h"
#include "escala/analysis/sensitivity.h"

namespace escala {

class Tornado {
 public:
  explicit Tornado(const std::vector<RandomInput>& inputs) : of_input_(inputs.size()) {
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (inputs[i].single)
        of_input_[i].resize(std::size(kTornadoQuantiles));
  }

  // How many quantiles of an input have a run.
  std::size_t size(std::size_t input) const { return of_input_[input].size(); }
  void add(std::size_t input, std::size_t quantile, std::span<const double> values,
           std::uint64_t first, std::uint64_t paths);

  std::vector<double> points(std::size_t input) const;
  bool is_monotone(std::size_t input) const;

 private:
  std::vector<std::vector<ReplicateSum>> of_input_;
};

} // namespace escala
