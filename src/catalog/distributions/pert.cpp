// SPDX-License-Identifier: Apache-2.0
#include "beta_shape.h"
#include "describe.h"
#include "low_mode_high.h"
#include "tabulated.h"

namespace escala {
namespace {

constexpr double kLambda = 4; // weight of the mode compared with the ends

struct Pert : LowModeHigh {
  explicit Pert(DistributionArguments arguments)
      : LowModeHigh(arguments), shape{1 + kLambda * share(rise), 1 + kLambda * share(fall)} {}

  double draw(double u) const { return u <= 0.5 ? quantile(u) : upper_quantile(1 - u); }

  double cdf(double x) const {
    if (x >= high)
      return 1;
    return x <= low ? 0 : shape.cdf((x - low) / width);
  }
  // Uses the distance from `high`, which keeps its digits near `high`.
  double upper(double x) const {
    if (x >= high)
      return 0;
    return x <= low ? 1 : shape.mirrored().cdf((high - x) / width);
  }
  double quantile(double probability) const {
    return width == 0 ? low : low + width * shape.quantile(probability);
  }
  double upper_quantile(double probability) const {
    return width == 0 ? low : high - width * shape.mirrored().quantile(probability);
  }

 private:
  double share(double part) const { return width == 0 ? 0 : part / width; }

  BetaShape shape;
};

} // namespace

extern constinit const DistributionSpec kPert = describe<Pert>({
    .name = "pert",
    .doc = "a smooth hump between low and high, highest at the mode",
    .formula = "beta(1 + 4 (mode - low)/(high - low), 1 + 4 (high - mode)/(high - low)) stretched "
               "from low to high",
    .source = "Malcolm et al. (1959)",
    .example = "pert(10%, 20%, 50%)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .fixed_quantiles = &draw_tabulated<Pert>,
});

} // namespace escala
