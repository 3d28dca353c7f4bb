// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/replicates.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "escala/columns/bits.h"
#include "escala/columns/sobol.h"
#include "escala/targets/difference.h"
#include "targets/mean_bound.h"

namespace escala {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// All replicates of a run.
struct Replicates {
  double hits = 0;
  double paths = 0;
  std::vector<double> surplus; // hits of each beyond its share, by its paths, of all hits

  double mean() const { return hits / paths; }
  std::uint64_t count() const { return surplus.size(); }
};

// Replicates take one word of 64 paths in turn; the last turn can be shorter.
template <class Count>
Replicates replicates_of(std::span<const Count> hits, std::uint64_t paths) {
  static_assert(kTurn == kWordBits);
  Replicates all;
  all.paths = static_cast<double>(paths);
  for (const Count here : hits)
    all.hits += here;
  all.surplus.resize(std::min(kReplicates, hits.size()));
  for (std::size_t turn = 0; turn < hits.size(); ++turn) {
    const auto here = static_cast<double>(std::min<std::uint64_t>(kTurn, paths - turn * kTurn));
    all.surplus[turn % kReplicates] += hits[turn] - here * all.mean();
  }
  return all;
}

// The standard error of the mean over all paths.
double error_of(const Replicates& all) {
  double squares = 0;
  for (const double surplus : all.surplus)
    squares += surplus * surplus;
  const auto count = static_cast<double>(all.count());
  return std::sqrt(squares * count / (count - 1)) / all.paths;
}

// Above so many effective hits and misses the interval is Student's to a thousandth.
constexpr double kManyHits = 1e6;

double margin_of(const Replicates& all, double std_error, double error) {
  return replicate_margin(std_error, all.count(), error);
}

double normal_score(double error) {
  return quantile(complement(boost::math::normal_distribution<double, Policy>(), error / 2));
}

Interval effective_interval(const Replicates& all, double std_error, double error) {
  const double mean = all.mean();
  const double margin = margin_of(all, std_error, error);
  const double deviations = normal_score(error);
  const double variance = mean * (1 - mean) * deviations * deviations; // of one path
  const bool has_many = std::min(mean, 1 - mean) * variance > kManyHits * margin * margin;
  if (has_many)
    return {mean - margin, mean + margin};
  const double paths = variance / (margin * margin);
  return effective_clopper_pearson(mean * paths, paths, error);
}

// In the range of a mean.
Interval stepwise_interval(const Replicates& all, double error, const Interval& range) {
  std::vector<Repeated> above;
  std::vector<Repeated> below;
  for (const double surplus : all.surplus) {
    above.push_back({surplus, 1});
    below.push_back({-surplus, 1});
  }
  const auto [least, largest] = std::ranges::minmax(all.surplus);
  above.push_back({largest + 1, 1});
  below.push_back({1 - least, 1});
  const double scale = static_cast<double>(all.count()) / all.paths;
  return {std::max(range.low, all.mean() - scale * upper_mean_bound(below, error / 2)),
          std::min(range.high, all.mean() + scale * upper_mean_bound(above, error / 2))};
}

// The least interval that covers both.
Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

} // namespace

double replicate_margin(double std_error, std::size_t replicates, double error) {
  const boost::math::students_t_distribution<double, Policy> student(
      static_cast<double>(replicates - 1));
  return std_error * quantile(complement(student, error / 2));
}

ReplicateEstimate replicate_estimate(std::span<const std::uint8_t> hits, std::uint64_t paths,
                                     double error) {
  const Replicates all = replicates_of(hits, paths);
  if (all.count() < 2 || all.hits == 0 || all.hits == all.paths)
    return {0, effective_clopper_pearson(all.hits, all.paths, error)};
  const double std_error = error_of(all);
  Interval interval =
      hull(effective_interval(all, std_error, error), stepwise_interval(all, error, {0, 1}));
  if (all.count() < kReplicates)
    interval = hull(interval, effective_clopper_pearson(all.hits, all.paths, error));
  return {std_error, interval};
}

ReplicateEstimate replicate_difference(std::span<const std::int8_t> surplus, double lost,
                                       double gained, std::uint64_t paths, double error) {
  const Replicates all = replicates_of(surplus, paths);
  const Interval independent = difference_interval(lost, gained, all.paths, error);
  const double share = (lost + gained) / all.paths;
  const double variance = share - all.mean() * all.mean(); // of one path
  if (all.count() < 2 || variance <= 0)
    return {0, independent};
  const double std_error = error_of(all);
  Interval interval = stepwise_interval(all, error, {-1, 1});
  if (std_error > 0) {
    const double deviations = normal_score(error) / margin_of(all, std_error, error);
    const double effective = variance * deviations * deviations / all.paths; // of each path
    interval = hull(interval, difference_interval(lost * effective, gained * effective,
                                                  all.paths * effective, error));
  }
  if (all.count() < kReplicates)
    interval = hull(interval, independent);
  return {std_error, interval};
}

} // namespace escala
