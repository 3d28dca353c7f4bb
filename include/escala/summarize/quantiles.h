// SPDX-License-Identifier: Apache-2.0
// Exact sample quantiles, Hyndman and Fan (1996) type 7: at probability p of n sorted values,
// h = (n - 1) p, and x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]).
//
// Nothing is sorted whole: a pilot sample brackets each wanted order statistic, one pass counts
// what lies below the brackets and collects what lies inside, and the few collected are selected
// from. Where the pilot misses a rank, wider brackets are tried, and what they miss is sorted.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "escala/columns/brackets.h"

namespace escala {

class QuantileFinder {
 public:
  // Values have no n/a and are at least one; probabilities ascend in [0, 1].
  void find(std::span<const double> values, std::span<const double> probabilities,
            std::span<double> out);

  // The same in steps, for who looks at each part of the values anyway: all of them, in parts of at
  // most kPart, between the two calls.
  static constexpr std::size_t kPart = 4096;
  void begin(std::span<const double> values, std::span<const double> probabilities);
  void add(std::span<const double> part);
  void finish(std::span<const double> values, std::span<const double> probabilities,
              std::span<double> out);

 private:
  // A bracket around one or more wanted ranks, and what lies in it.
  struct Content {
    std::vector<double> inside; // the first `count`
    std::size_t count = 0;
    std::size_t below = 0;
  };

  void find_by_sorting(std::span<const double> values, std::span<const double> probabilities,
                       std::span<double> out);
  void take_sample(std::span<const double> values);
  void place_brackets(std::span<const double> probabilities, double deviations);
  bool find_again(std::span<const double> values, double probability, double& out);
  void sort_out(std::span<const double> collected);
  bool select(std::span<const double> values, double probability, double& out);

  std::vector<double> sample_;
  std::vector<double> collected_; // of a part, inside of any bracket
  std::vector<Bracket> brackets_; // ascending
  std::vector<Content> contents_; // of each, and some from before
  std::vector<std::size_t> below_;
  std::vector<double> spare_; // for selecting
};

} // namespace escala
