// SPDX-License-Identifier: Apache-2.0
#include "describe.h"
#include "scaled_normal.h"

namespace escala {
namespace {

struct Normal {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"mean", DistributionRole::value, "the mean, which is also the median", ""},
      {"sd", DistributionRole::value, "the standard deviation", "0 or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[1] >= 0 ? "" : "sd must be 0 or more";
  }

  explicit Normal(DistributionArguments arguments) : normal{arguments[0], arguments[1]} {}

  double draw(double score) const { return normal.at(score); }
  double cdf(double x) const { return normal.cdf(x); }
  double upper(double x) const { return normal.upper(x); }
  double quantile(double probability) const { return normal.at(normal_score(probability)); }
  double upper_quantile(double probability) const { return normal.at(-normal_score(probability)); }

  ScaledNormal normal;
};

constexpr std::array kStandardForm{0.0, 1.0};

} // namespace

extern constinit const DistributionSpec kNormal = describe<Normal>({
    .name = "normal",
    .doc = "bell curve around a mean",
    .formula = "mean + sd z",
    .source = "z by Wichura (1988), algorithm AS 241",
    .example = "normal(200%, 40%, min=-50%)",
    .input = DrawInput::standard_normal,
    .result = DrawResult::value,
    .standard = kStandardForm,
});

} // namespace escala
