// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/interval.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace escala {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Beta = boost::math::beta_distribution<double, Policy>;

double log_gamma(double x) { return boost::math::lgamma(x, Policy()); }

// log of B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x)) times the error: 0 at the ends of the set.
class Mixture {
 public:
  Mixture(double hits, double paths)
      : hits_(hits), misses_(paths - hits),
        level_(log_gamma(hits + 1) + log_gamma(misses_ + 1) - log_gamma(paths + 2) +
               std::log(kIntervalError)) {}

  double operator()(double p) const {
    const double hit = hits_ == 0 ? 0 : hits_ * std::log(p);
    const double miss = misses_ == 0 ? 0 : misses_ * std::log1p(-p);
    return level_ - hit - miss;
  }

 private:
  double hits_;
  double misses_;
  double level_;
};

double root(const Mixture& mixture, double inside, double outside) {
  // Outside of the set the function is positive, up to infinity at 0 and 1.
  for (int i = 0; i < 200; ++i) {
    const double middle = inside + (outside - inside) / 2;
    if (middle == inside || middle == outside)
      break;
    (mixture(middle) < 0 ? inside : outside) = middle;
  }
  return outside;
}

} // namespace

Interval clopper_pearson(std::uint64_t hits, std::uint64_t paths) {
  const auto x = static_cast<double>(hits);
  const auto n = static_cast<double>(paths);
  Interval interval;
  if (hits > 0)
    interval.low = quantile(Beta(x, n - x + 1), kIntervalError / 2);
  if (hits < paths)
    interval.high = quantile(complement(Beta(x + 1, n - x), kIntervalError / 2));
  return interval;
}

Interval confidence_sequence(double hits, double trials) {
  const Mixture mixture(hits, trials);
  const double share = hits / trials;
  Interval interval;
  if (hits > 0)
    interval.low = root(mixture, share, 0);
  if (hits < trials)
    interval.high = root(mixture, share, 1);
  return interval;
}

Interval student_interval(double mean, double std_error, std::uint64_t replicates) {
  const boost::math::students_t_distribution<double, Policy> student(
      static_cast<double>(replicates - 1));
  const double margin = std_error * quantile(complement(student, kIntervalError / 2));
  return {std::max(0.0, mean - margin), std::min(1.0, mean + margin)};
}

Interval intersection(const Interval& a, const Interval& b) {
  const Interval both{std::max(a.low, b.low), std::min(a.high, b.high)};
  return both.low <= both.high ? both : b; // disjoint (less than once in a hundred): the later one
}

Decision decide(const Interval& interval, double confidence) {
  if (interval.low >= confidence)
    return Decision::met;
  return interval.high < confidence ? Decision::missed : Decision::undecided;
}

} // namespace escala
