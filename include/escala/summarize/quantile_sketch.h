// SPDX-License-Identifier: Apache-2.0
// Quantiles of any number of values in constant memory: each value is rounded to kDigits binary
// digits behind its first and counted, so a quantile is within kError of the exact one, as a share
// of it (of the larger neighbour, where it lies between values of two signs). Whole numbers up to
// 512 stay what they are; numbers below 1e-307 are taken for zero, or nearly. Counts add up, in any
// order: the same bytes however values were shared out.
//
// A histogram with relatively even buckets; DDSketch (Masson, Rim and Lee 2019) and HdrHistogram
// are of the kind.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "escala/core/message.h"

namespace escala {

class QuantileSketch {
 public:
  static constexpr int kDigits = 8;
  static constexpr double kError = 0.5 / (1 << kDigits); // half of the last digit

  // Values have no n/a.
  void add(std::span<const double> values);
  void add(const QuantileSketch& other);

  // Type 7 of the rounded values; there is at least one.
  double quantile(double probability) const;

  void put(Message& message) const;
  static QuantileSketch get(MessageReader& reader);

 private:
  // Counts of neighbouring buckets, in the order of their values.
  struct Range {
    std::uint32_t first = 0;
    std::vector<std::uint64_t> counts;

    std::uint64_t& at(std::uint32_t bucket) {
      const std::size_t place = bucket - first; // far away where it is below the first
      return place < counts.size() ? counts[place] : reach(bucket);
    }
    std::uint64_t& reach(std::uint32_t bucket);
  };

  double value_at(std::uint64_t rank) const;

  std::uint64_t count_ = 0;
  std::array<Range, 3> ranges_; // of negative numbers, of zero, and of positive ones
};

} // namespace escala
