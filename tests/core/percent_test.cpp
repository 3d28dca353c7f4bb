// SPDX-License-Identifier: Apache-2.0
#include "escala/core/percent.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace escala;

TEST_CASE("percentages in messages have commas and no exponent") {
  CHECK(percent_text(0.05) == "5%");
  CHECK(percent_text(-0.125) == "-12.5%");
  CHECK(percent_text(0) == "0%");
  CHECK(percent_text(9.99) == "999%");
  CHECK(percent_text(50, 3) == "5,000%");
  CHECK(percent_text(-50, 3) == "-5,000%");
  CHECK(percent_text(12.3456789) == "1,234.57%");
  CHECK(percent_text(1e6) == "100,000,000%");
  CHECK(percent_text(1e-9) == "1e-07%");
  CHECK(percent_text(1e20) == "1e+22%");
  CHECK(percent_text(1e307) == "1e+309%");
  CHECK(percent_text(-1.25e308) == "-1.25e+310%");
  CHECK(percent_text(std::nan("")) == "n/a");
}
