// SPDX-License-Identifier: Apache-2.0
#include "escala/core/units.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace escala {

namespace {

std::string described(Dimension dimension) {
  Quantity quantity;
  quantity.dimension = dimension;
  return describe(quantity, "USD");
}

} // namespace

TEST_CASE("periods have suffixes and lengths") {
  for (const char* suffix : {"ms", "s", "min", "h", "d", "w", "mo", "q", "y"})
    CHECK(period_suffix(find_period(suffix).value()) == suffix);
  CHECK_FALSE(find_period("m").has_value());
  CHECK_FALSE(find_period("").has_value());
  CHECK(months_in(Period::y) == 12);
  CHECK(months_in(Period::q) == 3);
  CHECK(std::abs(months_in(Period::d) * 365.25 - 12) < 1e-12);
  CHECK(std::abs(months_in(Period::ms) * 1000 / months_in(Period::s) - 1) < 1e-12);
  CHECK(std::abs(months_in(Period::h) * 24 * 7 / months_in(Period::w) - 1) < 1e-12);
}

TEST_CASE("quantities are described in words") {
  CHECK(described(kMoney) == "money (USD)");
  CHECK(described(kPlain) == "a plain number");
  CHECK(described(kTime) == "a duration");
  CHECK(described(kRate) == "a rate (per time)");
  CHECK(described(kMoneyRate) == "money per time (USD)");
  CHECK(described({2, 0}) == "money squared (USD)");
  CHECK(described({0, 2}) == "time^2");
  CHECK(described({2, -1}) == "money^2 time^-1 (USD)");
  Quantity percent;
  percent.percent = true;
  CHECK(describe(percent, "USD") == "a percentage");
  Quantity condition;
  condition.condition = true;
  CHECK(describe(condition, "USD") == "a condition");
  Quantity month;
  month.calendar = true;
  CHECK(describe(month, "USD") == "a calendar month");
}

} // namespace escala
