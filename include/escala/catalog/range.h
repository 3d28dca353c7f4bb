// SPDX-License-Identifier: Apache-2.0
// An interval of the numbers that a parameter or an argument may have.
#pragma once

#include <limits>

namespace escala {

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;  // low itself is excluded
  bool below_high = false; // high itself is excluded

  bool holds(double value) const {
    return (above_low ? value > low : value >= low) && (below_high ? value < high : value <= high);
  }
};

inline constexpr Range kAnyNumber{};
inline constexpr Range kNotNegative{0};
inline constexpr Range kAboveZero{.low = 0, .above_low = true};

} // namespace escala
