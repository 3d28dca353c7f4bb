// SPDX-License-Identifier: Apache-2.0
// Maps of months to values, each held until the next. Plans start in 2026-01: month 1.
#include <cmath>

#include <catch2/catch.hpp>

#include "simulate/run_scenario.h"

namespace escala::test {
namespace {

double per_month(double annual) { return std::pow(1 + annual, 1.0 / 12); }

TEST_CASE("each value of a schedule holds until the next, and the first before it too") {
  const auto values = formula_values("tax", 6, "", "drivers: {tax: {2026-03: 10%, 2026-05: 20%}}");
  check_months(values, [](int t) { return t < 5 ? 0.1 : 0.2; });
}

TEST_CASE("months of a schedule come in any order, before the plan or past its end") {
  const auto values =
      formula_values("v", 4, "", "drivers: {v: {2031-01: 9, 2026-03: 3, 2024-01: 1, 2025-01: 2}}");
  check_months(values, [](int t) { return t < 3 ? 2 : 3; });
}

TEST_CASE("a growth by schedule compounds month by month") {
  const auto values = series_of(
      plan_of("  a: {model: compound, initial: 1, growth: {2026-01: 100%/y, 2026-07: 20%/y}}"),
      "a");
  check_months(
      values,
      [](int t) {
        return t <= 6 ? std::pow(per_month(1), t)
                      : std::pow(per_month(1), 6) * std::pow(per_month(0.2), t - 6);
      },
      1e-11);
}

TEST_CASE("bare numbers of a schedule take the unit of the metric") {
  const auto rate =
      series_of(plan_of("  a: {unit: USD/y, formula: {2026-01: 12, 2026-03: 24}}", "3mo"), "a");
  check_months(rate, [](int t) { return t < 3 ? 1 : 2; }); // per month
  const auto mixed = series_of(
      plan_of("  a: {unit: USD/y, formula: {2026-01: 12, 2026-03: $24/y, 2026-04: 36}}", "4mo"),
      "a");
  check_months(mixed, [](int t) { return t < 3 ? 1 : t < 4 ? 2 : 3; });
}

TEST_CASE("next, formula and the bounds take schedules of expressions") {
  const TestPlan plan = plan_of("  a: {initial: 1, next: {2026-01: a + 1, 2026-04: 2 * a}}\n"
                                "  b: {formula: {2026-01: a, 2026-03: \"lag(a, 1mo)\"}}\n"
                                "  c: {formula: t, max: {2026-01: 2, 2026-05: 4}}",
                                "6mo");
  CHECK(series_of(plan, "a") == std::vector<double>{1, 2, 3, 4, 8, 16, 32});
  CHECK(series_of(plan, "b") == std::vector<double>{1, 2, 3, 3, 4, 8, 16});
  CHECK(series_of(plan, "c") == std::vector<double>{0, 1, 2, 2, 2, 4, 4});
}

TEST_CASE("flows, rates and needs by schedule") {
  const TestPlan plan = plan_of(
      "  w: {model: waterfall, initial: 100, new: {2026-01: 10/mo, 2026-03: 0},\n"
      "      churn: {2026-01: 0, 2026-04: 12%/y}}\n"
      "  s: {model: staffing, initial: 0, need: {2026-01: 10, 2026-03: 20}, speed: 50%/mo}\n"
      "  l: {model: launches, initial: 0, rate: {2026-01: 0, 2040-01: 1/mo}}",
      "4mo");
  CHECK(series_of(plan, "w") == std::vector<double>{100, 110, 120, 120, 118.8});
  CHECK(series_of(plan, "s") == std::vector<double>{0, 5, 7.5, 13.75, 16.875});
  CHECK(series_of(plan, "l") == std::vector<double>{0, 0, 0, 0, 0});
}

TEST_CASE("each distribution of a schedule is drawn once per path") {
  const std::string metrics = "  m: {formula: x}";
  const TestPlan plan =
      plan_of(metrics, "12mo",
              "drivers: {x: {2026-01: \"normal(0, 1)\", 2026-05: \"normal(100, 1)\", 2026-09: 7}}");
  const TestPlan plain = plan_of(metrics, "12mo", "drivers: {x: \"normal(0, 1)\"}");
  const TestRun run = plan.run({.paths = 2000, .keep = true});
  const TestRun other = plain.run({.paths = 2000, .keep = true});
  CHECK(run.values("m", 1) == other.values("m", 1)); // the first has the ordinal of a lone one
  CHECK(run.values("m", 4) == run.values("m", 0));
  CHECK(run.values("m", 8) == run.values("m", 5));
  check_estimate(run.mean("m", 5), 100, 1 / std::sqrt(2000.0));
  bool apart = true; // another draw, not the same moved by 100
  for (std::size_t path = 0; path < 2000; ++path)
    apart = apart && std::abs(run.values("m", 5)[path] - run.values("m", 4)[path] - 100) > 1e-9;
  CHECK(apart);
  CHECK(run.curve("m").sd[9] == 0);
}

TEST_CASE("a formula's schedule draws every month, a driver's as often as it says") {
  const TestPlan plan =
      plan_of("  f: {formula: {2026-01: \"normal(0, 1)\", 2026-07: 5}}\n  m: {formula: x}", "8mo",
              "drivers: {x: {draw: {2026-01: \"normal(0, 1)\", 2027-01: 1}, every: month}}");
  const TestRun run = plan.run({.paths = 50, .keep = true});
  for (const char* metric : {"f", "m"})
    CHECK(run.values(metric, 1) != run.values(metric, 2));
  CHECK(run.values("f", 7) == std::vector<double>(50, 5.0));
}

TEST_CASE("a risk's frequency and impact follow their schedules") {
  const TestPlan plan =
      plan_of("  a: {initial: 100, next: a}\n  b: {initial: 100, next: b}\n", "24mo",
              "risks:\n"
              "  late: {frequency: {2026-01: 0/y, 2027-01: 6/y}, impact: {a: 10%}}\n"
              "  mild: {frequency: 6/y, impact: {b: {2026-01: 0%, 2027-01: 10%}}}\n");
  const TestRun run = plan.run({.paths = 20'000});
  for (const char* metric : {"a", "b"}) {
    CHECK(run.mean(metric, 12) == 100);
    CHECK(run.curve(metric).sd[12] == 0);
    // E[(1 - s)^N] = exp(-rate * s) with 6 expected events in the second year
    const double expected = 100 * std::exp(-0.6);
    check_estimate(run.mean(metric, 24), expected, run.curve(metric).sd[24] / std::sqrt(20'000.0));
  }
}

TEST_CASE("amounts, drawn sizes and durations of a risk by schedule") {
  const TestPlan plan =
      plan_of("  a: {initial: 1000, next: a}\n", "24mo",
              "risks:\n"
              "  hit: {frequency: {2026-01: 0/y, 2026-07: 1000/y, 2026-08: 0/y},\n"
              "        impact: {a: {2026-01: 9, 2026-06: 1}},\n"
              "        duration: {2026-01: 9mo, 2026-03: 2mo}}\n");
  const TestRun run = plan.run({.paths = 100, .keep = true});
  const double lost = 1000 - run.values("a", 7)[0];
  CHECK(lost > 0);
  CHECK(lost == std::round(lost)); // one for each event
  CHECK(1000 - run.values("a", 8)[0] == lost);
  CHECK(run.values("a", 9)[0] == 1000);
}

TEST_CASE("a driver by schedule can be lifted, by a lift by schedule") {
  const TestPlan plan =
      plan_of("  m: {formula: x}", "24mo",
              "drivers: {x: {2026-01: 10, 2027-01: 20}}\n"
              "investment:\n  budget: $24\n  pillars:\n"
              "    p: {share: 100%, lifts: {x: {2026-01: 0%, 2026-07: 50%}}, half_at: $10}\n");
  check_months(series_of(plan, "m"), [](int t) {
    const double spent = std::max(0, t - 1);
    const double lift = t < 7 ? 0 : 0.5 * spent / (spent + 10);
    return (t < 13 ? 10 : 20) * (1 + lift);
  });
}

TEST_CASE("a schedule of one value, or of equal ones, is a constant") {
  CHECK(series_of(plan_of("  s: {model: staffing, initial: 0, need: t, lead: n}", "6mo",
                          "drivers: {n: {2026-01: 2mo, 2028-01: 2mo}}"),
                  "s")
            .back() == 4);
}

TEST_CASE("seasonality by month") {
  const auto values = formula_values("if(month == 12, 2, if(month <= 2, 50%, 1))", 24);
  check_months(values, [](int t) {
    const int month = (t + 11) % 12 + 1;
    return month == 12 ? 2.0 : month <= 2 ? 0.5 : 1.0;
  });
}

} // namespace
} // namespace escala::test
