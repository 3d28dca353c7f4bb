// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Laplace {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"mean", DistributionRole::value, "the mean, which is also the median", ""},
      {"scale", DistributionRole::value, "the mean distance from the mean", "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[1] > 0 ? "" : "scale must be above 0";
  }

  explicit Laplace(DistributionArguments arguments) : mean(arguments[0]), scale(arguments[1]) {}

  double draw(double u) const {
    return u < 0.5 ? mean + scale * std::log(2 * u) : mean - scale * std::log(2 * (1 - u));
  }
  double cdf(double x) const {
    return x < mean ? std::exp((x - mean) / scale) / 2 : 1 - std::exp((mean - x) / scale) / 2;
  }
  double upper(double x) const {
    return x > mean ? std::exp((mean - x) / scale) / 2 : 1 - std::exp((x - mean) / scale) / 2;
  }
  double quantile(double probability) const { return draw(probability); }
  double upper_quantile(double probability) const { return 2 * mean - draw(probability); }

  double mean;
  double scale;
};

} // namespace

extern constinit const DistributionSpec kLaplace = describe<Laplace>({
    .name = "laplace",
    .doc = "a sharp peak and exponential tails on both sides, as forecast errors often have",
    .formula = "mean + scale ln(2u) below the median, mean - scale ln(2(1 - u)) above",
    .source = "the inverse of the distribution function; Laplace (1774)",
    .example = "laplace(40, 10)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
