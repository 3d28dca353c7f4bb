// SPDX-License-Identifier: Apache-2.0
// Intervals for a probability that is estimated from scrambled replicates (columns/sobol.h), which
// are independent and unbiased (Owen 1997).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "escala/targets/interval.h"

namespace escala {

// The error of a mean over replicates.
struct ReplicateEstimate {
  double std_error = 0;
  Interval interval;
};

// Half of Student's interval around an estimate whose standard error is that of `replicates`.
double replicate_margin(double std_error, std::size_t replicates, double error = kIntervalError);

// `hits` has the number of hits in each 64 paths. The interval covers two.
//
// Korn and Graubard (1998): that of Clopper and Pearson for as many independent paths as would have
// the error of the replicates, reduced by (z / t)^2, as Student's t is wider than the normal
// distribution because the error is itself an estimate. With many hits it is Student's interval;
// with few it is lopsided as few hits are.
//
// Gaffke (2005, see mean_bound.h) over the hits of replicates, with one more replicate that has a
// hit more than the largest, or fewer than the least: evenly spread points can give all replicates
// the same number of hits although the true mean lies between two numbers.
//
// Runs of fewer than 1,024 paths have fewer replicates, of which two or three agree by chance;
// their interval covers that of independent paths too.
ReplicateEstimate replicate_estimate(std::span<const std::uint8_t> hits, std::uint64_t paths,
                                     double error = kIntervalError);

// The same for the difference of two runs on the same points. `surplus` has the paths gained minus
// those lost in each 64 paths. Where Clopper and Pearson's interval is taken above, here it is
// difference_interval().
ReplicateEstimate replicate_difference(std::span<const std::int8_t> surplus, double lost,
                                       double gained, std::uint64_t paths,
                                       double error = kIntervalError);

} // namespace escala
