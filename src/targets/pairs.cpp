// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/pairs.h"

#include <algorithm>
#include <array>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "targets/mean_bound.h"

namespace escala {
namespace {

struct Counts {
  double none = 0;
  double one = 0;
  double both = 0;
};

Counts counts_of(const Pairs& pairs) {
  return {static_cast<double>(pairs.none), static_cast<double>(pairs.one),
          static_cast<double>(pairs.both)};
}

// The logarithm of the mean over q of what betting on q against p gains. The integral over q is
// taken by the trapezoidal rule over s = log(q / (1 - q)), which is as good as exact for a smooth
// peak in steps of half its width.
class Gains {
 public:
  explicit Gains(const Counts& pairs) : pairs_(pairs) {}

  double operator()(double p) const {
    const double q = peak_of(p);
    const double at = std::log(q / (1 - q));
    const double height = density(at, p);
    const double width = 1 / std::sqrt(curvature(q, p));
    double sum = 1;
    for (const double step : {width / 2, -width / 2})
      for (double s = at + step, share = 1; share > 1e-14; s += step) {
        share = std::exp(density(s, p) - height);
        sum += share;
      }
    return height + std::log(sum * width / 2);
  }

 private:
  // The logarithm of the gain, and of dq/ds = q (1 - q).
  double density(double s, double p) const {
    const double odds = std::exp(s);
    const double log_miss = -std::log1p(odds);
    const double log_hit = s + log_miss;
    const double mean = std::log((odds / p + 1 / (1 - p)) / 2) + log_miss;
    return (pairs_.both + 1) * log_hit - pairs_.both * std::log(p) + (pairs_.none + 1) * log_miss -
           pairs_.none * std::log1p(-p) + pairs_.one * mean;
  }

  // Its derivative by s falls from above 0 to below.
  double peak_of(double p) const {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 45; ++i) {
      const double q = (low + high) / 2;
      const double slope =
          (pairs_.both + 1) * (1 - q) - (pairs_.none + 1) * q + pairs_.one * tilt(q, p);
      (slope > 0 ? low : high) = q;
    }
    return (low + high) / 2;
  }

  // The derivative by s of the logarithm of hit + miss = q/p + (1 - q)/(1 - p).
  static double tilt(double q, double p) {
    const double hit = q / p;
    const double miss = (1 - q) / (1 - p);
    return (hit * (1 - q) - miss * q) / (hit + miss);
  }

  // Minus the second derivative of the density by s.
  double curvature(double q, double p) const {
    const double tilted = tilt(q, p);
    return (pairs_.both + pairs_.none + 2) * q * (1 - q) +
           pairs_.one * tilted * (tilted - (1 - 2 * q));
  }

  Counts pairs_;
};

// The lower end: the gain falls from infinity at 0 to 1 or less at the mean.
double lower_end(const Counts& pairs) {
  const Gains gains(pairs);
  const double most = -std::log(kIntervalError);
  double outside = (pairs.both + pairs.one / 2) / (pairs.none + pairs.one + pairs.both);
  while (gains(outside) < most)
    outside /= 2;
  std::uintmax_t steps = 100;
  return boost::math::tools::toms748_solve([&](double p) { return gains(p) - most; }, outside,
                                           2 * outside,
                                           boost::math::tools::eps_tolerance<double>(36), steps)
      .first;
}

} // namespace

double Pairs::mean() const {
  const Counts counts = counts_of(*this);
  return (counts.both + counts.one / 2) / static_cast<double>(count());
}

double Pairs::std_error() const {
  if (count() < 2)
    return 0;
  const Counts counts = counts_of(*this);
  const auto all = static_cast<double>(count());
  const double middle = mean();
  const double squares = counts.both * (1 - middle) * (1 - middle) +
                         counts.one * (0.5 - middle) * (0.5 - middle) +
                         counts.none * middle * middle;
  return std::sqrt(squares / (all - 1) / all);
}

Interval pair_interval(const Pairs& pairs, double error) {
  if (pairs.one == 0)
    return clopper_pearson(pairs.both, pairs.count(), error);
  const Counts counts = counts_of(pairs);
  const std::array<Repeated, 3> hits{{{0, counts.none}, {0.5, counts.one}, {1, counts.both + 1}}};
  const std::array<Repeated, 3> misses{
      {{-1, counts.both}, {-0.5, counts.one}, {0, counts.none + 1}}};
  return {-upper_mean_bound(misses, error / 2), upper_mean_bound(hits, error / 2)};
}

Interval pair_sequence(const Pairs& pairs) {
  const auto all = static_cast<double>(pairs.count());
  if (pairs.one == 0)
    return confidence_sequence(static_cast<double>(pairs.both), all);
  const Counts counts = counts_of(pairs);
  return {lower_end(counts), 1 - lower_end({counts.both, counts.one, counts.none})};
}

namespace {

constexpr double kLeastPairDifference = -1; // of the paths of a pair, on average
constexpr double kPairDifferenceStep = 0.5;

// With one more pair of the largest difference; `sign` -1: of the opposite differences.
double upper_difference(const PairDifferences& pairs, double sign, double error) {
  std::array<Repeated, std::tuple_size_v<PairDifferences> + 1> values{{{1, 1}}};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    values[i + 1] = {sign * (kLeastPairDifference + kPairDifferenceStep * static_cast<double>(i)),
                     static_cast<double>(pairs[i])};
  return upper_mean_bound(values, error);
}

} // namespace

double pair_difference_error(const PairDifferences& pairs) {
  double count = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto times = static_cast<double>(pairs[i]);
    const double value = kLeastPairDifference + kPairDifferenceStep * static_cast<double>(i);
    count += times;
    sum += times * value;
    squares += times * value * value;
  }
  if (count < 2)
    return 0;
  return std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1) / count);
}

Interval pair_difference_interval(const PairDifferences& pairs, double error) {
  return {-upper_difference(pairs, -1, error / 2), upper_difference(pairs, 1, error / 2)};
}

} // namespace escala
