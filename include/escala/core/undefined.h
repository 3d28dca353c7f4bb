// SPDX-License-Identifier: Apache-2.0
// n/a in columns of doubles.
//
// n/a (the result of a division by zero) is one particular quiet NaN, so arithmetic with it gives
// n/a again. Every other NaN and every infinity is a mistake of the plan (an overflow, the log of a
// negative number) and must not reach a metric.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace escala {

inline constexpr std::uint64_t kUndefinedBits = 0x7FF8'0000'0000'4E41;
inline constexpr double kUndefined = std::bit_cast<double>(kUndefinedBits);
inline constexpr double kInvalid = std::bit_cast<double>(std::uint64_t{0x7FF8'0000'0000'0BAD});

// Whether the value is n/a. The sign is ignored, since negating n/a flips its sign bit.
constexpr bool is_undefined(double value) {
  return (std::bit_cast<std::uint64_t>(value) & 0x7FFF'FFFF'FFFF'FFFF) == kUndefinedBits;
}

// Whether the value is neither a finite number nor n/a.
inline bool is_invalid(double value) { return !std::isfinite(value) && !is_undefined(value); }

} // namespace escala
