// SPDX-License-Identifier: Apache-2.0
#include "render/spanish_numbers.h"

#include <string>

#include <catch2/catch.hpp>

using namespace escala;

TEST_CASE("numbers in Spanish have decimal commas, and thousands of millions in full") {
  const DisplayUnit plain;
  const DisplayUnit monthly{.per = "/mo"};
  CHECK(spanish_number("$1.45B", plain) == "1.450 M$");
  CHECK(spanish_number("$301M", plain) == "301 M$");
  CHECK(spanish_number("-$5.2M/mo", monthly) == "-5,2 M$/mes");
  CHECK(spanish_number("$13.7k/mo", monthly) == "13.700 $/mes");
  CHECK(spanish_number("€1.2345B", plain) == "1.234,5 M€");
  CHECK(spanish_number("CHF 5M", plain) == "5 M CHF");
  CHECK(spanish_number("2.35T", plain) == "2.350.000 M");
  CHECK(spanish_number("1.01k", plain) == "1.010");
  CHECK(spanish_number("0.042", plain) == "0,042");
  CHECK(spanish_number("9.998M", plain) == "9,998 M");
  CHECK(spanish_number("12.5%", plain) == "12,5 %");
  CHECK(spanish_number("2%/mo", monthly) == "2 %/mes");
  CHECK(spanish_number("5,000%", plain) == "5.000 %");
  CHECK(spanish_number("<0.0001%", plain) == "<0,0001 %");
  CHECK(spanish_number("100,000", plain) == "100.000");
  CHECK(spanish_number("+6.3", plain) == "+6,3");
  CHECK(spanish_number("1.2e18", plain) == "1,2e18");
  CHECK(spanish_number("0", plain) == "0");
  CHECK(spanish_number("n/a", plain) == "n/d");
}
