// SPDX-License-Identifier: Apache-2.0
#include "beta_shape.h"
#include "describe.h"
#include "tabulated.h"

namespace escala {
namespace {

// Above this limit the incomplete beta function loses its digits. The sd is then below 0.00002.
constexpr double kShapeLimit = 1e9;

struct Beta {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"a", DistributionRole::plain, "pulls towards 1", "above 0"},
      {"b", DistributionRole::plain, "pulls towards 0", "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0))
      return "a must be above 0";
    if (!(arguments[1] > 0))
      return "b must be above 0";
    if (arguments[0] > kShapeLimit)
      return "a must not be above 1B";
    return arguments[1] > kShapeLimit ? "b must not be above 1B" : "";
  }

  explicit Beta(DistributionArguments arguments) : shape{arguments[0], arguments[1]} {}

  double draw(double u) const { return u <= 0.5 ? quantile(u) : upper_quantile(1 - u); }
  double cdf(double x) const { return shape.cdf(x); }
  double upper(double x) const { return shape.mirrored().cdf(1 - x); }
  double quantile(double probability) const { return shape.quantile(probability); }
  double upper_quantile(double probability) const {
    return 1 - shape.mirrored().quantile(probability);
  }

  BetaShape shape;
};

} // namespace

extern constinit const DistributionSpec kBeta = describe<Beta>({
    .name = "beta",
    .doc = "a share between 0 and 1, of mean a/(a + b)",
    .formula = "the x where I_x(a, b) = u",
    .source = "the regularised incomplete beta function, inverted",
    .example = "beta(8, 2)",
    .input = DrawInput::uniform,
    .result = DrawResult::plain,
    .fixed_quantiles = &draw_tabulated<Beta>,
});

} // namespace escala
