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
  std::vector<double> inside(values.size());
  inside.resize(collect_inside(values, brackets, below.data(), inside.data()));
  std::vector<double> expected;
  for (double value : values)
    for (const Bracket& bracket : brackets)
      if (value >= bracket.low && value <= bracket.high)
        expected.push_back(value);
  CHECK(inside == expected);
  for (std::size_t b = 0; b < brackets.size(); ++b) {
    std::size_t count = 100;
    for (double value : values)
      count += value < brackets[b].low;
    CHECK(below[b] == count);
  }
}

} // namespace

TEST_CASE("what lies in brackets is collected in order, what lies below is counted", "[columns]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (std::size_t size : {1U, 3U, 4U, 7U, 8U, 9U, 1000U, 1001U}) {
    std::vector<double> values(size);
    fill_uniforms({1, 2, 3}, 0, values.data(), size);
    check(values, {{0.2, 0.4}});
    check(values, {{-kInfinity, 0.1}, {0.5, 0.5}, {0.9, kInfinity}});
    check(values, {{0, 1}});
    check(values,
          {{.1, .11}, {.2, .21}, {.3, .31}, {.4, .41}, {.5, .51}, {.6, .61}, {.7, .71}, {.8, .81}});
    for (double& value : values)
      value = static_cast<int>(value * 5); // ties
    check(values, {{1, 1}, {3, 4}});
    check(values, {{1, 1}, {2, 2}, {3, 3}, {4, 4}});
  }
}
