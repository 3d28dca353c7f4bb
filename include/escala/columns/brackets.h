// SPDX-License-Identifier: Apache-2.0
// One pass over a column that counts and collects around a few brackets: the work of exact
// quantiles.
#pragma once

#include <cstddef>
#include <span>

namespace escala {

inline constexpr std::size_t kMostBrackets = 8;

// Values as single precision sees them: rounding keeps their order, so brackets in it split a
// column of doubles as strictly as brackets of doubles would, at half the work.
inline float rounded(double value) { return static_cast<float>(value); }

// A closed interval of rounded values.
struct Bracket {
  float low = 0;
  float high = 0;
};

// Appends to `inside` the values that lie in one of the brackets, in their order, and adds to
// below[b] how many lie below the b-th. Intervals (at most kMostBrackets) are ascending and
// disjoint; values are no NaN and at most 2^31; `inside` has room for all of them and kSpare more.
// Returns how many it wrote.
inline constexpr std::size_t kSpare = 16;
std::size_t collect_inside(std::span<const double> values, std::span<const Bracket> brackets,
                           std::size_t* below, double* inside);

// The same of one closed interval of the values themselves; `inside` may be where they are.
std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside);

} // namespace escala
