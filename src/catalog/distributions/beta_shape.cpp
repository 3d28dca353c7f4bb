// SPDX-License-Identifier: Apache-2.0
#include "beta_shape.h"

#include <algorithm>
#include <cmath>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "boost_policy.h"
#include "escala/columns/standard_normal.h"

namespace escala {
namespace {

constexpr double kLeast = 0x1p-1022;
constexpr double kMost = 1 - 0x1p-53;
constexpr int kStepLimit = 200; // a few steps are enough, except for x near 0 or 1
constexpr double kClose = 1e-5; // the error of the next step is about its third power

double log_gamma(double x) { return boost::math::lgamma(x, QuietDoubles()); }

// Abramowitz and Stegun (1964), 26.5.22; a and b at least 1.
double carter_guess(double a, double b, double probability) {
  const double z = normal_score(probability);
  const double third = (z * z - 3) / 6;
  const double of_a = 1 / (2 * a - 1), of_b = 1 / (2 * b - 1);
  const double h = 2 / (of_a + of_b);
  const double w = -z * std::sqrt(std::max(0.0, third + h)) / h -
                   (of_b - of_a) * (third + 5 / 6.0 - 2 / (3 * h));
  return a / (a + b * std::exp(2 * w));
}

} // namespace

BetaShape::BetaShape(double a, double b)
    : a_(a), b_(b), log_beta_(log_gamma(a) + log_gamma(b) - log_gamma(a + b)) {}

double BetaShape::cdf(double x) const {
  if (x <= 0)
    return 0;
  return x >= 1 ? 1 : boost::math::ibeta(a_, b_, x, QuietDoubles());
}

// If a or b is below 1, uses the leading power at that end: F(x) = x^a / (a B), or 1 - F(x) =
// (1-x)^b / (b B).
double BetaShape::first_guess(double probability) const {
  const auto leading = [this](double p, double power) {
    return std::exp((std::log(p * power) + log_beta_) / power);
  };
  if (a_ < 1)
    return leading(probability, a_);
  return b_ < 1 ? 1 - leading(1 - probability, b_) : carter_guess(a_, b_, probability);
}

// Halley's step in ln x towards ln F(x) = ln p. `excess` is ln F(x) - ln p.
double BetaShape::step(double x, double reached, double excess) const {
  const double slope = std::exp(a_ * std::log(x) + (b_ - 1) * std::log1p(-x) - log_beta_) / reached;
  const double bend = a_ - (b_ - 1) * x / (1 - x) - slope;
  return -excess / slope / std::clamp(1 - excess * bend / (2 * slope), 0.5, 2.0);
}

// ln F as a function of ln x is curved in one direction only, so the steps converge. Boost's
// inverse fails in the tails, and throws. If rounding makes a step leave the bracket, the bracket
// in ln x is halved.
double BetaShape::quantile(double probability) const {
  double low = kLeast, high = 1;
  double x = std::clamp(first_guess(probability), kLeast, kMost);
  for (int i = 0; i < kStepLimit; ++i) {
    const double reached = cdf(x);
    (reached < probability ? low : high) = x;
    const double excess = std::log(reached / probability);
    double next = x * std::exp(step(x, reached, excess));
    if (std::abs(excess) < kClose)
      return std::min(next, 1.0);
    if (!(low <= next && next <= high))
      next = std::sqrt(low) * std::sqrt(high);
    if (next == x)
      break;
    x = next;
  }
  return x;
}

} // namespace escala
