// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution over blocks: the engine's most used kernel.
#pragma once

#include <cstddef>

namespace escala {

// Phi^-1(p) for p in (0, 1), to about 1e-15 relative: a rational of our own in the centre, where 99
// of a hundred lie, and those of Wichura (1988, algorithm AS 241, PPND16) in the tails.
double normal_score(double probability);
void normal_scores(const double* uniforms, double* out, std::size_t lanes);

// Phi(z), accurate in both tails.
double normal_probability(double score);
void normal_probabilities(const double* scores, double* out, std::size_t lanes);

} // namespace escala
