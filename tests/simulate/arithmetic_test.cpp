// SPDX-License-Identifier: Apache-2.0
// Conditions, arithmetic, amounts of a month and functions of several values, on plans that are
// small enough to work out by hand.
#include <algorithm>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

// --- conditions and arithmetic ---

TEST_CASE("conditions count as 1 and 0") {
  check_months(formula_values("(t >= 3) + 2 * (t < 5)"),
               [](int t) { return (t >= 3) + 2 * (t < 5); });
  check_months(formula_values("100 * (t > 2 and not (t > 4)) + (t == 3 or t == 20)"),
               [](int t) { return 100 * (t > 2 && t <= 4) + (t == 3 || t == 20); });
  check_months(formula_values("sum(t > 3, 100mo)"), [](int t) { return std::max(0, t - 3); });
  check_months(formula_values("if(true and not false, pi, 0)"), [](int) { return M_PI; });
}

TEST_CASE("operators bind as they should") {
  CHECK(formula_values("2 ^ 3 ^ 2", 1)[0] == 512);
  CHECK(formula_values("-2 ^ 2", 1)[0] == -4);
  CHECK(formula_values("2 ^ -1", 1)[0] == 0.5);
  CHECK(formula_values("10 - 4 - 3", 1)[0] == 3);
  CHECK(formula_values("100 / 5 / 2 * 3", 1)[0] == 30);
  CHECK(formula_values("1 + 2 * 3 - 4 / 2", 1)[0] == 5);
  CHECK(formula_values("(1 + 2 < 4) + (not 1 > 2)", 1)[0] == 2);
  CHECK(formula_values("1 < 2 and 2 < 1 or true", 1)[0] == 1);
  CHECK(formula_values("true or true and false", 1)[0] == 1);
  CHECK(formula_values("1_000 + 2.5e3 + 1k + 40%", 1)[0] == 4500.4);
}

TEST_CASE("comparisons take values within 1e-12 as equal") {
  CHECK(formula_values("0.1 + 0.2 == 0.3", 1)[0] == 1);
  CHECK(formula_values("0.1 + 0.2 > 0.3", 1)[0] == 0);
  CHECK(formula_values("0.1 + 0.2 <= 0.3", 1)[0] == 1);
  CHECK(formula_values("0.1 + 0.2 != 0.3", 1)[0] == 0);
  CHECK(formula_values("1 - 0.9 >= 0.1", 1)[0] == 1);
  CHECK(formula_values("1 + 1e-11 > 1", 1)[0] == 1);
  CHECK(formula_values("1 + 1e-11 == 1", 1)[0] == 0);
  CHECK(formula_values("1e15 + 100 == 1e15", 1)[0] == 1);
  CHECK(formula_values("1e-15 == 2e-15", 1)[0] == 0); // relative, not absolute
  CHECK(formula_values("0 == 1e-300", 1)[0] == 0);
}

TEST_CASE("rounding and remainders") {
  CHECK(formula_values("round(2.5) + 10 * round(-2.5) + 100 * round(-0.4)", 1)[0] == -27);
  CHECK(formula_values("floor(-1.5) + 10 * ceil(-1.5)", 1)[0] == -12);
  CHECK(formula_values("mod(7, 3)", 1)[0] == 1);
  CHECK(formula_values("mod(-7, 3)", 1)[0] == 2);
  CHECK(formula_values("mod(7, -3)", 1)[0] == -2);
  CHECK(formula_values("mod(-7, -3)", 1)[0] == -1);
  CHECK(formula_values("mod(6, -3)", 1)[0] == 0);
  CHECK(formula_values("clamp(5, 1, 3) + clamp(-5, 1, 3) * 10 + clamp(2, 1, 3) * 100", 1)[0] ==
        213);
  CHECK(formula_values("min(3, 1, 2) + 10 * max(3, 1, 2) + 100 * abs(-4)", 1)[0] == 431);
}

// --- amounts of a month ---

