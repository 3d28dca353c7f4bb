// SPDX-License-Identifier: Apache-2.0
#include "escala/core/numbers.h"

#include <limits>

#include <catch2/catch.hpp>

namespace escala {

TEST_CASE("decimals read whole or not at all") {
  CHECK(parse_decimal("1200") == 1200.0);
  CHECK(parse_decimal("2.5e6") == 2.5e6);
  CHECK(parse_decimal(".5") == 0.5);
  CHECK(parse_decimal("012") == 12.0);
  CHECK(parse_decimal("1E-3") == 1e-3);
  for (const char* text : {"", ".", "-1", "+1", "1 ", " 1", "0x10", "inf", "nan", "1e", "e5", "1,5",
                           "1_000", "1k", "1e400", "123456789e999999999999"})
    CHECK_FALSE(parse_decimal(text).has_value());
}

TEST_CASE("what is too small for a double is zero") {
  CHECK(parse_decimal("1e-400") == 0.0);
  CHECK(parse_decimal("0.0000001e-330") == 0.0);
  CHECK(parse_decimal("1000e-99999999999999999999") == 0.0);
  CHECK(parse_decimal("0e999999") == 0.0);
}

TEST_CASE("numbers are written in their shortest form") {
  CHECK(shortest_text(1215000000) == "1215000000");
  CHECK(shortest_text(0.1) == "0.1");
  CHECK(shortest_text(1e22) == "1e+22");
  CHECK(shortest_text(-0.0) == "0");
  CHECK(shortest_text(-2.5) == "-2.5");
  CHECK(shortest_text(1.0 / 3) == "0.3333333333333333");
  const double tiny = std::numeric_limits<double>::denorm_min();
  CHECK(parse_decimal(shortest_text(tiny)) == tiny);
}

} // namespace escala
