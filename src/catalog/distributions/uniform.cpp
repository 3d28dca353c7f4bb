// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Uniform {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"a", DistributionRole::value, "the lowest value", ""},
      {"b", DistributionRole::value, "the highest value", "a or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[0] <= arguments[1] ? "" : "a must not be above b";
  }

  explicit Uniform(DistributionArguments arguments) : a(arguments[0]), b(arguments[1]) {}

  double draw(double u) const { return quantile(u); }
  double cdf(double x) const { return x < a ? 0 : x >= b ? 1 : (x - a) / (b - a); }
  double upper(double x) const { return x < a ? 1 : x >= b ? 0 : (b - x) / (b - a); }
  // Rounding could give a draw beyond the far end.
  double quantile(double probability) const { return std::min(b, a + probability * (b - a)); }
  double upper_quantile(double probability) const { return std::max(a, b - probability * (b - a)); }

  double a;
  double b;
};

constexpr std::array kStandardForm{0.0, 1.0};

} // namespace

extern constinit const DistributionSpec kUniform = describe<Uniform>({
    .name = "uniform",
    .doc = "every value between a and b equally likely",
    .formula = "a + u (b - a)",
    .source = "the inverse of F(x) = (x - a)/(b - a)",
    .example = "uniform(20%, 60%)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .standard = kStandardForm,
});

} // namespace escala