TEST_CASE("a flow is 0 in month 0 and before, so that a lag of it does not read the opening") {
  const auto ramped = [](const std::string& two, const std::string& past) {
    return series_of(plan_of("  two: {" + two + "}\n  ramped: {initial: 0, next: \"ramped + " +
                                 past + " * 1mo\"}\n",
                             "5mo"),
                     "ramped");
  };
  const std::vector<double> right{0, 0, 0, 0, 2, 4};
  CHECK(ramped("flow: true, formula: 2/mo", "lag(two, 3mo)") == right);
  CHECK(ramped("formula: 2/mo", "lag(two, 3mo, 0/mo)") == right);
  // A yearly contract of the first month is renewed once a year.
  const auto renewed = series_of(
      plan_of("  signed: {flow: true, formula: {2026-01: 1, 2026-02: 0}}\n"
              "  renewed: {flow: true, formula: \"lag(signed, 12mo) + lag(signed, 24mo)\"}\n"
              "  count: {initial: 0, next: count + renewed}\n",
              "26mo"),
      "count");
  CHECK(renewed[12] == 0);
  CHECK(renewed[13] == 1);
  CHECK(renewed[24] == 1);
  CHECK(renewed[25] == 2);
}

TEST_CASE("the third argument of lag is the value before there is one") {
  check_months(formula_values("lag(t + 0, 3mo, 100)", 6),
               [](int t) { return t < 3 ? 100 : t - 3; });
  check_months(formula_values("lag(t + 0, 3mo, t * 10)", 6),
               [](int t) { return t < 3 ? 10 * t : t - 3; });
  check_months(formula_values("lag(t + 0, 20mo, 7)", 6), [](int) { return 7; });
  const auto own =
      series_of(plan_of("  x: {initial: 1, next: \"lag(x, 2mo, 5) + 1\"}\n", "4mo"), "x");
  CHECK(own == std::vector<double>{1, 6, 2, 7, 3});
  // Month 0 has no amount, so that it counts as before.
  for (const std::string amounts : {"formula: 2/mo", "flow: true, formula: 2/mo"})
    CHECK(
        series_of(plan_of("  x: {" + amounts + "}\n  y: {formula: \"lag(x, 1mo, 7/mo)\"}\n", "3mo"),
                  "y") == std::vector<double>{7, 7, 2, 2});
  CHECK(series_of(
            plan_of("  x: {flow: true, formula: 2}\n  y: {formula: \"lag(x, 2mo, 7)\"}\n", "4mo"),
            "y") == std::vector<double>{7, 7, 7, 2, 2});
}

// --- terms that cancel ---

TEST_CASE("what rounding leaves of terms that cancel is 0") {
  check_months(formula_values("if(t < 100, 0.3 - 0.1 - 0.1 - 0.1, 1)", 3), [](int) { return 0; });
  const auto left =
      series_of(plan_of("  spent: {unit: USD, initial: $0, next: spent + $200k / 12}\n"
                        "  left: {unit: USD, formula: $200k - spent}\n"
                        "  purse: {unit: USD, initial: $0.3, next: purse - $0.1}\n",
                        "12mo"),
                "left");
  CHECK(left[12] == 0);
  CHECK(left[11] == Approx(200'000.0 / 12));
  // A difference that is larger than rounding stays.
  check_months(formula_values("1.00000001 - 1", 2), [](int) { return 1.00000001 - 1; });
}

// --- choose and interpolate ---

TEST_CASE("choose takes the i-th value, counted from 1") {
  check_months(formula_values("choose(t, 10, 20, 30)", 4),
               [](int t) { return t == 0 || t == 4 ? escala::kUndefined : 10.0 * t; });
  check_months(formula_values("choose(1.9, 10, 20)", 2), [](int) { return 10; });
  // A value that is not chosen has no effect.
  check_months(formula_values("choose(2, log(-1 - t), 5)", 2), [](int) { return 5; });
}

TEST_CASE("interpolate is linear between its points and constant beyond them") {
  check_months(formula_values("interpolate(t, 2mo, 10, 4mo, 30, 8mo, 10)", 10), [](int t) {
    return t <= 2 ? 10 : t <= 4 ? 10 * (t - 1) : t <= 8 ? 30 - 5 * (t - 4) : 10;
  });
  check_months(formula_values("interpolate(t, 2026-02, 1, 2026-04, 3)", 6),
               [](int t) { return std::clamp(t - 1, 1, 3); });
  check_months(formula_values("interpolate(half, 2, 20, 4, 40)", 9, "  half: {formula: t / 2}\n"),
               [](int t) { return 10 * std::clamp(t / 2.0, 2.0, 4.0); });
}
