// SPDX-License-Identifier: Apache-2.0
// Sums over columns, each in sixteen parts (by place modulo 16) of which halves are added at the
// end: the same order whatever the width of a vector.
#pragma once

#include <cstddef>

namespace escala {

double sum_of(const double* values, std::size_t lanes);
// The sum of values[i] - origin.
double sum_of_deviations(const double* values, double origin, std::size_t lanes);
// The sum of (values[i] - origin)^2.
double sum_of_squares(const double* values, double origin, std::size_t lanes);

} // namespace escala
