// SPDX-License-Identifier: Apache-2.0
// Exponentials and logarithms over columns, and of single numbers with the same bits.
//
// Within 1 ulp of the true value (powers: within 2 ulp for exponents of at most 1). n/a and
// mistakes (core/undefined.h) come out as they went in; overflow gives infinity, the logarithm of
// 0 -infinity, of a negative number NaN. `out` may be the input.
#pragma once

#include <cstddef>

namespace escala {

void exponentials(const double* x, double* out, std::size_t lanes);
void logarithms(const double* x, double* out, std::size_t lanes);

double exponential(double x);
double logarithm(double x);

// out[i] = base[i]^exponent for a base above 0 and one exponent, at most 1 in size.
void roots(const double* base, double exponent, double* out, std::size_t lanes);

// out[i] = exp(scale[i] * spread * score[i] - (scale[i] * spread)^2 / 2): lognormal factors of
// mean 1.
void mean_one_factors(const double* scale, double spread, const double* score, double* out,
                      std::size_t lanes);

} // namespace escala
