// SPDX-License-Identifier: Apache-2.0
// Confidence intervals for a probability that is estimated from paths, and the verdicts they give.
#pragma once

#include <cstdint>
#include <span>

namespace escala {

// The verdict on a target.
enum class Verdict { met, missed, undecided };

// A confidence interval of a probability.
struct Interval {
  double low = 0;
  double high = 1;
};

// Largest probability that an interval does not contain the true value: 99% intervals.
inline constexpr double kIntervalError = 0.01;

// The interval of Clopper and Pearson (1934): valid for a number of paths that was fixed in
// advance.
Interval clopper_pearson(std::uint64_t hits, std::uint64_t paths, double error = kIntervalError);

// The confidence sequence of Robbins (1970), by a mixture over all probabilities: all p with
// B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x)) < 1 / error, for x hits in n trials. It holds for all
// numbers of paths at the same time, so one can look and stop at any time (Howard et al. 2021).
// Hits can be fractions: for means of values in [0, 1] the interval is valid and wider than needed.
Interval confidence_sequence(double hits, double trials);

// Student's t interval around the mean of replicates, limited to [0, 1].
Interval student_interval(double mean, double std_error, std::uint64_t replicates,
                          double error = kIntervalError);

// The error of a mean over replicates.
struct ReplicateEstimate {
  double std_error = 0;
  Interval interval;
};

// The error of an estimate from scrambled replicates (columns/sobol.h), which are independent and
// unbiased (Owen 1997): Student's t interval over their means. `hits` has the number of hits in
// each 64 paths; runs of fewer than 1,024 paths have fewer replicates. The interval is widened in
// two cases in which the means are not nearly normal. The mean of a replicate of n paths is a
// multiple of 1 / n, and evenly spread points can give the same multiple in all replicates although
// the true value lies between multiples; so half a step is added on both sides. If a replicate has
// fewer than kFewHits hits or misses on average, the interval contains that of Clopper and Pearson
// for independent paths, because Sobol points hit rare events about as often as random points do.
ReplicateEstimate replicate_estimate(std::span<const std::uint8_t> hits, std::uint64_t paths,
                                     double error = kIntervalError);
inline constexpr std::uint64_t kFewHits = 5;

// The part that two intervals share; `b` if they share none.
Interval intersection(const Interval& a, const Interval& b);

// met if all of the interval is at or above the confidence, missed if all of it is below.
Verdict decide(const Interval& interval, double confidence);

} // namespace escala
