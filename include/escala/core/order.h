// SPDX-License-Identifier: Apache-2.0
// The larger and the smaller of two values, where a value that is no number wins.
#pragma once

#include <cmath>

namespace escala {

inline double smaller(double a, double b) {
  if (std::isnan(a))
    return a;
  return std::isnan(b) || b < a ? b : a;
}

inline double larger(double a, double b) {
  if (std::isnan(a))
    return a;
  return std::isnan(b) || b > a ? b : a;
}

} // namespace escala
