// SPDX-License-Identifier: Apache-2.0
// What is known of conditions in the first months, without simulating: what comparisons of t, year
// or month with constants say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "escala/scenario/valid_scenario.h"

namespace escala {

// Months 1 to 63 as bits.
using Months = std::uint64_t;
inline constexpr int kLastKnownMonth = 63;
inline constexpr Months kAllMonths = ~Months{1};
inline constexpr Months kFirstYear = 0xFFE; // months 1 to 11

// Months 1 to k - 1, in which k months reach back to month 0 only; at most those of a year.
constexpr Months before(int k) { return (Months{1} << std::min(k, kMonthsInYear)) - 2; }

// The months in which a condition is known to hold or not to hold.
struct Truth {
  Months yes = 0;
  Months no = 0;
};

// Of each node.
std::vector<Truth> truths_of(const CheckedExpression& checked, const Calendar& calendar);

// The months in which the value of each node matters: those in which no condition leaves it out.
std::vector<Months> reached_months(const CheckedExpression& checked, const Calendar& calendar);

} // namespace escala
