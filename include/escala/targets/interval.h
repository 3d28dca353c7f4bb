// SPDX-License-Identifier: Apache-2.0
// Intervals for a probability that was estimated from independent paths, and the verdict they give.
#pragma once

#include <cstdint>

namespace escala {

enum class Decision { met, missed, undecided };

struct Interval {
  double low = 0;
  double high = 1;
};

// Share of intervals that may miss: 99% intervals.
inline constexpr double kIntervalError = 0.01;

// Clopper and Pearson (1934): exact for one number of paths that was fixed beforehand.
Interval clopper_pearson(std::uint64_t hits, std::uint64_t paths);

// The confidence sequence of Robbins (1970), by a mixture over all probabilities: all p with
// B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x)) < 1 / error. It holds at every number of paths at
// once, so one may look and stop at any time (Howard et al. 2021).
// Hits may be fractions: for means of [0, 1] the bound is wider than need be, and holds.
Interval confidence_sequence(double hits, double trials);

// Student's t around the mean of replicates, within [0, 1].
Interval student_interval(double mean, double std_error, std::uint64_t replicates);

Interval intersection(const Interval& a, const Interval& b);

// met if all of the interval is at or above the confidence, missed if all of it is below.
Decision decide(const Interval& interval, double confidence);

} // namespace escala
