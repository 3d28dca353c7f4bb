// SPDX-License-Identifier: Apache-2.0
#include "escala/render/display.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <vector>

using namespace escala;

namespace {

const DisplayUnit kPlain{"users", DisplayUnit::Style::plain, "", ""};
const DisplayUnit kDollars{"USD", DisplayUnit::Style::money, "$", ""};
const DisplayUnit kMonthly{"USD/mo", DisplayUnit::Style::money, "$", "/mo"};
const DisplayUnit kEuros{"EUR/y", DisplayUnit::Style::money, "€", "/y"};
const DisplayUnit kFrancs{"CHF", DisplayUnit::Style::money, "CHF ", ""};
const DisplayUnit kPercent{"%", DisplayUnit::Style::percent, "", ""};

std::string plain(double value) { return display(value, kPlain, true); }
std::string percent(double value) { return display(value, kPercent, true); }

} // namespace

TEST_CASE("Plain numbers have three digits and a suffix") {
  CHECK(plain(0) == "0");
  CHECK(plain(-0.0) == "0");
  CHECK(plain(1) == "1");
  CHECK(plain(109) == "109");
  CHECK(plain(109.4) == "109");
  CHECK(plain(12.34) == "12.3");
  CHECK(plain(1200) == "1.2k");
  CHECK(plain(200e3) == "200k");
  CHECK(plain(1.215e9) == "1.22B");
  CHECK(plain(2e12) == "2T");
  CHECK(plain(-5.2e6) == "-5.2M");
}

TEST_CASE("Rounding carries into the next suffix") {
  CHECK(plain(9.996) == "10");
  CHECK(plain(999.4) == "999");
  CHECK(plain(999.6) == "1k");
  CHECK(plain(999499) == "999k");
  CHECK(plain(999950) == "1M");
  CHECK(plain(999.6e12) == "1e15");
}

TEST_CASE("Small and huge numbers") {
  CHECK(plain(0.042) == "0.042");
  CHECK(plain(0.0001234) == "0.000123");
  CHECK(plain(0.00000123) == "0.00000123");
  CHECK(plain(1.234e-7) == "1.23e-7");
  CHECK(plain(999e12) == "999T");
  CHECK(plain(1.2e18) == "1.2e18");
  CHECK(plain(1e22) == "1e22");
  CHECK(plain(std::numeric_limits<double>::max()) == "1.8e308");
  CHECK(plain(std::numeric_limits<double>::denorm_min()) == "4.94e-324");
}

TEST_CASE("No value is n/a") {
  CHECK(display(std::nullopt, kDollars, true) == "n/a");
  CHECK(plain(std::numeric_limits<double>::quiet_NaN()) == "n/a");
}

TEST_CASE("Money has its symbol after the sign, and rates their period") {
  CHECK(display(451e6, kDollars, true) == "$451M");
  CHECK(display(-5.2e6, kDollars, true) == "-$5.2M");
  CHECK(display(5e6, kMonthly, true) == "$5M/mo");
  CHECK(display(0, kDollars, true) == "$0");
  CHECK(display(-1250, kFrancs, true) == "-CHF 1.25k");
  CHECK(display(5e6, kEuros, true) == "€5M/y");
  CHECK(display(5e6, kEuros, false) == "EUR 5M/y");
}

TEST_CASE("Percentages never hide a difference from 0 or 1") {
  CHECK(percent(0) == "0%");
  CHECK(percent(1) == "100%");
  CHECK(percent(-1) == "-100%");
  CHECK(percent(0.125) == "12.5%");
  CHECK(percent(-0.042) == "-4.2%");
  CHECK(percent(0.9999) == "99.99%");
  CHECK(percent(0.9995) == "99.95%");
  CHECK(percent(0.999999) == "99.9999%");
  CHECK(percent(0.9999999) == ">99.9999%");
  CHECK(percent(-0.9999999) == "<-99.9999%");
  CHECK(percent(0.0001) == "0.01%");
  CHECK(percent(0.000001) == "0.0001%");
  CHECK(percent(1e-9) == "<0.0001%");
  CHECK(percent(-1e-9) == ">-0.0001%");
}

TEST_CASE("Large percentages") {
  CHECK(percent(2) == "200%");
  CHECK(percent(9.996) == "1,000%");
  CHECK(percent(12.34) == "1,230%");
  CHECK(percent(9999.6) == "1M%");
  CHECK(percent(123456) == "12.3M%");
  CHECK(percent(1e308) == "1.8e308%");
}

