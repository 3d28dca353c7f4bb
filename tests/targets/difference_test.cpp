// SPDX-License-Identifier: Apache-2.0
// Intervals of the difference of two probabilities: of the same paths, and of two separate runs.
#include "escala/targets/difference.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/targets/pairs.h"
#include "sanitized.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr int kSamples = kSanitized ? 200 : 3000;
// 1%, and some luck.
const double kMostMisses = 0.01 * kSamples + 3 * std::sqrt(0.01 * kSamples);

// The shares of paths that are lost and gained.
struct Rates {
  double lost = 0;
  double gained = 0;
};

const std::vector<Rates> kRates{{0, 0.0005},     {0.0005, 0},   {0.001, 0.001}, {0.0005, 0.002},
                                {0.002, 0.0005}, {0.01, 0},     {0, 0.02},      {0.02, 0.001},
                                {0.1, 0.1},      {0.3, 0.05},   {0.5, 0.5},     {0.02, 0.97},
                                {0, 0.999},      {0.999, 0.001}};

bool holds(const Interval& interval, double value) {
  return interval.low <= value && value <= interval.high;
}

Judgement wilson(double hits, double paths) {
  const double z = 1.959964;
  const double p = hits / paths;
  const double middle = (p + z * z / (2 * paths)) / (1 + z * z / paths);
  const double half =
      z * std::sqrt(p * (1 - p) / paths + z * z / (4 * paths * paths)) / (1 + z * z / paths);
  return {.probability = p,
          .std_error = std::sqrt(p * (1 - p) / paths),
          .interval = {middle - half, middle + half}};
}

} // namespace

TEST_CASE("intervals of paths lost and gained hold the difference at their rate") {
  std::mt19937_64 random(1);
  using Binomial = std::binomial_distribution<std::uint64_t>;
  for (const Rates& rates : kRates)
    for (const std::uint64_t paths : {100U, 4096U}) {
      int misses = 0;
      for (int i = 0; i < kSamples; ++i) {
        const auto lost = Binomial(paths, rates.lost)(random);
        const auto gained =
            Binomial(paths - lost, std::min(1.0, rates.gained / (1 - rates.lost)))(random);
        const Interval interval = difference_interval(
            static_cast<double>(lost), static_cast<double>(gained), static_cast<double>(paths));
        misses += holds(interval, rates.gained - rates.lost) ? 0 : 1;
      }
      INFO(rates.lost << " lost, " << rates.gained << " gained of " << paths);
      CHECK(misses <= kMostMisses);
    }
}

// Within what the saddlepoint of Gaffke's quantile leaves unused where events are few.
TEST_CASE("where no path is lost, the upper end is that of Clopper and Pearson for those gained") {
  for (const std::uint64_t gained : {0U, 1U, 7U, 100U, 99'990U, 100'000U}) {
    const Interval paired = difference_interval(0, static_cast<double>(gained), 100'000);
    CHECK(paired.high >= clopper_pearson(gained, 100'000).high * (1 - 1e-6));
    CHECK(paired.high == Approx(clopper_pearson(gained, 100'000).high).epsilon(6e-3));
  }
  const Interval none = difference_interval(0, 0, 4096);
  CHECK(none.low == -none.high);
  CHECK(none.high == Approx(1 - std::pow(0.005, 1.0 / 4096)).epsilon(6e-3));
}

TEST_CASE("lost and gained changing places turns the interval round") {
  for (const Rates& counts : std::vector<Rates>{{3, 0}, {17, 40}, {1204, 97}}) {
    const Interval one = difference_interval(counts.lost, counts.gained, 100'000);
    const Interval other = difference_interval(counts.gained, counts.lost, 100'000);
    CHECK(one.low == -other.high);
    CHECK(one.high == -other.low);
  }
}

TEST_CASE("of many changed paths the interval is the normal one of McNemar's difference") {
  const double lost = 30'000, gained = 20'000, paths = 1e6;
  const double delta = (gained - lost) / paths;
  const double error = std::sqrt(lost + gained - (lost - gained) * (lost - gained) / paths) / paths;
  const Interval interval = difference_interval(lost, gained, paths);
  CHECK(interval.low == Approx(delta - 2.5758293 * error).epsilon(2e-3));
  CHECK(interval.high == Approx(delta + 2.5758293 * error).epsilon(2e-3));
}

TEST_CASE("pairs whose paths change together are one trial each") {
  const Interval of_pairs = pair_difference_interval({5, 0, 990, 0, 12});
  const Interval of_paths = difference_interval(5, 12, 1007);
  CHECK(of_pairs.low == Approx(of_paths.low));
  CHECK(of_pairs.high == Approx(of_paths.high));
  CHECK(pair_difference_error({5, 0, 990, 0, 12}) ==
        Approx(std::sqrt((17 - 49.0 / 1007) / 1006 / 1007)));
  // A path of a pair counts half: as many paths changed, half the pairs each.
  CHECK(pair_difference_error({0, 10, 990, 24, 0}) < pair_difference_error({5, 0, 1007, 0, 12}));
}

// Newcombe (1998), Interval estimation for the difference between independent proportions, Table
// II: 56/70 - 48/80, method 10: 0.0524 to 0.3339.
TEST_CASE("of two separate runs the interval is Newcombe's") {
  const Difference found = independent_difference(wilson(48, 80), wilson(56, 70));
  CHECK(found.before == Approx(0.6));
  CHECK(found.delta == Approx(0.2));
  CHECK(found.interval.low == Approx(0.0524).margin(5e-5));
  CHECK(found.interval.high == Approx(0.3339).margin(5e-5));
  CHECK(found.std_error == Approx(std::sqrt(0.8 * 0.2 / 70 + 0.6 * 0.4 / 80)));
  CHECK_FALSE(found.changed);
}

TEST_CASE("a target has dropped where the whole interval of its drop is beyond what it may") {
  const Difference drop{.delta = -0.05, .interval = {-0.06, -0.04}};
  CHECK(has_dropped(drop, 0));
  CHECK(has_dropped(drop, 0.03));
  CHECK_FALSE(has_dropped(drop, 0.04));
  CHECK_FALSE(has_not_dropped(drop, 0.05));
  CHECK(has_not_dropped(drop, 0.06));
  CHECK(has_moved(drop));
  const Difference nothing{.delta = 0, .interval = {0, 0}};
  CHECK_FALSE(has_dropped(nothing, 0));
  CHECK(has_not_dropped(nothing, 0));
  CHECK_FALSE(has_moved(nothing));
}

TEST_CASE("more paths cannot decide a drop that is within the error of the earlier result") {
  const Judgement before{.probability = 0.5, .interval = {0.45, 0.55}};
  const Judgement now{.probability = 0.5, .interval = {0.48, 0.52}};
  CHECK_FALSE(can_decide_drop(before, now, 0));
  CHECK(can_decide_drop(before, {.probability = 0.5, .interval = {0.44, 0.56}}, 0));
  CHECK(can_decide_drop(before, now, 0.05));
}
