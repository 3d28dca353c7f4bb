// SPDX-License-Identifier: Apache-2.0
// mean + sd * z and its exponential, shared by the distributions made of a normal score.
#pragma once

#include <cmath>

#include "describe.h"
#include "escala/columns/standard_normal.h"

namespace escala {

struct ScaledNormal {
  double mean;
  double sd; // 0: the constant `mean`

  double at(double score) const { return mean + sd * score; }
  double cdf(double x) const {
    if (sd == 0)
      return x < mean ? 0 : 1;
    return normal_probability((x - mean) / sd);
  }
  double upper(double x) const {
    if (sd == 0)
      return x < mean ? 1 : 0;
    return normal_probability((mean - x) / sd);
  }
};

// scale * exp(sigma * (z - origin)): `scale` is the quantile at the score `origin`.
struct ScaledLognormal {
  double scale;
  double sigma; // 0: the constant `scale`
  double origin;

  double at(double score) const { return scale * std::exp(sigma * (score - origin)); }
  double cdf(double x) const { return x <= 0 ? 0 : logarithm().cdf(log_ratio(x, scale)); }
  double upper(double x) const { return x <= 0 ? 1 : logarithm().upper(log_ratio(x, scale)); }

 private:
  ScaledNormal logarithm() const { return {-sigma * origin, sigma}; } // of draw / scale
};

} // namespace escala
