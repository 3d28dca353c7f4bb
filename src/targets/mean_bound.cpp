// SPDX-License-Identifier: Apache-2.0
#include "targets/mean_bound.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace escala {
namespace {

// Where a rising function passes 0, between points at which it is below and above.
template <typename Function>
double root_of(const Function& rising, double low, double high) {
  std::uintmax_t steps = 100;
  const auto [below, above] = boost::math::tools::toms748_solve(
      rising, low, high, boost::math::tools::eps_tolerance<double>(40), steps);
  return below + (above - below) / 2;
}

// Weights of Dirichlet are gamma variables divided by their sum, so the mean is above t if the sum
// of (value - t) G is above 0, where G is a gamma variable of shape `times`. The logarithm of that
// sum's moments at u is K(u) = -sum times log(1 - u (value - t)).
class WeightedMean {
 public:
  explicit WeightedMean(std::span<const Repeated> values) : values_(values) {
    for (const Repeated& each : values_)
      if (each.times > 0)
        largest_ = std::max(largest_, each.value);
  }

  double largest() const { return largest_; }

  double mean() const {
    double sum = 0;
    double times = 0;
    for (const Repeated& each : values_) {
      sum += each.times * each.value;
      times += each.times;
    }
    return sum / times;
  }

  // The normal score of the probability that the mean is below t: the modified signed root of
  // Barndorff-Nielsen (1986) at the saddlepoint. For t from the expectation to the largest value.
  double score_below(double t) const {
    if (t >= largest_)
      return kCertain;
    if (slope(0, t) >= 0)
      return 0;
    const double u = root_of([&](double at) { return slope(at, t); }, 0, 1 / (largest_ - t));
    if (u * (largest_ - t) >= 1)
      return kCertain;
    double twice = 0;
    double curvature = 0;
    for (const Repeated& each : values_) {
      const double off = each.value - t;
      twice += 2 * each.times * std::log1p(-u * off);
      curvature += each.times * off * off / ((1 - u * off) * (1 - u * off));
    }
    const double root = std::sqrt(std::max(0.0, twice));
    return root < 1e-3 ? 0 : root + std::log(u * std::sqrt(curvature) / root) / root;
  }

 private:
  static constexpr double kCertain = 100;

  // K'(u) times 1 - u (largest - t), which keeps it finite. It passes 0 once, from below.
  double slope(double u, double t) const {
    const double rest = 1 - u * (largest_ - t);
    double sum = 0;
    for (const Repeated& each : values_) {
      const double off = each.value - t;
      if (each.value < largest_)
        sum += each.times * off * rest / (1 - u * off);
      else
        sum += each.times * off;
    }
    return sum;
  }

  std::span<const Repeated> values_;
  double largest_ = -1e300;
};

} // namespace

double upper_mean_bound(std::span<const Repeated> values, double error) {
  const WeightedMean mean(values);
  const double lowest = mean.mean();
  if (lowest >= mean.largest())
    return mean.largest();
  const double wanted = quantile(complement(boost::math::normal_distribution<double>(), error));
  return root_of([&](double t) { return mean.score_below(t) - wanted; }, lowest, mean.largest());
}

} // namespace escala
