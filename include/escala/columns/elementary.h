// SPDX-License-Identifier: Apache-2.0
// Exponentials, logarithms and roots of columns, and of single numbers with the same bits.
//
// Results are within 1 ulp of the true value (roots: within 2 ulp). n/a and mistakes
// (core/undefined.h) are passed on to the result. An overflow gives infinity, the logarithm of 0
// gives -infinity, and that of a negative number NaN. Columns of one call have the same length.
// `out` may be an input.
#pragma once

#include "escala/columns/column.h"

namespace escala {

void exponentials(ConstColumn x, Column out);
void logarithms(ConstColumn x, Column out);

double exponential(double x);
double logarithm(double x);

// out[i] = base[i]^exponent, of positive bases, with -1 <= exponent <= 1.
void roots(ConstColumn base, double exponent, Column out);

// out[i] = exp(s z - s^2 / 2) with s = scale[i] * spread and z = score[i]: lognormal factors with
// mean 1.
void mean_one_factors(ConstColumn scale, double spread, ConstColumn score, Column out);

} // namespace escala
