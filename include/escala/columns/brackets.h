// SPDX-License-Identifier: Apache-2.0
// One pass over a column that counts and collects around a few brackets: the work of exact
// quantiles.
#pragma once

#include <cstddef>
#include <span>

namespace escala {

inline constexpr std::size_t kMostBrackets = 8;

// A closed interval.
struct Bracket {
  double low = 0;
  double high = 0;
};

// Appends to `inside` the values that lie in one of the brackets, in their order, and adds to
// below[b] how many lie below the b-th. Intervals (at most kMostBrackets) are ascending and
// disjoint; values are no NaN; `inside` has room for all values. Returns how many it wrote.
std::size_t collect_inside(std::span<const double> values, std::span<const Bracket> brackets,
                           std::size_t* below, double* inside);

} // namespace escala
