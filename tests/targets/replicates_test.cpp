// SPDX-License-Identifier: Apache-2.0
// What the spread of Sobol replicates says of a probability.
#include "escala/targets/replicates.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

using namespace escala;

namespace {

using Counts = std::vector<std::uint8_t>;

// So many turns of 16 replicates, with the same hits in each.
Counts turns_of(const Counts& hits, std::size_t turns) {
  Counts all;
  for (std::size_t i = 0; i < turns; ++i)
    all.insert(all.end(), hits.begin(), hits.end());
  return all;
}

Counts alternating(std::uint8_t even, std::uint8_t odd) {
  Counts hits(16, odd);
  for (std::size_t i = 0; i < 16; i += 2)
    hits[i] = even;
  return hits;
}

// The share of a step that no replicate may take in sixteen: 1 - 0.5%^(1/16).
const double kUnseenStep = -std::expm1(std::log(0.005) / 16);

} // namespace

TEST_CASE("sixteen replicates are judged by their spread") {
  const std::uint64_t paths = 16ULL * 64 * 100;
  const auto found = replicate_estimate(turns_of(alternating(30, 34), 100), paths);
  // Means are 30/64 and 34/64: their deviation is 2/64 sqrt(16/15), their mean's a quarter of it.
  const double error = 2.0 / 64 * std::sqrt(16.0 / 15) / 4;
  CHECK(found.std_error == Approx(error));
  // t with 15 degrees of freedom: 2.9467 at 99%.
  CHECK(found.interval.low == Approx(0.5 - 2.94671 * error).epsilon(0.005));
  CHECK(found.interval.high == Approx(0.5 + 2.94671 * error).epsilon(0.005));
}

TEST_CASE("replicates that all agree leave open what a step in none of them would") {
  const auto found = replicate_estimate(turns_of(alternating(16, 16), 2), 2048);
  CHECK(found.std_error == 0);
  CHECK(found.interval.low == Approx(0.25 - kUnseenStep / 128).epsilon(1e-4));
  CHECK(found.interval.high == Approx(0.25 + kUnseenStep / 128).epsilon(1e-4));
}

TEST_CASE("shares that rounding blurs are judged alike") {
  for (const std::uint8_t hits : Counts{1, 19, 21, 63})
    for (const std::size_t turns : {3U, 7U, 101U}) {
      const auto paths = 16 * 64 * turns;
      const auto found = replicate_estimate(turns_of(alternating(hits, hits), turns), paths);
      const double step = kUnseenStep * 16 / static_cast<double>(paths);
      CHECK(found.interval.low == Approx(hits / 64.0 - step).margin(0.02 * step));
      CHECK(found.interval.high == Approx(hits / 64.0 + step).margin(0.02 * step));
    }
}

TEST_CASE("replicates of a hit more or less are judged by how many have it") {
  // 250 hits in each of 1000 paths, and one more in some.
  const auto found_of = [](std::size_t more) {
    Counts hits = turns_of(alternating(16, 16), 16);
    for (std::size_t i = 0; i < more; ++i)
      ++hits[i];
    return replicate_estimate(hits, 16 * 1024);
  };
  for (const std::size_t more : {1U, 3U, 8U, 15U}) {
    const Interval found = found_of(more).interval;
    const Interval exact = clopper_pearson(more, 16); // of the share of replicates
    CHECK(found.low <= 0.25 + exact.low / 1024 + 1e-6);
    CHECK(found.high >= 0.25 + exact.high / 1024 - 1e-6);
    CHECK(found.high - found.low < 2.5 * (exact.high - exact.low) / 1024);
  }
}

TEST_CASE("without hits, or without misses, Sobol paths say as little as plain ones") {
  const auto none = replicate_estimate(turns_of(alternating(0, 0), 2), 2048);
  CHECK(none.interval.low == 0);
  CHECK(none.interval.high == clopper_pearson(0, 2048).high);
  const auto all = replicate_estimate(turns_of(alternating(64, 64), 2), 2048);
  CHECK(all.interval.low == clopper_pearson(2048, 2048).low);
  CHECK(all.interval.high == 1);
}

TEST_CASE("a few hits by chance are judged much as those of plain paths") {
  for (const std::size_t hits : {1U, 2U, 5U, 10U}) {
    Counts words(16 * 16, 0);
    for (std::size_t i = 0; i < hits; ++i)
      ++words[i * i * 7 % words.size()];
    const Interval found = replicate_estimate(words, 16 * 1024).interval;
    const Interval plain = clopper_pearson(hits, 16 * 1024);
    INFO(hits << " hits");
    CHECK(found.high > 0.85 * plain.high);
    CHECK(found.high < 1.7 * plain.high);
    CHECK(found.low <= 1.2 * plain.low);
  }
}

TEST_CASE("an interval holds its estimate, and misses mirror hits") {
  for (const std::uint8_t spread : Counts{0, 1, 4, 8, 20})
    for (const std::uint8_t least : Counts{0, 1, 20, 44}) {
      const auto hits = alternating(least, static_cast<std::uint8_t>(least + spread));
      const auto misses = alternating(static_cast<std::uint8_t>(64 - least),
                                      static_cast<std::uint8_t>(64 - least - spread));
      const auto found = replicate_estimate(turns_of(hits, 3), 3072);
      const auto mirrored = replicate_estimate(turns_of(misses, 3), 3072);
      const double share = (least + spread / 2.0) / 64;
      CHECK(found.interval.low <= share);
      CHECK(found.interval.high >= share);
      CHECK(mirrored.std_error == Approx(found.std_error).margin(1e-15));
      CHECK(mirrored.interval.low == Approx(1 - found.interval.high).margin(1e-9));
      CHECK(mirrored.interval.high == Approx(1 - found.interval.low).margin(1e-9));
    }
}

TEST_CASE("replicates may be fewer, and the last one shorter") {
  const Counts one{20};
  CHECK(replicate_estimate(one, 60).interval.low == clopper_pearson(20, 60).low);
  // Two that agree by chance.
  CHECK(replicate_estimate(Counts{20, 20}, 128).interval.low == clopper_pearson(40, 128).low);
  // Two replicates, of 64 and 36 paths: all of the first, none of the second.
  const Counts two{64, 0};
  CHECK(replicate_estimate(two, 100).std_error ==
        Approx(std::sqrt(2 * 2 * std::pow(64 * 0.36 / 100, 2))));
}
