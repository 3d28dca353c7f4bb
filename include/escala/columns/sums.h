// SPDX-License-Identifier: Apache-2.0
// Sums over columns, each in sixteen parts (by place modulo 16) of which halves are added at the
// end: the same order whatever the width of a vector.
#pragma once

#include <cstddef>

namespace escala {

double sum_of(const double* values, std::size_t lanes);

// Of values[i] - origin, and of its squares.
struct DeviationSums {
  double sum = 0;
  double squares = 0;
};
DeviationSums sums_of_deviations(const double* values, double origin, std::size_t lanes);

} // namespace escala
