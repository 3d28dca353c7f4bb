// SPDX-License-Identifier: Apache-2.0
// A quantile of values that are all at hand.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace escala {

// Hyndman and Fan (1996), type 7. `values`: ascending, at least one.
inline double quantile_of_sorted(std::span<const double> values, double probability) {
  const double rank = probability * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const double upper = values[std::min(below + 1, values.size() - 1)];
  return values[below] + (rank - static_cast<double>(below)) * (upper - values[below]);
}

} // namespace escala
