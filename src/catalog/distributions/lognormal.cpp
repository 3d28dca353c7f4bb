// SPDX-License-Identifier: Apache-2.0
#include "describe.h"
#include "scaled_normal.h"

namespace escala {
namespace {

struct Lognormal {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"median", DistributionRole::value, "half of the draws are below it", "above 0"},
      {"sigma", DistributionRole::plain, "the standard deviation of the logarithm", "0 or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0))
      return "median must be above 0";
    return arguments[1] >= 0 ? "" : "sigma must be 0 or more";
  }

  explicit Lognormal(DistributionArguments arguments) : lognormal{arguments[0], arguments[1], 0} {}

  double draw(double score) const { return lognormal.at(score); }
  double cdf(double x) const { return lognormal.cdf(x); }
  double upper(double x) const { return lognormal.upper(x); }
  double quantile(double probability) const { return lognormal.at(normal_score(probability)); }
  double upper_quantile(double probability) const {
    return lognormal.at(-normal_score(probability));
  }

  ScaledLognormal lognormal;
};

} // namespace

extern constinit const DistributionSpec kLognormal = describe<Lognormal>({
    .name = "lognormal",
    .doc = "positive, with a long upper tail: its logarithm is normal",
    .formula = "median exp(sigma z)",
    .source = "z by Wichura (1988), algorithm AS 241",
    .example = "lognormal(40, 25%)",
    .input = DrawInput::standard_normal,
    .result = DrawResult::value,
});

} // namespace escala
