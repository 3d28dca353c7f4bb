// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Exponential {
  static constexpr std::array<DistributionParameter, 1> kParameters = {{
      {"mean", DistributionRole::value, "the mean", "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[0] > 0 ? "" : "mean must be above 0";
  }

  explicit Exponential(DistributionArguments arguments) : mean(arguments[0]) {}

  double draw(double u) const { return -mean * std::log1p(-u); }
  double cdf(double x) const { return x <= 0 ? 0 : -std::expm1(-x / mean); }
  double upper(double x) const { return x <= 0 ? 1 : std::exp(-x / mean); }
  double quantile(double probability) const { return draw(probability); }
  double upper_quantile(double probability) const { return -mean * std::log(probability); }

  double mean;
};

} // namespace

extern constinit const DistributionSpec kExponential = describe<Exponential>({
    .name = "exponential",
    .doc = "the time between events that arrive independently",
    .formula = "-mean ln(1 - u)",
    .source = "the inverse of F(x) = 1 - e^(-x/mean)",
    .example = "exponential(30)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
