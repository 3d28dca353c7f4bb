// SPDX-License-Identifier: Apache-2.0
#include <boost/math/special_functions/gamma.hpp>

#include "boost_policy.h"
#include "describe.h"
#include "tabulated.h"

namespace escala {
namespace {

struct Gamma {
  static constexpr std::array<DistributionParameter, 2> kParameters = {{
      {"shape", DistributionRole::plain, "the number of exponential waiting times that are added",
       "above 0, and at most 1e8"},
      {"scale", DistributionRole::value, "the mean of each", "above 0"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] > 0 && arguments[0] <= kLargest))
      return "shape must be above 0, and at most 1e8";
    return arguments[1] > 0 ? "" : "scale must be above 0";
  }

  explicit Gamma(DistributionArguments arguments) : shape(arguments[0]), scale(arguments[1]) {}

  double draw(double u) const { return u <= 0.5 ? quantile(u) : upper_quantile(1 - u); }
  double cdf(double x) const {
    return x <= 0 ? 0 : boost::math::gamma_p(shape, x / scale, QuietDoubles());
  }
  double upper(double x) const {
    return x <= 0 ? 1 : boost::math::gamma_q(shape, x / scale, QuietDoubles());
  }
  double quantile(double probability) const {
    return scale * boost::math::gamma_p_inv(shape, probability, QuietDoubles());
  }
  double upper_quantile(double probability) const {
    return scale * boost::math::gamma_q_inv(shape, probability, QuietDoubles());
  }

 private:
  static constexpr double kLargest = 1e8;

  double shape, scale;
};

} // namespace

extern constinit const DistributionSpec kGamma = describe<Gamma>({
    .name = "gamma",
    .doc = "positive and skewed: a sum of waiting times, or a rate that is not well known",
    .formula = "scale P^-1(shape, u)",
    .source = "the regularised incomplete gamma function, inverted",
    .example = "gamma(4, 10)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .fixed_quantiles = &draw_tabulated<Gamma>,
});

} // namespace escala
