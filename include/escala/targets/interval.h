// SPDX-License-Identifier: Apache-2.0
// Confidence intervals for a probability that is estimated from paths, and the verdicts they give.
#pragma once

#include <cstdint>

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
// The same for fractions, of paths that are worth as much as those of a run.
Interval effective_clopper_pearson(double hits, double paths, double error = kIntervalError);

// The confidence sequence of Robbins (1970), by a mixture over all probabilities: all p with
// B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x)) < 1 / error, for x hits in n trials. It holds for all
// numbers of paths at the same time, so one can look and stop at any time (Howard et al. 2021).
Interval confidence_sequence(double hits, double trials);

// The part that two intervals share; `b` if they share none.
Interval intersection(const Interval& a, const Interval& b);

// met if all of the interval is at or above the confidence, missed if all of it is below.
Verdict decide(const Interval& interval, double confidence);

} // namespace escala
