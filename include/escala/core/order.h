// SPDX-License-Identifier: Apache-2.0
// Minimum and maximum of two values. If one of them is a NaN (such as n/a), it is the result.
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
