// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Pareto {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"scale", DistributionRole::value, "the smallest draw", "above 0"},
      {"shape", DistributionRole::plain, "the tail's exponent; the mean needs one above 1",
       "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0))
      return "scale must be above 0";
    return arguments[1] > 0 ? "" : "shape must be above 0";
  }

  explicit Pareto(DistributionArguments arguments) : scale(arguments[0]), shape(arguments[1]) {}

  double draw(double u) const { return scale * std::exp(-std::log1p(-u) / shape); }
  double cdf(double x) const { return x <= scale ? 0 : -std::expm1(-shape * log_ratio(x, scale)); }
  double upper(double x) const {
    const double ratio = x / scale;
    if (!std::isfinite(ratio))
      return std::exp(-shape * log_ratio(x, scale));
    return x <= scale ? 1 : std::pow(ratio, -shape);
  }
  double quantile(double probability) const { return draw(probability); }
  double upper_quantile(double probability) const {
    return scale * std::exp(-std::log(probability) / shape);
  }

  double scale, shape;
};

} // namespace

extern constinit const DistributionSpec kPareto = describe<Pareto>({
    .name = "pareto",
    .doc = "sizes of which a few are most of the total: deals, losses, cities",
    .formula = "scale (1 - u)^(-1/shape)",
    .source = "Pareto, type I",
    .example = "pareto(10k, 2.5)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
