// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/brackets.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "escala/columns/uniforms.h"

using namespace escala;

namespace {

void check(const std::vector<double>& values, std::vector<Bracket> brackets) {
  const CellScale scale = scale_of(brackets, {});
  for (Bracket& bracket : brackets)
    bracket = of_whole_cells(bracket, scale);
  const BracketTable table = table_of(brackets, scale);
  std::vector<std::size_t> below(table.count, 100); // added to
  BracketPlaces places;
  find_places(values, table, below.data(), places);
  std::vector<std::size_t> expected(values.size());
  std::vector<std::size_t> found(values.size());
  std::size_t inside = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float value = rounded(values[i]);
    for (const Bracket& bracket : brackets)
      expected[i] += value > bracket.high ? 2 : value >= bracket.low ? 1 : 0;
    found[i] = static_cast<std::size_t>(places.of[i]);
    CHECK((places.inside[i / 64] >> (i % 64) & 1) == expected[i] % 2);
    inside += expected[i] % 2;
  }
  CHECK(found == expected);
  CHECK(places.count == inside);
  if (values.size() % 64 != 0)
    CHECK(places.inside[values.size() / 64] >> (values.size() % 64) == 0);
  for (std::size_t b = 0; b < brackets.size(); ++b) {
    std::size_t count = 100;
    for (double value : values)
      count += rounded(value) < brackets[b].low;
    CHECK(below[b] == count);
  }
}

void check_between(std::vector<double> values, double low, double high) {
  std::vector<double> expected;
  std::size_t count = 7; // added to
  for (double value : values) {
    count += value < low;
    if (value >= low && value <= high)
      expected.push_back(value);
  }
  values.resize(values.size() + kSpare);
  std::size_t below = 7;
  const auto all = std::span<const double>(values).first(values.size() - kSpare);
  values.resize(collect_between(all, low, high, below, values.data())); // in place
  CHECK(values == expected);
  CHECK(below == count);
}

} // namespace

TEST_CASE("values find their places among brackets, and what lies below is counted", "[columns]") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (std::size_t size : {1U, 3U, 4U, 7U, 8U, 9U, 64U, 255U, 256U, 1000U, 1024U}) {
    std::vector<double> values(size);
    fill_uniforms({1, 2, 3}, 0, column_of(values));
    check(values, {{0.2F, 0.4F}});
    check(values, {{-kInfinity, 0.1F}, {0.5F, 0.5F}, {0.9F, kInfinity}});
    check(values, {{0, 1}});
    check(values, {{.1F, .11F},
                   {.2F, .21F},
                   {.3F, .31F},
                   {.4F, .41F},
                   {.5F, .51F},
                   {.6F, .61F},
                   {.7F, .71F},
                   {.8F, .81F}});
    check(values, {{.1F, .2F}, {.3F, .4F}, {.5F, .6F}, {.7F, .8F}, {.9F, 1}});
    for (double& value : values)
      value = static_cast<int>(value * 5); // ties
    check(values, {{1, 1}, {3, 4}});
    check(values, {{1, 1}, {2, 2}, {3, 3}, {4, 4}});
    for (std::size_t i = 0; i < size; ++i)
      values[i] = i % 3 == 0 ? -0.0 : i % 3 == 1 ? 0.0 : -values[i]; // signs
    check(values, {{0, 0}});
    check(values, {{-4, -2.5F}, {-1, -0.0F}});
    check(values, {{-1e30F, -3}, {-1e-30F, 1e30F}});
    for (std::size_t i = 0; i < size; ++i)
      values[i] = i % 3 == 0 ? -1e300 : i % 3 == 1 ? 1e300 : 1e-300; // beyond single precision
    check(values, {{-kInfinity, -1}, {1, kInfinity}});
    check(values, {{-1, 1}, {2, 3.4e38F}});
  }
}

TEST_CASE("brackets grow to whole cells, and no further once they are", "[columns]") {
  const std::vector<Bracket> wide{{-8, 0.1F}, {300, 5e7F}};
  const CellScale coarse = scale_of(wide, {});
  const Bracket grown = of_whole_cells({300, 5e7F}, coarse);
  CHECK(grown.low <= 300);
  CHECK(grown.high >= 5e7F);
  const CellScale fine = scale_of(std::vector<Bracket>{{grown.low, 301}}, coarse);
  CHECK(fine.shift < coarse.shift);
  CHECK(of_whole_cells(grown, coarse).low == grown.low);
  CHECK(of_whole_cells({grown.low, 301}, fine).low == grown.low);
  // What a finer scale can't reach.
  const CellScale kept = scale_of(std::vector<Bracket>{{1e-30F, 1e30F}}, fine);
  CHECK(kept.shift == fine.shift);
  CHECK(std::isinf(of_whole_cells({1e-30F, 301}, kept).low));
}

TEST_CASE("what lies between two values is collected where it was", "[columns]") {
  for (std::size_t size : {1U, 3U, 4U, 7U, 8U, 9U, 1000U, 1001U}) {
    std::vector<double> values(size);
    fill_uniforms({1, 2, 3}, 0, column_of(values));
    check_between(values, 0.2, 0.4);
    check_between(values, 0, 1);
    check_between(values, values.front(), values.front());
    check_between(values, 2, 3);
  }
}