TEST_CASE("Shares with a given number of decimals") {
  CHECK(display_share(0.812, 1) == "81.2%");
  CHECK(display_share(0.5, 2) == "50.00%");
  CHECK(display_share(0.99996, 1) == "99.996%");
  CHECK(display_share(0.00004, 1) == "0.004%");
  CHECK(display_share(1, 1) == "100%");
  CHECK(display_share(0, 1) == "0%");
  CHECK(display_share(0.5) == "50%");
  CHECK(display_share(0.999) == "99.9%");
  CHECK(display_share(0.9999999) == ">99.9999%");
}

TEST_CASE("A probability has the decimals that its error needs") {
  const auto text = [](double p, double low, double high) {
    Number number = share(p, Precision::error);
    number.error = std::max(high - p, p - low);
    const NumberText parts = display(number, true);
    return parts.value + "|" + parts.error;
  };
  CHECK(text(0.812, 0.809, 0.8149) == "81.2%|0.3");
  CHECK(text(0.8123, 0.8121, 0.8126) == "81.23%|0.03");
  CHECK(text(0.5, 0.3, 0.7) == "50.0%|20.0");
  CHECK(text(0, 0, 0.00005) == "0%|0.005");
  CHECK(text(1, 1, 1) == "100%|");
  CHECK(text(0.5, 0.4999999999, 0.5) == "50.0000%|<0.0001");
}

TEST_CASE("Numbers have the precision, sign, error and suffix that they say") {
  const auto text = [](const Number& number) {
    const NumberText parts = display(number, true);
    return parts.value + "|" + parts.error;
  };
  CHECK(text({.value = 451e6, .unit = kDollars}) == "$451M|");
  CHECK(text({.value = 5e6, .unit = kMonthly, .error = 2e4, .show_plus = true}) ==
        "+$5M/mo|$20k/mo");
  CHECK(text({.value = -5e6, .unit = kDollars, .show_plus = true}) == "-$5M|");
  CHECK(text({.value = 0, .show_plus = true}) == "0|");
  CHECK(text({.value = 3.14, .precision = Precision::tenths, .error = 0.26, .suffix = " pts"}) ==
        "3.1|0.3 pts");
  CHECK(text({.value = 2.5, .suffix = " pts"}) == "2.5 pts|");
  CHECK(text(count(100'000)) == "100,000|");
  CHECK(text(share(0.5, Precision::shortest)) == "50%|");
  CHECK(text(share(0.5, Precision::tenths)) == "50.0%|");
  CHECK(text({.value = std::nullopt, .unit = kDollars, .error = 1.0}) == "n/a|$1");
  CHECK(text({.value = 1, .error = std::numeric_limits<double>::quiet_NaN()}) == "1|n/a");
}

TEST_CASE("Counts are grouped") {
  CHECK(display_count(0) == "0");
  CHECK(display_count(999) == "999");
  CHECK(display_count(4096) == "4,096");
  CHECK(display_count(10000000) == "10,000,000");
}

TEST_CASE("A number has the digits that tell it from others") {
  const auto apart = [](double value, const DisplayUnit& unit, std::vector<double> others) {
    return display(Number{.value = value, .unit = unit, .apart = std::move(others)}, true).value;
  };
  CHECK(apart(9.998e6, kDollars, {}) == "$10M");
  CHECK(apart(9.998e6, kDollars, {10e6}) == "$9.998M");
  CHECK(apart(9.9999998e6, kDollars, {10e6}) == "$9.9999998M");
  CHECK(apart(10.004e6, kDollars, {10e6}) == "$10.004M");
  CHECK(apart(10e6, kDollars, {10e6}) == "$10M");
  CHECK(apart(10e6 * (1 + 1e-13), kDollars, {10e6}) == "$10M"); // equal to a condition
  CHECK(apart(9.99e6, kDollars, {10e6}) == "$9.99M");
  CHECK(apart(9.998e6, kDollars, {5e6, 10e6}) == "$9.998M");
  CHECK(apart(-0.4, kDollars, {0}) == "-$0.4");
  CHECK(apart(999.96e6, kDollars, {1e9}) == "$999.96M"); // not $1B
  CHECK(apart(0.05004, kPercent, {0.05}) == "5.004%");
  CHECK(apart(0.0500004, kPercent, {0.05}) == "5.00004%");
  CHECK(apart(0.99996, kPercent, {1}) == "99.996%");
  CHECK(apart(12.34004, kPercent, {12.34}) == "1,234.004%");
  CHECK(apart(1, kDollars, {2}) == "$1");
}
