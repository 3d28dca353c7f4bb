// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/holes.h"

#include <cmath>
#include <string>

#include <catch2/catch.hpp>

namespace {

using namespace escala;

OpenValue read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto value = read_open_value(sources.add("--vary", text, true), "USD", diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(value);
  return *value;
}

std::string mistake(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  CHECK_FALSE(read_open_value(sources.add("--vary", text, true), "USD", diagnostics));
  REQUIRE(diagnostics.has_errors());
  const std::string said = to_text(diagnostics.sorted().front());
  return said.substr(0, said.find('\n'));
}

} // namespace

TEST_CASE("a range has its ends and even steps between") {
  const OpenValue open = read("metrics.arr.initial={$5M..$20M:4}");
  CHECK(open.path == "metrics.arr.initial");
  CHECK(open.expression == "$5M");
  REQUIRE(open.values.size() == 1);
  CHECK(open.values[0].values == std::vector<double>{5e6, 10e6, 15e6, 20e6});
  CHECK(open.values[0].quantity.dimension == kMoney);
  REQUIRE(open.holes.size() == 1);
  CHECK(open.holes[0].begin == 0);
  CHECK(open.holes[0].end == 3);
}

TEST_CASE("a wide positive range has equal ratios, and lin and log decide it") {
  const auto values = read("drivers.x={1..1000:4}").values[0].values;
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(values[i] == Approx(std::pow(10.0, static_cast<double>(i))).epsilon(1e-14));
  CHECK(values.back() == 1000);
  CHECK(read("drivers.x={1..1000:4lin}").values[0].values ==
        std::vector<double>{1, 334, 667, 1000});
  CHECK(read("drivers.x={1..4:3log}").values[0].values[1] == Approx(2).epsilon(1e-15));
  CHECK(read("drivers.x={1..20:3}").values[0].values[1] == 10.5); // not over 20
}

TEST_CASE("a list has its values") {
  CHECK(read("metrics.arr.initial={$5M, $8M, $12M}").values[0].values ==
        std::vector<double>{5e6, 8e6, 12e6});
  CHECK(read("horizon={3y, 60mo}").values[0].values == std::vector<double>{36, 60});
  CHECK(read("drivers.x={-20%, 0%}").values[0].values == std::vector<double>{-0.2, 0});
}

TEST_CASE("a range without a count is a range alone") {
  const HoleValues values = read("drivers.x={100%..300%}").values[0];
  CHECK(values.is_range);
  CHECK(values.low == 1);
  CHECK(values.high == 3);
  CHECK(values.values.empty());
}

TEST_CASE("holes stand inside an expression") {
  const OpenValue open = read("drivers.g=normal({100%..300%:9}, {10%, 40%})");
  CHECK(open.expression == "normal(100%, 10%)");
  REQUIRE(open.holes.size() == 2);
  CHECK(open.expression.substr(open.holes[1].begin, open.holes[1].end - open.holes[1].begin) ==
        "10%");
  CHECK(open.values[0].values.size() == 9);
}

TEST_CASE("mistakes in holes are told at their place") {
  CHECK(mistake("drivers.x") == "--vary: error: 'drivers.x' is not PATH=EXPR; add = and its "
                                "values, as in 'drivers.x={FROM..TO:COUNT}'");
  CHECK(mistake("drivers.x=5%").starts_with("--vary: error: nothing is marked as changing"));
  CHECK(mistake("drivers.x={5%").starts_with("--vary: error: this brace is not closed"));
  CHECK(mistake("drivers.x={5%..4%:3}").starts_with("--vary: error: the range is empty"));
  CHECK(mistake("drivers.x={1..2:1}").starts_with("--vary: error: '1' is not a number of values"));
  CHECK(mistake("drivers.x={1..2:x}").starts_with("--vary: error: 'x' is not a number of values"));
  CHECK(mistake("drivers.x={0..2:3log}").starts_with("--vary: error: a range with equal ratios"));
  CHECK(mistake("drivers.x={$1..2y:3}").starts_with("--vary: error: the values have different"));
  CHECK(mistake("drivers.x={a, b}").starts_with("--vary: error: 'a' is not one number"));
}

TEST_CASE("a value is written as a literal that reads back the same") {
  CHECK(literal_text(0.125, {.percent = true}, "USD") == "12.5%");
  CHECK(literal_text(5e6, {.dimension = kMoney}, "EUR") == "EUR 5000000");
  CHECK(literal_text(-5e6, {.dimension = kMoney}, "USD") == "-USD 5000000");
  CHECK(literal_text(36, {.dimension = kTime}, "USD") == "36mo");
  CHECK(literal_text(0.05, {.dimension = kRate}, "USD") == "0.05/mo");
  CHECK(literal_text(1000, {.dimension = kMoneyRate}, "USD") == "USD 1000/mo");
  CHECK(literal_text(2.5, {}, "USD") == "2.5");
}
