// SPDX-License-Identifier: Apache-2.0
#include <boost/math/special_functions/beta.hpp>

#include "beta_shape.h"
#include "boost_policy.h"
#include "describe.h"
#include "escala/columns/standard_normal.h"
#include "tabulated.h"

namespace escala {
namespace {

// From here on, the expansion in the normal score is exact to double precision, and the incomplete
// beta function has lost its digits.
constexpr double kNearlyNormal = 1e5;

// Student's t distribution with location 0 and scale 1.
class StandardStudent {
 public:
  explicit StandardStudent(double freedom)
      : freedom_(freedom), tail_(freedom / 2, 0.5), middle_(tail_.mirrored()) {}

  // For a probability of at most 1/2.
  double lower_quantile(double probability) const {
    if (freedom_ >= kNearlyNormal)
      return expanded(normal_score(probability));
    if (probability <= kTail) {
      const double x = tail_.quantile(2 * probability); // freedom / (freedom + t^2)
      return -std::sqrt(freedom_ * (1 - x) / x);
    }
    const double x = middle_.quantile(1 - 2 * probability); // t^2 / (freedom + t^2)
    return -std::sqrt(freedom_ * x / (1 - x));
  }

  // P(T <= t) for t <= 0.
  double lower(double t) const {
    if (freedom_ >= kNearlyNormal)
      return normal_probability(score_of(t));
    const double square = t * t;
    if (!std::isfinite(square))
      return 0.5 * tail_.cdf(freedom_ / t / t);
    if (square > 0.5)
      return 0.5 * tail_.cdf(freedom_ / (freedom_ + square));
    return 0.5 - 0.5 * middle_.cdf(square / (freedom_ + square));
  }

 private:
  static constexpr double kTail = 0.25;

  // Abramowitz and Stegun, 26.7.5.
  double expanded(double z) const {
    const double z2 = z * z;
    const double n = freedom_;
    const double g1 = (z2 + 1) / 4;
    const double g2 = ((5 * z2 + 16) * z2 + 3) / 96;
    const double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    const double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z * (1 + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n);
  }

  // The inverse of the expansion, by Newton's method starting at t.
  double score_of(double t) const {
    double z = t;
    for (int i = 0; i < 4; ++i)
      z -= (expanded(z) - t) / (1 + (3 * z * z + 1) / (4 * freedom_));
    return z;
  }

  double freedom_;
  BetaShape tail_;
  BetaShape middle_;
};

struct Student {
  static constexpr std::array<DistributionParameter, 3> kParameters = {{
      {"mean", DistributionRole::value, "the centre; the mean, where df is above 1", ""},
      {"scale", DistributionRole::value, "the standard deviation in the limit of many df",
       "above 0"},
      {"df", DistributionRole::plain, "degrees of freedom: fewer give fatter tails", "0.2 or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[1] > 0))
      return "scale must be above 0";
    return arguments[2] >= 0.2 ? "" : "df must be 0.2 or more";
  }

  explicit Student(DistributionArguments arguments)
      : mean(arguments[0]), scale(arguments[1]), standard(arguments[2]) {}

  double draw(double u) const { return u <= 0.5 ? quantile(u) : upper_quantile(1 - u); }
  double cdf(double x) const { return below((x - mean) / scale); }
  double upper(double x) const { return below((mean - x) / scale); }
  double quantile(double probability) const { return mean + scale * at(probability); }
  double upper_quantile(double probability) const { return mean - scale * at(probability); }

 private:
  double at(double probability) const {
    return probability <= 0.5 ? standard.lower_quantile(probability)
                              : -standard.lower_quantile(1 - probability);
  }
  double below(double t) const { return t <= 0 ? standard.lower(t) : 1 - standard.lower(-t); }

  double mean, scale;
  StandardStudent standard;
};

} // namespace

extern constinit const DistributionSpec kStudent = describe<Student>({
    .name = "student",
    .doc = "like the normal with fatter tails",
    .formula = "mean + scale t",
    .source = "t by the inverse incomplete beta function",
    .example = "student(10%, 5%, 4)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .fixed_quantiles = &draw_tabulated<Student>,
});

} // namespace escala
