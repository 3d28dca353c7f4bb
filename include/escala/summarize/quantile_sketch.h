// SPDX-License-Identifier: Apache-2.0
// Quantiles of any number of values in constant memory. Each value is rounded to kDigits binary
// digits after its leading one and counted, so the relative error of a quantile is at most kError
// (relative to the larger neighbour if it lies between values of different sign). Whole numbers up
// to 512 are exact; magnitudes below 1e-307 are treated as about zero. Counts are added in any
// order, so the result does not depend on how values were distributed over threads and ranks.
//
// A histogram with buckets of equal relative width, like DDSketch (Masson, Rim and Lee 2019) and
// HdrHistogram.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "escala/core/rank_message.h"

namespace escala {

class QuantileSketch {
 public:
  static constexpr int kDigits = 8;
  static constexpr double kError = 0.5 / (1 << kDigits); // half of the last digit

  // Values must not contain n/a.
  void add(std::span<const double> values);
  void add(const QuantileSketch& other);

  // The quantile (type 7) of the rounded values, of which there must be at least one.
  double quantile(double probability) const;

  // Writes the sketch to a message, and reads it back.
  void put(Message& message) const;
  static QuantileSketch get(MessageReader& reader);

 private:
  // Counts of consecutive buckets, by ascending value.
  struct Range {
    std::uint32_t first = 0;
    std::vector<std::uint64_t> counts;

    std::uint64_t& at(std::uint32_t bucket) {
      const std::size_t place = bucket - first; // wraps around for buckets below the first
      return place < counts.size() ? counts[place] : reach(bucket);
    }
    std::uint64_t& reach(std::uint32_t bucket);
  };

  double value_at(std::uint64_t rank) const;

  std::uint64_t count_ = 0;
  std::array<Range, 3> ranges_; // of negative numbers, of zero, and of positive ones
};

} // namespace escala
