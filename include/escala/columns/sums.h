// SPDX-License-Identifier: Apache-2.0
// Sums of columns. Each is computed in sixteen parts (lane modulo 16); then one half of the parts
// is added to the other half until one part is left. So the order of additions does not depend on
// the width of vectors. The order of Eigen's own sums does.
#pragma once

#include "escala/columns/column.h"

namespace escala {

double sum_of(ConstColumn values);

// The sums of values[i] - origin, and of their squares.
struct DeviationSums {
  double sum = 0;
  double squares = 0;
};
DeviationSums sums_of_deviations(ConstColumn values, double origin);

} // namespace escala
