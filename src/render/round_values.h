// SPDX-License-Identifier: Apache-2.0
// Round values, for the labels of an axis.
#pragma once

#include <vector>

namespace escala {

// At most five values from `low` to `high`, ascending, in equal steps of 1, 2, 2.5 or 5 times a
// power of ten. With `log` (and low above 0) powers of ten, or these with 2 and 5 times them, if
// there are two such.
std::vector<double> round_values(double low, double high, bool log);

} // namespace escala
