// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/interval.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace escala {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Beta = boost::math::beta_distribution<double, Policy>;

double log_gamma(double x) { return boost::math::lgamma(x, Policy()); }

// log(error * B(x + 1, n - x + 1) / (p^x (1 - p)^(n - x))): 0 at the ends of the interval.
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
  // Outside the interval the function is positive, up to infinity at 0 and 1.
  for (int i = 0; i < 200; ++i) {
    const double middle = inside + (outside - inside) / 2;
    if (middle == inside || middle == outside)
      break;
    (mixture(middle) < 0 ? inside : outside) = middle;
  }
  return outside;
}

} // namespace

Interval clopper_pearson(std::uint64_t hits, std::uint64_t paths, double error) {
  return effective_clopper_pearson(static_cast<double>(hits), static_cast<double>(paths), error);
}

Interval effective_clopper_pearson(double hits, double paths, double error) {
  Interval interval;
  if (hits > 0)
    interval.low = quantile(Beta(hits, paths - hits + 1), error / 2);
  if (hits < paths)
    interval.high = quantile(complement(Beta(hits + 1, paths - hits), error / 2));
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

Interval intersection(const Interval& a, const Interval& b) {
  const Interval both{std::max(a.low, b.low), std::min(a.high, b.high)};
  return both.low <= both.high ? both : b; // disjoint (probability below 1%): the later one
}

Verdict decide(const Interval& interval, double confidence) {
  if (interval.low >= confidence)
    return Verdict::met;
  return interval.high < confidence ? Verdict::missed : Verdict::undecided;
}

} // namespace escala
