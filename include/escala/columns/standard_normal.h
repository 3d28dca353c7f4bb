// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution, of single numbers and of columns with the same bits.
#pragma once

#include "escala/columns/column.h"

namespace escala {

// Phi^-1(p) for p in (0, 1), with a relative error of about 1e-15. In the centre, where 97 of 100
// uniforms lie, it is a rational approximation fitted for this program; in the tails it is that of
// Wichura (1988, algorithm AS 241, PPND16). `out` may be `uniforms`.
double normal_score(double probability);
void normal_scores(ConstColumn uniforms, Column out);

// Phi(z), accurate in both tails. `out` may be `scores`.
double normal_probability(double score);
void normal_probabilities(ConstColumn scores, Column out);

} // namespace escala
