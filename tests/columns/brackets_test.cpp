// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/brackets.h"

#include <catch2/catch.hpp>

#include <limits>
#include <vector>

#include "escala/columns/uniforms.h"

using namespace escala;

namespace {

void check(const std::vector<double>& values, const std::vector<Bracket>& brackets) {
  std::vector<std::size_t> below(brackets.size(), 100); // added to
  std::vector<double> inside(values.size() + kSpare);
  inside.resize(collect_inside(values, brackets, below.data(), inside.data()));
  std::vector<double> expected;
  for (double value : values)
    for (const Bracket& bracket : brackets)
      if (rounded(value) >= bracket.low && rounded(value) <= bracket.high)
        expected.push_back(value);
  CHECK(inside == expected);
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

TEST_CASE("what lies in brackets is collected in order, what lies below is counted", "[columns]") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (std::size_t size : {1U, 3U, 4U, 7U, 8U, 9U, 1000U, 1001U}) {
    std::vector<double> values(size);
    fill_uniforms({1, 2, 3}, 0, values.data(), size);
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
    for (double& value : values)
      value = static_cast<int>(value * 5); // ties
    check(values, {{1, 1}, {3, 4}});
    check(values, {{1, 1}, {2, 2}, {3, 3}, {4, 4}});
  }
}

TEST_CASE("what lies between two values is collected where it was", "[columns]") {
  for (std::size_t size : {1U, 3U, 4U, 7U, 8U, 9U, 1000U, 1001U}) {
    std::vector<double> values(size);
    fill_uniforms({1, 2, 3}, 0, values.data(), size);
    check_between(values, 0.2, 0.4);
    check_between(values, 0, 1);
    check_between(values, values.front(), values.front());
    check_between(values, 2, 3);
  }
}
