// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "scenario/check/fill_actuals.h"

namespace escala {
namespace {

using Values = std::vector<double>;

TEST_CASE("levels grow by the same share or the same amount each month") {
  CHECK(fill_months({100, 800, 100}, Fill::geometric, 3) ==
        Values{100, 200, 400, 800, 400, 200, 100});
  CHECK(fill_months({100, 130, 100}, Fill::linear, 3) == Values{100, 110, 120, 130, 120, 110, 100});
  CHECK(fill_months({-30, 30}, Fill::linear, 3) == Values{-30, -10, 10, 30});
  CHECK(fill_months({0, 12}, Fill::linear, 12) == Values{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  const Values year = fill_months({1, 2}, Fill::geometric, 12);
  REQUIRE(year.size() == 13);
  for (int k = 0; k <= 12; ++k)
    CHECK(year[static_cast<std::size_t>(k)] == Approx(std::exp2(k / 12.0)).epsilon(1e-14));
  CHECK(fill_months({5}, Fill::linear, 3) == Values{5});
}

TEST_CASE("amounts are the same each month") {
  CHECK(fill_months({30, 60}, Fill::even, 3) == Values{30, 30, 30, 60, 60, 60});
  CHECK(fill_months({1}, Fill::even, 12) == Values(12, 1));
}

TEST_CASE("what is not filled stays as it is") {
  CHECK(fill_months({1, 2}, std::nullopt, 1) == Values{1, 2});
  CHECK(fill_months({}, Fill::even, 3).empty());
}

TEST_CASE("extreme levels have finite months between them") {
  for (const Fill fill : {Fill::geometric, Fill::linear})
    for (const auto& [from, to] : {std::pair{1e-308, 1e308}, std::pair{1e308, 1e-308}})
      for (const double value : fill_months({from, to}, fill, 3))
        CHECK(std::isfinite(value));
  for (const double value : fill_months({-1.7e308, 1.7e308}, Fill::linear, 12))
    CHECK(std::isfinite(value));
}

} // namespace
} // namespace escala
