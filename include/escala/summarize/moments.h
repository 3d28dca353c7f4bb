// SPDX-License-Identifier: Apache-2.0
// Mean and standard deviation of values that come in parts, merged in pairs (Chan, Golub and
// LeVeque 1983). None overflows where the result doesn't.
#pragma once

#include <cstddef>
#include <span>

#include "escala/columns/sums.h"

namespace escala {

struct Moments {
  double count = 0; // of values; the rest is 0 where there are none
  double mean = 0;
  double rms_deviation = 0; // root of the mean square of deviations from the mean

  // With n - 1; n/a of fewer than two values.
  double sd() const;
};

// The mean is n/a where n/a is among the values. Equal values give exactly that mean, and no
// deviation.
Moments moments(std::span<const double> values);
// The same of at most so many, whose sums of deviations from the first are known.
inline constexpr std::size_t kMomentsPart = 1024;
Moments moments(std::span<const double> values, const DeviationSums& from_first);

Moments merged(const Moments& first, const Moments& second);

} // namespace escala
