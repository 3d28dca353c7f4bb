// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "describe.h"
#include "scaled_normal.h"

namespace escala {
namespace {

constexpr double kScore95 = 1.6448536269514722; // Phi^-1(95%)

struct Range {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"a", DistributionRole::value, "5% of the draws are below it", ""},
      {"b", DistributionRole::value, "5% of the draws are above it", "a or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[0] <= arguments[1] ? "" : "a must not be above b";
  }

  explicit Range(DistributionArguments arguments) : Range(arguments[0], arguments[1]) {}

  // The origin is a, whose score is -kScore95, so that `3 to 3` is exactly 3.
  Range(double a, double b) : positive(a > 0) {
    if (positive)
      lognormal = {a, (std::log(b) - std::log(a)) / (2 * kScore95), -kScore95};
    if (!positive)
      normal = {std::midpoint(a, b), (b - a) / (2 * kScore95)};
  }

  double draw(double score) const { return positive ? lognormal.at(score) : normal.at(score); }
  double cdf(double x) const { return positive ? lognormal.cdf(x) : normal.cdf(x); }
  double upper(double x) const { return positive ? lognormal.upper(x) : normal.upper(x); }
  double quantile(double probability) const { return draw(normal_score(probability)); }
  double upper_quantile(double probability) const { return draw(-normal_score(probability)); }

  bool positive;
  ScaledLognormal lognormal{};
  ScaledNormal normal{};
};

} // namespace

extern constinit const DistributionSpec kRange = describe<Range>({
    .name = "range",
    .doc = "the middle 90%, like a to b: lognormal where a is above 0, else normal",
    .formula = "exp(mu + sigma z), mu = (ln a + ln b)/2, sigma = (ln b - ln a)/3.2897; without "
               "logarithms where a is 0 or less",
    .source = "z by Wichura (1988), algorithm AS 241",
    .example = "range(180k, 320k)",
    .input = DrawInput::standard_normal,
    .result = DrawResult::value,
});

} // namespace escala
