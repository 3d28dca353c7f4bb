// SPDX-License-Identifier: Apache-2.0
// What antithetic pairs say of a probability.
#include "escala/targets/pairs.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "sanitized.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr int kSamples = kSanitized ? 200 : 3000;

// 1%, and some luck.
constexpr double kMostMisses = 0.01 * kSamples + 2;
const double kLuck = 3 * std::sqrt(0.01 * kSamples);

struct Rates {
  double one = 0;  // share of pairs of which one path hits
  double both = 0; // and both do

  double probability() const { return both + one / 2; }
};

// Pairs that hit rarely, nearly always, half, or somehow.
const std::vector<Rates> kRates{
    {0.002, 0},   {0.0056, 0},    {0, 0.0015},    {0, 0.005},  {0.002, 0.002}, {0.006, 0.0005},
    {0.02, 0.01}, {0.002, 0.998}, {0.004, 0.994}, {0, 0.996},  {0.998, 0.001}, {0.995, 0.0005},
    {0.999, 0},   {1, 0},         {0.5, 0.25},    {0.3, 0.05}, {0.9, 0.02}};

Pairs draw(const Rates& rates, std::uint64_t count, std::mt19937_64& random) {
  using Binomial = std::binomial_distribution<std::uint64_t>;
  Pairs pairs;
  pairs.both = Binomial(count, rates.both)(random);
  const double rest = std::min(1.0, rates.one / (1 - rates.both));
  pairs.one = Binomial(count - pairs.both, rest)(random);
  pairs.none = count - pairs.both - pairs.one;
  return pairs;
}

double width(const Interval& interval) { return interval.high - interval.low; }

bool holds(const Interval& interval, double p) { return interval.low <= p && p <= interval.high; }

// Pairs of all shares, 20 in all and 2000.
std::vector<Pairs> all_shares() {
  std::vector<Pairs> all;
  for (const std::uint64_t unit : {1U, 100U})
    for (std::uint64_t one = 0; one <= 20; one += 2)
      for (std::uint64_t both = 0; both + one <= 20; both += 2)
        all.push_back({(20 - one - both) * unit, one * unit, both * unit});
  return all;
}

} // namespace

TEST_CASE("the mean of pairs, and its error") {
  const Pairs pairs{.none = 2, .one = 4, .both = 4};
  CHECK(pairs.mean() == 0.6);
  // Squares: 2 of 0.36, 4 of 0.01 and 4 of 0.16, by 9 and 10.
  CHECK(pairs.std_error() == Approx(std::sqrt(1.4 / 90)));
  CHECK(Pairs{.one = 100}.std_error() == 0);
  CHECK(Pairs{.both = 1}.std_error() == 0);
}

TEST_CASE("pairs that agree are judged as Clopper and Pearson judge pairs") {
  for (const std::uint64_t both : {0U, 3U, 700U, 1000U}) {
    const Interval found = pair_interval({.none = 1000 - both, .both = both});
    CHECK(found.low == clopper_pearson(both, 1000).low);
    CHECK(found.high == clopper_pearson(both, 1000).high);
  }
}

TEST_CASE("ends of pairs where they have a closed form") {
  // One path of each hits: half the end of Clopper and Pearson for no event, on both sides.
  for (const std::uint64_t count : {1U, 10U, 1000U, 1'000'000U}) {
    const double half = -std::expm1(std::log(0.005) / static_cast<double>(count)) / 2;
    const Interval found = pair_interval({.one = count});
    CHECK(found.high - 0.5 == Approx(half).epsilon(0.01));
    CHECK(0.5 - found.low == Approx(half).epsilon(0.01));
  }
  // 0, 1/2 and 1, once each: the weighted mean is a sum of two halves of uniforms, so above t with
  // 2 (1 - t)^2.
  CHECK(pair_interval({.none = 1, .one = 1}).high == Approx(0.95).epsilon(0.002));
  CHECK(pair_interval({.one = 1, .both = 1}).low == Approx(0.05).epsilon(0.03));
}

