// SPDX-License-Identifier: Apache-2.0
// Poisson counts by summing the distribution function, for small means.
#pragma once

#include <cstddef>

namespace escala {

// Below this mean, and up to this probability, the sum tells counts apart: what it leaves of 1 has
// ten digits.
inline constexpr double kSummedMean = 20;
inline constexpr double kSummedProbability = 1 - 1e-6;
// P(at most 63) is above kSummedProbability for every mean up to kSummedMean.
inline constexpr int kMostSums = 64;

// out[i] is the smallest k with P(at most k) >= uniforms[i], where 0 <= means[i] < kSummedMean and
// uniforms[i] <= kSummedProbability; -1 elsewhere, and it returns in how many lanes. The terms are
// e^-mean, and each next one the last times mean x (1 / k). `out` is none of the inputs.
std::size_t summed_poisson_counts(const double* uniforms, const double* means, double* out,
                                  std::size_t lanes);

} // namespace escala
