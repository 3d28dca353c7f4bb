// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/interval.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "escala/columns/bits.h"
#include "escala/columns/sobol.h"

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
  const auto x = static_cast<double>(hits);
  const auto n = static_cast<double>(paths);
  Interval interval;
  if (hits > 0)
    interval.low = quantile(Beta(x, n - x + 1), error / 2);
  if (hits < paths)
    interval.high = quantile(complement(Beta(x + 1, n - x), error / 2));
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

Interval student_interval(double mean, double std_error, std::uint64_t replicates, double error) {
  const boost::math::students_t_distribution<double, Policy> student(
      static_cast<double>(replicates - 1));
  const double margin = std_error * quantile(complement(student, error / 2));
  return {std::max(0.0, mean - margin), std::min(1.0, mean + margin)};
}

namespace {

struct Replicate {
  double hits = 0;
  double paths = 0;
};

// The hits and paths of each replicate. Replicates take one word of 64 paths in turn; the last turn
// can be shorter.
std::vector<Replicate> replicates_of(std::span<const std::uint8_t> hits, std::uint64_t paths) {
  static_assert(kTurn == kWordBits);
  std::vector<Replicate> replicates(std::min(kReplicates, hits.size()));
  for (std::size_t turn = 0; turn < hits.size(); ++turn) {
    Replicate& replicate = replicates[turn % kReplicates];
    replicate.hits += hits[turn];
    replicate.paths += static_cast<double>(std::min<std::uint64_t>(kTurn, paths - turn * kTurn));
  }
  return replicates;
}

// The standard error of the mean over all paths, from the variation of the replicates around it.
double error_of(const std::vector<Replicate>& replicates, double mean, double paths) {
  double squares = 0;
  for (const Replicate& replicate : replicates) {
    const double off = (replicate.hits - mean * replicate.paths) / paths;
    squares += off * off;
  }
  const auto count = static_cast<double>(replicates.size());
  return std::sqrt(squares * count / (count - 1));
}

} // namespace

ReplicateEstimate replicate_estimate(std::span<const std::uint8_t> hits, std::uint64_t paths,
                                     double error) {
  const std::uint64_t count = std::accumulate(hits.begin(), hits.end(), std::uint64_t{0});
  const Interval chance = clopper_pearson(count, paths, error);
  const std::vector<Replicate> replicates = replicates_of(hits, paths);
  if (replicates.size() < 2)
    return {0, chance};
  const auto all = static_cast<double>(paths);
  const double mean = static_cast<double>(count) / all;
  ReplicateEstimate estimate{error_of(replicates, mean, all), {}};
  const double half_step = static_cast<double>(replicates.size()) / all / 2;
  Interval& interval = estimate.interval;
  interval = student_interval(mean, estimate.std_error, replicates.size(), error);
  interval = {std::max(0.0, interval.low - half_step), std::min(1.0, interval.high + half_step)};
  if (std::min(count, paths - count) < kFewHits * replicates.size())
    interval = {std::min(interval.low, chance.low), std::max(interval.high, chance.high)};
  return estimate;
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