TEST_CASE("many pairs are judged by the spread of their means") {
  const Pairs pairs{.none = 150'000, .one = 450'000, .both = 400'000};
  const Interval found = pair_interval(pairs);
  const double half = 2.5758293035489 * pairs.std_error();
  CHECK(found.low == Approx(pairs.mean() - half).margin(0.002 * half));
  CHECK(found.high == Approx(pairs.mean() + half).margin(0.002 * half));
}

TEST_CASE("intervals of pairs hold their mean, rise with hits and mirror misses") {
  for (const Pairs& pairs : all_shares()) {
    INFO(pairs.none << " " << pairs.one << " " << pairs.both);
    for (const auto& interval_of : {+[](const Pairs& of) { return pair_interval(of); },
                                    +[](const Pairs& of) { return pair_sequence(of); }}) {
      const Interval found = interval_of(pairs);
      CHECK(holds(found, pairs.mean()));
      CHECK((found.low >= 0 && found.high <= 1));
      CHECK((found.low == 0) == (pairs.one + pairs.both == 0));
      CHECK((found.high == 1) == (pairs.one + pairs.none == 0));
      const Interval mirrored = interval_of({pairs.both, pairs.one, pairs.none});
      CHECK(mirrored.low == Approx(1 - found.high).margin(1e-9));
      CHECK(mirrored.high == Approx(1 - found.low).margin(1e-9));
      if (pairs.none == 0)
        continue;
      const Interval more = interval_of({pairs.none - 1, pairs.one + 1, pairs.both});
      CHECK(more.low >= found.low);
      CHECK(more.high >= found.high);
    }
  }
}

TEST_CASE("at most one in a hundred intervals of pairs misses the truth") {
  std::mt19937_64 random(2026);
  for (const Rates& rates : kRates) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, bool> known;
    int misses = 0;
    for (int i = 0; i < kSamples; ++i) {
      const Pairs pairs = draw(rates, 1024, random);
      const auto [found, is_new] = known.try_emplace({pairs.one, pairs.both}, false);
      if (is_new)
        found->second = !holds(pair_interval(pairs), rates.probability());
      misses += found->second;
    }
    INFO("one: " << rates.one << ", both: " << rates.both);
    CHECK(misses <= kMostMisses + kLuck);
  }
}

// The gain of a bet by the binomial theorem: a pair of which one hits is a hit or a miss, at odds.
TEST_CASE("a sequence of pairs ends where the mean gain is a hundred") {
  for (const auto& [none, one, both] : {std::tuple{30, 8, 5}, {100, 20, 0}, {2, 40, 3}}) {
    const Interval found =
        pair_sequence({static_cast<std::uint64_t>(none), static_cast<std::uint64_t>(one),
                       static_cast<std::uint64_t>(both)});
    for (const double p : {found.low, found.high}) {
      double gain = 0;
      for (int k = 0; k <= one; ++k) {
        const double hits = both + k;
        const double misses = none + one - k;
        gain +=
            std::exp(std::lgamma(one + 1) - std::lgamma(k + 1) - std::lgamma(one - k + 1) -
                     one * std::log(2) + std::lgamma(hits + 1) + std::lgamma(misses + 1) -
                     std::lgamma(hits + misses + 2) - hits * std::log(p) - misses * std::log1p(-p));
      }
      CHECK(gain == Approx(100).epsilon(1e-6));
    }
  }
}

TEST_CASE("at most one in a hundred sequences of pairs ever excludes the truth") {
  std::mt19937_64 random(7);
  constexpr int kSequences = kSamples / 20;
  for (const Rates& rates : kRates) {
    int misses = 0;
    for (int i = 0; i < kSequences; ++i) {
      Pairs all;
      bool out = false;
      for (std::uint64_t look = 32; look <= 8192; look *= 2) {
        const Pairs more = draw(rates, look - all.count(), random);
        all = {all.none + more.none, all.one + more.one, all.both + more.both};
        out = out || !holds(pair_sequence(all), rates.probability());
      }
      misses += out;
    }
    INFO("one: " << rates.one << ", both: " << rates.both);
    CHECK(misses <= 0.01 * kSequences + 3 * std::sqrt(0.01 * kSequences));
  }
}

TEST_CASE("pairs that offset each other decide sooner") {
  const Pairs pairs{.none = 5000, .one = 20'000, .both = 7000};
  CHECK(width(pair_sequence(pairs)) <
        0.7 * width(confidence_sequence(17'000, 32'000))); // of pairs as single trials
  CHECK(width(pair_sequence(pairs)) > width(pair_interval(pairs)));
}
