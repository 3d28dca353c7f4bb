// SPDX-License-Identifier: Apache-2.0
// Paths in ascending order of a value, and which of them meet a target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace escala {

class OrderedPaths {
 public:
  // Paths whose value is n/a are left out.
  explicit OrderedPaths(std::span<const double> values);

  // `met`: by path, 1 or 0.
  void mark(std::span<const std::uint8_t> met);

  std::size_t size() const { return paths_.size(); }
  bool is_constant() const;
  double value(std::size_t i) const { return paths_[i].first; }
  bool is_met(std::size_t i) const { return met_before_[i + 1] > met_before_[i]; }
  // How many of the first `end` paths meet the target.
  std::size_t met_before(std::size_t end) const { return met_before_[end]; }
  // The end of the values that equal the last one before `end`.
  std::size_t end_of_equal(std::size_t end) const;
  // How many values are below the bound.
  std::size_t below(double bound) const;
  std::size_t not_above(double bound) const;
  // Of type 7; n/a if there are no paths.
  double quantile(double probability) const;

  // The median over the `count` paths that are `wanted`, of which there is at least one.
  template <class Wanted>
  double median_of(std::size_t count, const Wanted& wanted) const {
    std::size_t seen = 0;
    double low = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!wanted(i))
        continue;
      ++seen;
      if (seen == (count + 1) / 2)
        low = value(i);
      if (seen == count / 2 + 1)
        return low + (value(i) - low) / 2;
    }
    return low;
  }

 private:
  std::vector<std::pair<double, std::uint32_t>> paths_; // value, path
  std::vector<std::uint32_t> met_before_;               // one more than paths
};

} // namespace escala
