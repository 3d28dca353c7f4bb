// SPDX-License-Identifier: Apache-2.0
// Poisson counts by summing the distribution function, for small means.
#pragma once

#include <cstddef>

#include "escala/columns/column.h"

namespace escala {

// The sum is used below this mean and up to this probability. There it is accurate enough: 1 minus
// the sum keeps ten digits.
inline constexpr double kSummedMean = 20;
inline constexpr double kSummedProbability = 1 - 1e-6;
// P(at most 63) is above kSummedProbability for every mean up to kSummedMean.
inline constexpr int kSummedTermsLimit = 64;

// out[i] is the smallest k with P(at most k) >= uniforms[i], if 0 <= means[i] < kSummedMean and
// uniforms[i] <= kSummedProbability; otherwise -1. Returns the number of lanes with -1. The first
// term is e^-mean, and term k is term k - 1 times mean * (1 / k). `out` must not be an input.
std::size_t summed_poisson_counts(ConstColumn uniforms, ConstColumn means, Column out);

} // namespace escala
