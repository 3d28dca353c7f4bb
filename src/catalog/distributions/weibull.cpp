// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Weibull {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"shape", DistributionRole::plain, "below 1 the hazard falls with age, above 1 it rises",
       "above 0"},
      {"scale", DistributionRole::value, "63.2% of the draws are below it", "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0))
      return "shape must be above 0";
    return arguments[1] > 0 ? "" : "scale must be above 0";
  }

  explicit Weibull(DistributionArguments arguments) : shape(arguments[0]), scale(arguments[1]) {}

  double draw(double u) const { return at(-std::log1p(-u)); }
  double cdf(double x) const { return x <= 0 ? 0 : -std::expm1(-hazard(x)); }
  double upper(double x) const { return x <= 0 ? 1 : std::exp(-hazard(x)); }
  double quantile(double probability) const { return draw(probability); }
  double upper_quantile(double probability) const { return at(-std::log(probability)); }

 private:
  double at(double cumulative_hazard) const {
    return scale * std::pow(cumulative_hazard, 1 / shape);
  }
  double hazard(double x) const {
    const double ratio = x / scale;
    return std::isnormal(ratio) ? std::pow(ratio, shape) : std::exp(shape * log_ratio(x, scale));
  }

  double shape, scale;
};

} // namespace

extern constinit const DistributionSpec kWeibull = describe<Weibull>({
    .name = "weibull",
    .doc = "a lifetime whose hazard falls or rises with age",
    .formula = "scale (-ln(1 - u))^(1/shape)",
    .source = "Weibull (1951)",
    .example = "weibull(1.5, 40)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
