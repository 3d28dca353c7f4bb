// SPDX-License-Identifier: Apache-2.0
// Quantiles against a full sort, bit for bit, on columns that were chosen to be difficult.
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using escala::find_quantiles;

namespace {

using Values = std::vector<double>;

const Values& probabilities() {
  static const Values all{0, 0.001, 0.05, 0.1, 0.25, 1.0 / 3, 0.5, 0.5, 0.75, 0.9, 0.95, 0.999, 1};
  return all;
}

// Hyndman and Fan's type 7.
double by_sorting(const Values& sorted, double probability) {
  const double h = static_cast<double>(sorted.size() - 1) * probability;
  const auto low = static_cast<std::size_t>(std::floor(h));
  const double share = h - std::floor(h);
  const double next = sorted[std::min(low + 1, sorted.size() - 1)];
  if (share == 0 || sorted[low] == next)
    return sorted[low];
  return sorted[low] + share * (next - sorted[low]);
}

void check_column(const Values& column) {
  Values sorted = column;
  std::sort(sorted.begin(), sorted.end());
  Values found(probabilities().size());
  find_quantiles(column, probabilities(), found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double expected = by_sorting(sorted, probabilities()[i]);
    INFO(column.size() << " values at " << probabilities()[i]);
    // Of equal values any will do: zero has two signs.
    const bool same = std::memcmp(&found[i], &expected, sizeof expected) == 0;
    if (!same && !(found[i] == 0 && expected == 0))
      CHECK(found[i] == expected);
  }
  CHECK(found.size() == probabilities().size());
}

using Source = std::function<double(std::mt19937_64& random, std::size_t i, std::size_t count)>;

double uniform(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

double normal(std::mt19937_64& random) {
  return std::sqrt(-2 * std::log(1 - uniform(random))) * std::cos(2 * M_PI * uniform(random));
}

struct NamedSource {
  std::string name;
  Source value;
};

std::vector<NamedSource> sources() {
  return {
      {"uniform", [](auto& random, auto, auto) { return uniform(random); }},
      {"normal", [](auto& random, auto, auto) { return normal(random); }},
      {"constant", [](auto&, auto, auto) { return 42.5; }},
      {"two values", [](auto& random, auto, auto) { return uniform(random) < 0.5 ? 1.0 : 7.0; }},
      {"a rare value", [](auto&, auto i, auto count) { return i == count / 2 ? 1e9 : 3.0; }},
      {"integers", [](auto& random, auto, auto) { return std::floor(10 * uniform(random)); }},
      {"an atom",
       [](auto& random, auto, auto) { return uniform(random) < 0.3 ? 0.5 : normal(random); }},
      {"atoms at the quantiles",
       [](auto& random, auto, auto) {
         const double u = uniform(random);
         return u < 0.05 ? 0.0 : u < 0.1 ? 1.0 : u < 0.5 ? 2.0 : u < 0.95 ? u : 4.0;
       }},
      {"sorted", [](auto&, auto i, auto) { return static_cast<double>(i); }},
      {"reversed", [](auto&, auto i, auto count) { return static_cast<double>(count - i); }},
      {"organ pipe",
       [](auto&, auto i, auto count) { return static_cast<double>(std::min(i, count - i)); }},
      {"sawtooth", [](auto&, auto i, auto) { return static_cast<double>(i % 1024); }},
      // The brackets' sample takes every n-th value: here it sees nothing of the rest.
      {"what a pilot misses",
       [](auto& random, auto i, auto count) {
         const auto stride = std::max<std::size_t>(1, count / 2048);
         return i % stride == 0 ? -5.0 : uniform(random);
       }},
      {"a pilot of extremes",
       [](auto& random, auto i, auto count) {
         const auto stride = std::max<std::size_t>(1, count / 2048);
         return i % stride == 0 ? (i / stride % 2 == 0 ? -1e300 : 1e300) : uniform(random);
       }},
      {"heavy tails", [](auto& random, auto, auto) { return std::pow(1 - uniform(random), -3.0); }},
      {"both tails",
       [](auto& random, auto, auto) { return std::tan(M_PI * (uniform(random) - .5)); }},
      {"tiny values", [](auto& random, auto, auto) { return uniform(random) * 5e-324 * 100; }},
      {"neighbouring numbers",
       [](auto& random, auto, auto) { return 1 + std::floor(8 * uniform(random)) * 0x1p-52; }},
      {"both zeros",
       [](auto& random, auto, auto) {
         const double u = uniform(random);
         return u < 0.3 ? -0.0 : u < 0.7 ? 0.0 : u - 0.85;
       }},
  };
}

} // namespace

TEST_CASE("quantiles are those of a full sort") {
  for (const auto& [name, value] : sources()) {
    INFO(name);
    for (const std::size_t count :
         {1U, 2U, 3U, 7U, 100U, 4095U, 4096U, 4097U, 5000U, 6143U, 20'000U, 100'001U}) {
      std::mt19937_64 random(count);
      Values column;
      for (std::size_t i = 0; i < count; ++i)
        column.push_back(value(random, i, count));
      check_column(column);
    }
  }
}

// A margin that most ranks leave.
TEST_CASE("a rank that has left its bracket is told, never guessed") {
  constexpr std::size_t kCount = 100'001;
  std::size_t lost = 0;
  std::size_t kept = 0;
  for (const auto& [name, value] : sources()) {
    INFO(name);
    std::mt19937_64 random(3);
    Values column;
    for (std::size_t i = 0; i < kCount; ++i)
      column.push_back(value(random, i, kCount));
    escala::QuantileStream stream;
    stream.begin(probabilities(), {.here = kCount, .total = kCount, .margin = 0.2});
    for (std::size_t at = 0; at < kCount; at += 256)
      stream.add({column.data() + at, std::min<std::size_t>(256, kCount - at)});
    std::sort(column.begin(), column.end());
    for (std::size_t p = 0; p < probabilities().size(); ++p) {
      escala::RankWindow window;
      stream.add_to(window, p, stream.bracket(p));
      const auto found = quantile_in(window, probabilities()[p], kCount);
      ++(found ? kept : lost);
      if (found)
        CHECK(*found == by_sorting(column, probabilities()[p]));
    }
  }
  CHECK(lost > 20);
  CHECK(kept > 20);
}

TEST_CASE("values over the whole range of numbers have finite quantiles") {
  const double most = std::numeric_limits<double>::max();
  const Values column{-most, most, -most, most};
  Values found(3);
  find_quantiles(column, Values{0.25, 0.5, 1}, found);
  CHECK(found[0] == -most);
  CHECK(std::abs(found[1]) < most * 1e-10); // halfway
  CHECK(found[2] == most);
  Values many;
  for (int i = 0; i < 5000; ++i)
    many.push_back(i % 2 == 0 ? -most : most);
  find_quantiles(many, Values{0.25, 0.5, 1}, found);
  CHECK(found[0] == -most);
  CHECK(std::isfinite(found[1]));
  CHECK(found[2] == most);
}

TEST_CASE("a million values") {
  std::mt19937_64 random(7);
  Values column;
  for (std::size_t i = 0; i < 1'000'000; ++i)
    column.push_back(i % 3 == 0 ? std::floor(5 * uniform(random)) : 5 * uniform(random));
  check_column(column);
}

TEST_CASE("type 7 by hand") {
  Values found(3);
  find_quantiles(Values{4, 1, 3, 2}, Values{0.25, 0.5, 0.9}, found);
  CHECK(found[0] == 1.75);
  CHECK(found[1] == 2.5);
  CHECK(found[2] == Approx(3.7).epsilon(1e-14));
}
