// SPDX-License-Identifier: Apache-2.0
// Mean and standard deviation of a column, the same bits however it is computed: fixed blocks,
// each about its own mean, merged in order (Chan, Golub and LeVeque 1983).
#pragma once

#include <span>

namespace escala {

struct Moments {
  double mean = 0;
  double sd = 0; // with n - 1; n/a of fewer than two values
};

// Values have no n/a and are at least one. Equal values give exactly that mean, and 0.
Moments moments(std::span<const double> values);

} // namespace escala
