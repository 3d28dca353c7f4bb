// SPDX-License-Identifier: Apache-2.0
// Exact sample quantiles, Hyndman and Fan (1996) type 7: at probability p of n sorted values,
// h = (n - 1) p, and x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]).
//
// Nothing is sorted whole: a pilot sample brackets each wanted order statistic, one pass counts
// what lies below the brackets and collects what lies inside, and the few collected are selected
// from. Where the pilot misses, or a bracket holds too much, the same is found by selection.
#pragma once

#include <span>
#include <vector>

namespace escala {

class QuantileFinder {
 public:
  // Values have no n/a and are at least one; probabilities ascend in [0, 1].
  void find(std::span<const double> values, std::span<const double> probabilities,
            std::span<double> out);

 private:
  struct Bracket {
    double low, high;
    std::vector<double> inside;
    std::size_t below = 0;
  };

  struct Pair {
    double low = 0, high = 0;
  };

  void find_by_sorting(std::span<const double> values, std::span<const double> probabilities,
                       std::span<double> out);
  void place_brackets(std::span<const double> values, std::span<const double> probabilities);
  void collect(std::span<const double> values);
  bool select(std::size_t rank, std::size_t next, Pair& out);

  std::vector<double> sample_;
  std::vector<Bracket> brackets_;
  std::size_t bracket_count_ = 0;
};

} // namespace escala
