// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

struct Bernoulli {
  static constexpr std::array<DistributionParameter, 1> kParameters = {{
      {"p", DistributionRole::plain, "the probability of true", "0% to 100%"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[0] >= 0 && arguments[0] <= 1 ? "" : "p must lie between 0% and 100%";
  }

  explicit Bernoulli(DistributionArguments arguments) : of_false(1 - arguments[0]) {}

  double draw(double u) const { return u > of_false ? 1 : 0; }
  double cdf(double x) const { return x < 0 ? 0 : x < 1 ? of_false : 1; }
  double quantile(double probability) const { return draw(probability); }

  double of_false;
};

} // namespace

extern constinit const DistributionSpec kBernoulli = describe<Bernoulli>({
    .name = "bernoulli",
    .doc = "true with probability p, else false",
    .formula = "true where u > 1 - p",
    .source = "the inverse of its distribution function",
    .example = "bernoulli(30%)",
    .input = DrawInput::uniform,
    .result = DrawResult::condition,
    .has_atoms = true,
});

} // namespace escala
