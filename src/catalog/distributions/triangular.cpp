// SPDX-License-Identifier: Apache-2.0
#include "describe.h"
#include "low_mode_high.h"

namespace escala {
namespace {

struct Triangular : LowModeHigh {
  using LowModeHigh::LowModeHigh;

  double draw(double u) const { return quantile(u); }

  double quantile(double probability) const {
    if (probability * width <= rise)
      return low + root(probability * width, rise);
    return high - root((1 - probability) * width, fall);
  }
  double upper_quantile(double probability) const {
    if (probability * width < fall)
      return high - root(probability * width, fall);
    return low + root((1 - probability) * width, rise);
  }

  double cdf(double x) const { return x >= high ? 1 : rises(x) ? below(x) : 1 - above(x); }
  double upper(double x) const { return x >= high ? 0 : rises(x) ? 1 - below(x) : above(x); }

 private:
  // sqrt(a b); also where the product is beyond the doubles.
  static double root(double a, double b) {
    const double product = a * b;
    return std::isnormal(product) ? std::sqrt(product) : std::sqrt(a) * std::sqrt(b);
  }

  bool rises(double x) const { return x - low < rise; }
  // below() is for values below the mode, above() for values above it.
  double below(double x) const { return x <= low ? 0 : (x - low) / width * ((x - low) / rise); }
  double above(double x) const { return x < low ? 1 : (high - x) / width * ((high - x) / fall); }
};

} // namespace

extern constinit const DistributionSpec kTriangular = describe<Triangular>({
    .name = "triangular",
    .doc = "rises in a straight line from low to the mode and falls to high",
    .formula = "low + sqrt(u (high - low) (mode - low)), mirrored above the mode",
    .source = "the inverse of its piecewise quadratic distribution function",
    .example = "triangular(10%, 20%, 50%)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
