// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "describe.h"
#include "scaled_normal.h"

namespace escala {
namespace {

constexpr double kUsualMass = 0.9;
constexpr double kScore95 = 1.6448536269514722; // Phi^-1(95%)

struct Range {
  static constexpr std::array<DistributionParameter, 3> kParameters = {{
      {"a", DistributionRole::value, "the lower end: half of the rest of the draws is below it",
       ""},
      {"b", DistributionRole::value, "the upper end: half of the rest of the draws is above it",
       "a or more"},
      {"mass", DistributionRole::plain, "the share of the draws between the ends",
       "above 0% and below 100%", kUsualMass},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[2] > 0 && arguments[2] < 1))
      return "the mass must lie between 0% and 100%, both excluded";
    return arguments[0] <= arguments[1] ? "" : "a must not be above b";
  }

  explicit Range(DistributionArguments arguments)
      : Range(arguments[0], arguments[1], score_of(arguments[2])) {}

  // Anchored at a, of score -score, so that `3 to 3` is 3 to the last bit.
  Range(double a, double b, double score) : positive(a > 0) {
    if (positive)
      lognormal = {a, (std::log(b) - std::log(a)) / (2 * score), -score};
    if (!positive)
      normal = {std::midpoint(a, b), (b - a) / (2 * score)};
  }

  // Of the upper end.
  static double score_of(double mass) {
    return mass == kUsualMass ? kScore95 : -normal_score((1 - mass) / 2);
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
    .doc = "the middle 90% like a to b, or the middle mass: lognormal where a is above 0, else "
           "normal",
    .formula = "exp(mu + sigma z), mu = (ln a + ln b)/2, sigma = (ln b - ln a)/(2 z_m), z_m the "
               "score of (1 + mass)/2, 1.6449 for 90%; without logarithms where a is 0 or less",
    .source = "z by Wichura (1988), algorithm AS 241",
    .example = "range(180k, 320k)",
    .input = DrawInput::standard_normal,
    .result = DrawResult::value,
});

} // namespace escala
