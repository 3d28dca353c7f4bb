// SPDX-License-Identifier: Apache-2.0
// Sums of columns. Each is computed in sixteen parts (lane modulo 16), and half of the parts are
// added to the other half until one is left, so that the order of additions is the same with
// vectors of every width. Eigen's own sums depend on that width.
#pragma once

#include "escala/columns/column.h"

namespace escala {

double sum_of(ConstColumn values);

// The sums of values[i] - origin, and of its squares.
struct DeviationSums {
  double sum = 0;
  double squares = 0;
};
DeviationSums sums_of_deviations(ConstColumn values, double origin);

} // namespace escala
