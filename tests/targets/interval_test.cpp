// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/interval.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "sanitized.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr int kSequences = kSanitized ? 300 : 2000;

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

// P(X >= hits) of a binomial.
double upper_tail(std::uint64_t hits, std::uint64_t paths, double p) {
  double sum = 0;
  const auto n = static_cast<double>(paths);
  for (std::uint64_t k = hits; k <= paths; ++k) {
    const auto x = static_cast<double>(k);
    sum += std::exp(log_choose(n, x) + x * std::log(p) + (n - x) * std::log1p(-p));
  }
  return sum;
}

double width(const Interval& interval) { return interval.high - interval.low; }

} // namespace

TEST_CASE("Clopper-Pearson where it has a closed form") {
  for (const std::uint64_t n : {1U, 10U, 100U, 100'000U}) {
    const auto paths = static_cast<double>(n);
    const Interval none = clopper_pearson(0, n);
    CHECK(none.low == 0);
    CHECK(none.high == Approx(-std::expm1(std::log(0.005) / paths)).epsilon(1e-12));
    const Interval all = clopper_pearson(n, n);
    CHECK(all.low == Approx(std::exp(std::log(0.005) / paths)).epsilon(1e-12));
    CHECK(all.high == 1);
  }
}

TEST_CASE("Clopper-Pearson leaves half a percent on each side") {
  const Interval half = clopper_pearson(50, 100);
  CHECK(half.low == Approx(0.3688614374).epsilon(1e-6));
  CHECK(half.high == Approx(0.6311385626).epsilon(1e-6));
  for (const auto& [hits, paths] :
       {std::pair{1U, 10U}, {7U, 10U}, {50U, 100U}, {3U, 1000U}, {990U, 1000U}}) {
    INFO(hits << " of " << paths);
    const Interval interval = clopper_pearson(hits, paths);
    CHECK(upper_tail(hits, paths, interval.low) == Approx(0.005).epsilon(1e-8));
    CHECK(1 - upper_tail(hits + 1, paths, interval.high) == Approx(0.005).epsilon(1e-8));
    const Interval mirrored = clopper_pearson(paths - hits, paths);
    CHECK(mirrored.low == Approx(1 - interval.high).epsilon(1e-10));
    CHECK(mirrored.high == Approx(1 - interval.low).epsilon(1e-10));
  }
}

TEST_CASE("with many paths Clopper-Pearson is close to the normal interval") {
  const Interval interval = clopper_pearson(300'000, 1'000'000);
  const double half = 2.5758293035489004 * std::sqrt(0.3 * 0.7 / 1e6);
  CHECK(interval.low == Approx(0.3 - half).epsilon(1e-5));
  CHECK(interval.high == Approx(0.3 + half).epsilon(1e-5));
}

TEST_CASE("a confidence sequence ends where the mixture says") {
  for (const auto& [hits, paths] :
       {std::pair{1U, 10U}, {50U, 100U}, {1234U, 4096U}, {65'000U, 65'536U}}) {
    INFO(hits << " of " << paths);
    const Interval interval =
        confidence_sequence(static_cast<double>(hits), static_cast<double>(paths));
    const auto x = static_cast<double>(hits);
    const auto n = static_cast<double>(paths);
    const double log_beta = std::lgamma(x + 1) + std::lgamma(n - x + 1) - std::lgamma(n + 2);
    for (const double end : {interval.low, interval.high})
      CHECK(log_beta - x * std::log(end) - (n - x) * std::log1p(-end) ==
            Approx(std::log(100)).epsilon(1e-7));
  }
  // With no hit: (1 - p)^n = 1 / (100 (n + 1)).
  for (const std::uint64_t n : {1U, 64U, 100'000U}) {
    const auto paths = static_cast<double>(n);
    const Interval none = confidence_sequence(0, paths);
    CHECK(none.low == 0);
    CHECK(none.high == Approx(-std::expm1(-std::log(100 * (paths + 1)) / paths)).epsilon(1e-9));
    const Interval all = confidence_sequence(paths, paths);
    CHECK(all.low == Approx(1 - none.high).epsilon(1e-9));
    CHECK(all.high == 1);
  }
}

TEST_CASE("a confidence sequence is wider than Clopper-Pearson, but not much") {
  for (const std::uint64_t paths : {4096U, 65'536U, 1'000'000U, 10'000'000U})
    for (const double share : {0.0, 0.001, 0.1, 0.5, 0.99, 1.0}) {
      const auto hits =
          static_cast<std::uint64_t>(std::llround(share * static_cast<double>(paths)));
      const Interval sequence =
          confidence_sequence(static_cast<double>(hits), static_cast<double>(paths));
      const Interval exact = clopper_pearson(hits, paths);
      INFO(hits << " of " << paths);
      CHECK(sequence.low <= exact.low);
      CHECK(sequence.high >= exact.high);
      CHECK(width(sequence) < 5 * width(exact));
    }
}

TEST_CASE("at most one in a hundred confidence sequences ever excludes the truth") {
  std::mt19937_64 random(2026);
  for (const double truth : {0.5, 0.03, 0.9}) {
    int excluded = 0;
    for (int i = 0; i < kSequences; ++i) {
      std::uint64_t hits = 0;
      std::uint64_t paths = 0;
      bool out = false;
      for (std::uint64_t look = 64; look <= 16'384; look *= 2) {
        hits += std::binomial_distribution<std::uint64_t>(look - paths, truth)(random);
        paths = look;
        const Interval interval =
            confidence_sequence(static_cast<double>(hits), static_cast<double>(paths));
        out = out || truth < interval.low || truth > interval.high;
      }
      excluded += out;
    }
    INFO("a truth of " << truth);
    const double expected = 0.01 * kSequences;
    CHECK(excluded <= expected + 3 * std::sqrt(expected));
  }
}

TEST_CASE("an interval decides when all of it is on one side") {
  CHECK(decide({0.5, 0.6}, 0.5) == Verdict::met);
  CHECK(decide({0.4, 0.5}, 0.5) == Verdict::undecided);
  CHECK(decide({0.4, 0.4999}, 0.5) == Verdict::missed);
  CHECK(decide({0.4, 0.6}, 0.5) == Verdict::undecided);
  CHECK(decide({1, 1}, 0.99) == Verdict::met);
  CHECK(decide({0, 0}, 0.01) == Verdict::missed);
}

TEST_CASE("intervals of all looks intersect") {
  const Interval both = intersection({0.2, 0.6}, {0.4, 0.7});
  CHECK(both.low == 0.4);
  CHECK(both.high == 0.6);
  const Interval later = intersection({0.1, 0.2}, {0.3, 0.4}); // no answer agrees with both
  CHECK(later.low == 0.3);
  CHECK(later.high == 0.4);
}
