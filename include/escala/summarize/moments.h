// SPDX-License-Identifier: Apache-2.0
// Mean and standard deviation of values that come in parts, merged in pairs (Chan, Golub and
// LeVeque 1983). Intermediate values do not overflow unless the result does.
#pragma once

#include <cstddef>
#include <span>

#include "escala/columns/sums.h"

namespace escala {

// Count, mean and deviation of some values.
struct Moments {
  double count = 0; // number of values; the rest is 0 if there are none
  double mean = 0;
  double rms_deviation = 0; // root of the mean square of deviations from the mean

  // Sample standard deviation (divisor n - 1); n/a for fewer than two values.
  double sd() const;
};

// The moments of some values. The mean is n/a if one of the values is. Equal values give exactly
// that mean, and a deviation of 0.
Moments moments(std::span<const double> values);
// The same for at most kMomentsPart values whose sums of deviations from the first value are known.
inline constexpr std::size_t kMomentsPart = 1024;
Moments moments(std::span<const double> values, const DeviationSums& from_first);

// The moments of two sets of values together.
Moments merged(const Moments& first, const Moments& second);

} // namespace escala
