// SPDX-License-Identifier: Apache-2.0
// Intervals for a probability that was estimated from independent paths, and the verdict they give.
#pragma once

#include <cstdint>
#include <span>

namespace escala {

enum class Decision { met, missed, undecided };

struct Interval {
  double low = 0;
  double high = 1;
};

// Share of intervals that may miss: 99% intervals.
inline constexpr double kIntervalError = 0.01;

// Clopper and Pearson (1934): exact for one number of paths that was fixed beforehand.
Interval clopper_pearson(std::uint64_t hits, std::uint64_t paths, double error = kIntervalError);

// The confidence sequence of Robbins (1970), by a mixture over all probabilities: all p with
// B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x)) < 1 / error. It holds at every number of paths at
// once, so one may look and stop at any time (Howard et al. 2021).
// Hits may be fractions: for means of [0, 1] the bound is wider than need be, and holds.
Interval confidence_sequence(double hits, double trials);

// Student's t around the mean of replicates, within [0, 1].
Interval student_interval(double mean, double std_error, std::uint64_t replicates,
                          double error = kIntervalError);

struct ReplicateEstimate {
  double std_error = 0;
  Interval interval;
};

// From scrambled replicates (columns/sobol.h), which are independent and unbiased (Owen 1997):
// Student's t over their means. `hits` counts those of each 64 paths in turn; fewer than 1,024
// paths have fewer replicates. The interval is amended where means aren't nearly normal. A
// replicate's mean moves in steps of 1 / n for its n paths, and evenly spread points let all
// replicates agree where the truth is none of those steps; so half a step is added on either side.
// And where a replicate has fewer than kFewHits hits or misses on average, the interval is at least
// that of Clopper and Pearson, as if paths were independent: rare events are hit about as they are
// by chance.
ReplicateEstimate replicate_estimate(std::span<const std::uint8_t> hits, std::uint64_t paths,
                                     double error = kIntervalError);
inline constexpr std::uint64_t kFewHits = 5;

Interval intersection(const Interval& a, const Interval& b);

// met if all of the interval is at or above the confidence, missed if all of it is below.
Decision decide(const Interval& interval, double confidence);

} // namespace escala
