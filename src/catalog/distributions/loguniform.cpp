// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Loguniform {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"a", DistributionRole::value, "the smallest draw", "above 0"},
      {"b", DistributionRole::value, "the largest draw", "a or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0))
      return "a must be above 0";
    return arguments[0] <= arguments[1] ? "" : "b must not be below a";
  }

  explicit Loguniform(DistributionArguments arguments)
      : a(arguments[0]), b(arguments[1]), width(log_ratio(b, a)) {}

  double draw(double u) const { return std::min(b, scaled(a, u * width)); }
  double cdf(double x) const { return x < a ? 0 : x >= b ? 1 : log_ratio(x, a) / width; }
  double upper(double x) const { return x < a ? 1 : x >= b ? 0 : log_ratio(b, x) / width; }
  double quantile(double probability) const { return draw(probability); }
  double upper_quantile(double probability) const {
    return std::max(a, scaled(b, -probability * width));
  }

  // scale e^x; also where e^x is beyond the doubles.
  static double scaled(double scale, double x) {
    const double factor = std::exp(x);
    return std::isnormal(factor) ? scale * factor : std::exp(std::log(scale) + x);
  }

  double a, b, width;
};

} // namespace

extern constinit const DistributionSpec kLoguniform = describe<Loguniform>({
    .name = "loguniform",
    .doc = "uniform in the logarithm: for values whose order of magnitude is unknown",
    .formula = "a (b/a)^u",
    .source = "the inverse of F(x) = ln(x/a)/ln(b/a)",
    .example = "loguniform(1k, 1M)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
