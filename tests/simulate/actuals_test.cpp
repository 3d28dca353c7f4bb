// SPDX-License-Identifier: Apache-2.0
// Months whose values are known. Plans start in 2026-01, month 1; 2025-12 is month 0.
#include <cmath>

#include <catch2/catch.hpp>

#include "simulate/run_scenario.h"

namespace escala::test {
namespace {

constexpr double kNone = kUndefined;

double per_month(double annual) { return std::pow(1 + annual, 1.0 / 12); }

TEST_CASE("actual months hold, and the model goes on from the last") {
  const auto values = series_of(plan_of("  a: {unit: USD, model: compound, growth: 100%,\n"
                                        "      actual: {2025-12: $5, 2026-01: $7, 2026-02: $6}}",
                                        "12mo"),
                                "a");
  check_months(values, [](int t) {
    return t == 0 ? 5 : t == 1 ? 7 : 6 * std::pow(per_month(1), t - 2);
  });
}

TEST_CASE("month 0 holds the first actual, unless initial is written") {
  const auto without = series_of(
      plan_of(
          "  a: {initial: 0, next: a + 1}\n  b: {next: b + 1, actual: {2026-01: 7, 2026-02: 9}}",
          "4mo"),
      "b");
  CHECK(without == std::vector<double>{7, 7, 9, 10, 11});
  const auto with = series_of(
      plan_of("  b: {initial: 3, next: b + 1, actual: {2026-02: 9, 2026-01: 7}}", "4mo"), "b");
  CHECK(with == std::vector<double>{3, 7, 9, 10, 11});
  const auto both =
      series_of(plan_of("  b: {initial: 3, next: b + 1, actual: {2025-12: 5}}", "2mo"), "b");
  CHECK(both == std::vector<double>{5, 6, 7});
}

TEST_CASE("actual months past the horizon are ignored") {
  const TestPlan plan = plan_of("  b: {next: b + 1, actual: {2026-01: 1, 2026-02: 2, 2026-03: 3,\n"
                                "      2027-01: 5}}",
                                "2mo");
  CHECK(series_of(plan, "b") == std::vector<double>{1, 1, 2});
  CHECK(plan.model().metrics[0].actual.last() == 2);
}

TEST_CASE("actual months are not clamped, the months after them are") {
  CHECK(series_of(plan_of("  b: {next: b + 1, max: 4, actual: {2026-01: 9, 2026-02: 2}}", "5mo"),
                  "b") == std::vector<double>{9, 9, 2, 3, 4, 4});
}

TEST_CASE("actual values take the metric's unit, as initial does") {
  const TestPlan plan =
      plan_of("  a: {unit: USD/y, next: a, actual: {2026-01: 12, 2026-02: $2/mo}}\n"
              "  b: {unit: \"%\", next: b, actual: {2026-01: 12%}}\n"
              "  c: {next: c, actual: {2026-01: 2 * k}}\n"
              "  d: {formula: c + a * 1mo}",
              "2mo", "drivers: {k: $3}");
  CHECK(series_of(plan, "a") == std::vector<double>{1, 1, 2});
  CHECK(series_of(plan, "b") == std::vector<double>{0.12, 0.12, 0.12});
  CHECK(series_of(plan, "d") == std::vector<double>{7, 7, 8}); // so c is money
}

TEST_CASE("formulas and availability may have actual months") {
  const TestPlan plan = plan_of("  f: {formula: t, actual: {2025-12: 50, 2026-01: 60}}\n"
                                "  g: {formula: \"1 / t\", actual: {2025-12: 1}}\n"
                                "  u: {model: availability, mtbf: 1000y, mttr: 1s,\n"
                                "      actual: {2026-01: 99.5%}}\n"
                                "  h: {formula: f + u}",
                                "3mo");
  CHECK(series_of(plan, "f") == std::vector<double>{50, 60, 2, 3});
  CHECK(series_of(plan, "g") == std::vector<double>{1, 1, 0.5, 1.0 / 3});
  const TestRun run = plan.run({.paths = 10, .keep = true});
  CHECK(run.values("u", 0) == std::vector<double>(10, 0.995));
  CHECK(run.values("u", 1) == std::vector<double>(10, 0.995));
  CHECK(run.mean("u", 3) > 0.9999);
  CHECK(run.values("h", 1) == std::vector<double>(10, 60.995));
}

TEST_CASE("an actual opening balance breaks a cycle of month 0") {
  const TestPlan plan = plan_of("  a: {formula: b + 1, actual: {2025-12: 5}}\n"
                                "  b: {formula: \"lag(a, 1mo)\"}",
                                "3mo");
  CHECK(series_of(plan, "a") == std::vector<double>{5, 6, 7, 8});
}

TEST_CASE("an actual month is certain") {
  const TestPlan plan = plan_of(
      "  a: {model: compound, growth: x, volatility: 50%, actual: {2026-01: 0.1, 2026-02: 0.3}}\n"
      "targets:\n  met: {when: a > 0.2, at: 2mo}\n  known: {when: \"lag(a, 1mo) < 0.2\", at: 2mo}\n"
      "  open: {when: a > 0.3, at: 3mo}",
      "4mo", "drivers: {x: \"normal(100%, 50%, min=-50%)\"}");
  const TestRun run = plan.run({.paths = 5000});
  for (std::size_t month : {0U, 1U, 2U}) {
    const double value = month == 2 ? 0.3 : 0.1;
    CHECK(run.mean("a", month) == value);
    CHECK(run.curve("a").sd[month] == 0);
    CHECK((run.curve("a").quantiles.row(month) == value).all());
  }
  CHECK(run.curve("a").sd[3] > 0);
  CHECK_FALSE(plan.model().targets[0].uncertain);
  CHECK_FALSE(plan.model().targets[1].uncertain);
  CHECK(plan.model().targets[2].uncertain);
  CHECK(plan.run({.paths = 1}).curve("a").sd[2] == 0); // even on a single path
}

TEST_CASE("a metric that is actual to the horizon is certain") {
  const TestPlan plan = plan_of(
      "  a: {model: compound, growth: 1, volatility: 50%, actual: {2026-01: 1, 2026-02: 2}}",
      "2mo");
  CHECK_FALSE(plan.model().is_uncertain());
}

TEST_CASE("shocks of actual months have no effect, then or later") {
  const std::string after = "  a: {model: compound, growth: 10%, volatility: 20%, actual: "
                            "{2026-01: 3, 2026-02: 5}}";
  const std::string plain = "  a: {model: compound, initial: 5, growth: 10%, volatility: 20%}";
  const TestRun run = plan_of(after, "6mo").run({.paths = 200, .keep = true});
  const TestRun other = plan_of(plain, "6mo").run({.paths = 200, .keep = true});
  for (std::size_t month = 3; month <= 6; ++month)
    for (std::size_t path = 0; path < 200; ++path) // the same draws from month 3 on
      CHECK(close(run.values("a", month)[path],
                  5 * other.values("a", month)[path] / other.values("a", 2)[path], 1e-9));
}

TEST_CASE("the growth shocks of a compound start after the actual months") {
  const TestRun run = plan_of("  a: {model: compound, growth: 20%, growth_volatility: 30%,\n"
                              "      actual: {2026-01: 2, 2026-02: 2, 2026-03: 2}}",
                              "6mo")
                          .run({.paths = 50, .keep = true});
  // u is 0 in the first step; later it isn't.
  for (double value : run.values("a", 4))
    CHECK(close(value, 2 * per_month(0.2)));
  CHECK(run.curve("a").sd[5] > 0);
}

TEST_CASE("years count from month 0, actual or not") {
  const auto values = series_of(plan_of("  a: {model: compound, growth: [100%, 20%], actual:\n"
                                        "      {2026-01: 1, 2026-02: 1}}\n",
                                        "14mo"),
                                "a");
  CHECK(close(values[12], std::pow(per_month(1), 10)));
  CHECK(close(values[13], values[12] * per_month(0.2)));
  const auto decay = series_of(
      plan_of("  a: {model: compound, growth: 100%, persistence: 50%, actual: {2026-01: 1}}",
              "14mo"),
      "a");
  CHECK(close(decay[14], decay[13] * per_month(0.5)));
}

TEST_CASE("bass adds its increments to the last actual") {
  const double p = 0.03, q = 0.38, market = 1000;
  const auto adopted = [&](int t) {
    const double e = std::exp(-(p + q) * t / 12.0);
    return market * (1 - e) / (1 + q / p * e);
  };
  const auto values = series_of(plan_of("  a: {model: bass, market: 1000, innovation: 3%,\n"
                                        "      imitation: 38%, actual: {2026-01: 20, 2026-02: 50}}",
                                        "36mo"),
                                "a");
  check_months(
      values, [&](int t) { return t < 2 ? 20 : 50 + adopted(t) - adopted(2); }, 1e-10);
}

TEST_CASE("bass by years adds its increments too") {
  const auto values =
      series_of(plan_of("  a: {model: bass, form: discrete, market: 1200, innovation: 10%,\n"
                        "      imitation: 0%, actual: {2026-01: 500}}",
                        "14mo"),
                "a");
  // 10 a month in the first year; then 10% of the 1080 that are left on its own curve, 9 a month
  check_months(values, [](int t) {
    return t < 2 ? 500 : t <= 12 ? 500 + 10 * (t - 1) : 610 + 9 * (t - 12);
  });
}

TEST_CASE("cohort adds its increments to the last actual") {
  const auto values =
      series_of(plan_of("  a: {model: cohort, new: 10/mo, retention: [50%, 0%], actual:\n"
                        "      {2026-01: 100, 2026-02: 80}}",
                        "5mo"),
                "a");
  // by itself 0, 10, 15, 15, 15, ...: nothing is added after month 2
  CHECK(values == std::vector<double>{100, 100, 80, 80, 80, 80});
  const auto growing = series_of(
      plan_of("  a: {model: cohort, new: 10/mo, retention: [100%], actual: {2026-01: 100}}", "3mo"),
      "a");
  CHECK(growing == std::vector<double>{100, 100, 110, 120});
}

TEST_CASE("a waterfall's retention is n/a while an actual month is among the twelve") {
  const TestPlan plan = plan_of("  a: {model: waterfall, new: 0/mo, churn: 1%/mo, actual:\n"
                                "      {2026-01: 100, 2026-02: 200}}\n"
                                "  n: {formula: a.nrr}\n  g: {formula: a.grr}\n"
                                "  c: {formula: a.churned}\n",
                                "16mo");
  CHECK(close(series_of(plan, "a")[3], 198));
  const double year = std::pow(0.99, 12);
  const auto expected = [&](int t) { return t < 14 ? kNone : year; };
  check_months(series_of(plan, "n"), expected);
  check_months(series_of(plan, "g"), expected);
  const auto churned = series_of(plan, "c");
  CHECK(churned[0] == 0);
  CHECK(is_undefined(churned[1]));
  CHECK(is_undefined(churned[2]));
  CHECK(close(churned[3], 2));
}

TEST_CASE("with a written opening balance its month is no actual month") {
  const TestPlan plan =
      plan_of("  a: {model: waterfall, initial: 90, new: 0/mo, churn: 1%/mo, actual:\n"
              "      {2026-01: 100}}\n"
              "  n: {formula: a.nrr}",
              "13mo");
  const double year = std::pow(0.99, 12);
  check_months(series_of(plan, "n"), [&](int t) { return t == 0 || t == 13 ? year : kNone; });
}

TEST_CASE("functions of time read actual months") {
  std::string months = "{";
  for (int month = 1; month <= 12; ++month)
    months += (month == 1 ? "" : ", ") + ("2026-" + std::string(month < 10 ? "0" : "")) +
              std::to_string(month) + ": " + std::to_string(month * 10);
  const TestPlan plan =
      plan_of("  a: {initial: 4, next: \"lag(a, 1mo) + lag(a, 2mo)\", actual: " + months +
                  "}}\n"
                  "  g: {formula: growth(a)}\n  s: {formula: \"sum(a, 3mo)\"}\n"
                  "  m: {formula: \"mean(a, 12mo)\"}\n  p: {formula: peak(a)}\n"
                  "  l: {formula: \"lag(a, 12mo)\"}\n  i: {formula: initial(a)}\n"
                  "  w: {formula: trough(a)}\n  c: {formula: change(a)}",
              "14mo");
  CHECK(series_of(plan, "a")[13] == 230);
  CHECK(series_of(plan, "g")[12] == 29);
  CHECK(series_of(plan, "g")[13] == 22);
  CHECK(series_of(plan, "s")[12] == 330);
  CHECK(series_of(plan, "s")[13] == 460);
  CHECK(series_of(plan, "m")[12] == 65);
  CHECK(series_of(plan, "p")[12] == 120);
  CHECK(series_of(plan, "l")[14] == 20);
  CHECK(series_of(plan, "i")[14] == 4);
  CHECK(series_of(plan, "w")[14] == 4);
  CHECK(series_of(plan, "c")[12] == 10);
}

TEST_CASE("an event that arrives in an actual month of what it affects never acts on it") {
  // 80 events a month: every month has some.
  const TestPlan plan =
      plan_of("  a: {next: a, actual: {2026-01: 100, 2026-02: 100}}\n"
              "  other: {initial: 100, next: other}\n"
              "  b: {next: b, actual: {2026-01: 100, 2026-02: 100}}\n"
              "  c: {next: c, actual: {2026-01: 100, 2026-02: 100}}\n"
              "  f: {formula: 100, actual: {2026-01: 100, 2026-02: 100}}",
              "4mo",
              "risks:\n"
              "  gone: {frequency: 960/y, impact: {a: 1%, other: 1%}}\n"
              "  away: {frequency: {2026-01: 960/y, 2026-03: 0/y}, duration: 6mo,\n"
              "         impact: {b: 5}}\n"
              "  once: {frequency: {2026-01: 960/y, 2026-03: 0/y},\n"
              "         impact: {c: 5, f: 50%}}\n");
  const TestRun run = plan.run({.paths = 100, .keep = true});
  for (const char* metric : {"a", "b", "c", "f"})
    for (std::size_t month = 0; month <= 2; ++month)
      CHECK(run.values(metric, month) == std::vector<double>(100, 100.0));
  for (const char* metric : {"b", "c", "f"})
    CHECK(run.values(metric, 4) == std::vector<double>(100, 100.0));
  CHECK(run.mean("other", 1) < 60);
  CHECK(run.mean("a", 3) < 60); // acts from the first month after them
}

TEST_CASE("a loss of a cohort's or bass's months after the actual ones lowers all of it") {
  const TestPlan plan = plan_of(
      "  a: {model: cohort, new: 0/mo, retention: [100%], actual: {2026-01: 100}}\n"
      "  b: {model: bass, market: 1, innovation: 0%, imitation: 0%, actual: {2026-01: 100}}",
      "4mo",
      "risks:\n  r: {frequency: {2026-01: 0/y, 2026-02: 1000/y, 2026-03: 0/y},\n"
      "     impact: {a: 0.1%, b: 0.1%}}\n");
  const TestRun run = plan.run({.paths = 20, .keep = true});
  for (const char* metric : {"a", "b"}) {
    CHECK(run.values(metric, 1)[0] == 100);
    CHECK(run.values(metric, 2)[0] < 97);
    for (std::size_t path = 0; path < 20; ++path)
      CHECK(close(run.values(metric, 4)[path], run.values(metric, 2)[path], 1e-9));
  }
}

TEST_CASE("a parameter that is drawn out of range is found after the actual months") {
  const TestPlan plan =
      plan_of("  a: {model: compound, growth: x, actual: {2026-01: 1, 2026-02: 1}}", "4mo",
              "drivers: {x: \"normal(-500%, 1%)\"}");
  const TestRun run = plan.run({.paths = 4});
  CHECK(run.outcome.status == RunStatus::failed);
  CHECK(run.outcome.failure.problem.find("growth of a is out of range in month 3") == 0);
}

TEST_CASE("actual months leave every other draw as it was") {
  const std::string others = "  b: {model: compound, initial: 1, growth: 10%, volatility: 30%}\n";
  const std::string a = "  a: {model: compound, initial: 1, growth: 10%, volatility: 30%";
  const TestRun with =
      plan_of(others + a + ", actual: {2026-01: 2}}", "6mo").run({.paths = 100, .keep = true});
  const TestRun without = plan_of(others + a + "}", "6mo").run({.paths = 100, .keep = true});
  for (std::size_t month = 0; month <= 6; ++month)
    CHECK(same_bits(with.values("b", month), without.values("b", month)));
}

TEST_CASE("a split metric has actual months by segment, or the same for all") {
  const TestPlan plan = plan_of("  a: {each: region, unit: USD, next: a * 2, actual:\n"
                                "      {north: {2026-01: $3, 2026-02: $4}, south: h.csv#south}}\n"
                                "  b: {each: region, next: b + 1, actual: {2026-01: 5}}",
                                "3mo", "segments: {region: [north, south]}",
                                {{"h.csv", "month,south\n2026-01,10\n"}});
  CHECK(series_of(plan, "a.north") == std::vector<double>{3, 3, 4, 8});
  CHECK(series_of(plan, "a.south") == std::vector<double>{10, 10, 20, 40});
  CHECK(series_of(plan, "a") == std::vector<double>{13, 13, 24, 48});
  CHECK(series_of(plan, "b") == std::vector<double>{10, 10, 12, 14});
}

TEST_CASE("the retention of a waterfall's total is n/a while a segment's actual month is in it") {
  const TestPlan plan =
      plan_of("  a: {each: region, model: waterfall, new: 0/mo, churn: 1%/mo, actual:\n"
              "      {north: {2026-01: 100, 2026-02: 100}, south: {2026-01: 50}}}\n"
              "  n: {formula: a.nrr}",
              "15mo", "segments: {region: [north, south]}");
  const double year = std::pow(0.99, 12);
  check_months(series_of(plan, "n"), [&](int t) { return t < 14 ? kNone : year; });
}

TEST_CASE("an event hits each segment from its own first projected month on, with one draw") {
  const TestPlan plan =
      plan_of("  a: {each: region, next: a, actual:\n"
              "      {north: {2026-01: 100, 2026-02: 100}, south: {2026-01: 100}}}",
              "3mo",
              "segments: {region: [north, south]}\n"
              "risks:\n  r: {frequency: 120/y, impact: {a: \"uniform(0, 20%)\"}}");
  const TestRun run = plan.run({.paths = 50, .keep = true});
  CHECK(run.values("a.south", 1) == std::vector<double>(50, 100.0));
  CHECK(run.mean("a.south", 2) < 60);
  CHECK(run.values("a.north", 2) == std::vector<double>(50, 100.0));
  for (std::size_t path = 0; path < 50; ++path)
    CHECK(close(run.values("a.north", 3)[path] / 100,
                run.values("a.south", 3)[path] / run.values("a.south", 2)[path], 1e-9));
}

TEST_CASE("a column of a CSV gives the actual months") {
  const TestPlan plan =
      plan_of("  a: {unit: USD, next: a, actual: data/history.csv#arr}\n"
              "  b: {unit: \"%\", next: b, actual: \"data/history.csv#net margin\"}",
              "4mo", "",
              {{"data/history.csv", "\xEF\xBB\xBFmonth;arr;net margin\r\n"
                                    "2026-02-28;1.250,5;12,5%\r\n"
                                    "01/2026;$1,1k;0,1\r\n"
                                    "2026-03;;\r\n\r\n"}});
  CHECK(series_of(plan, "a") == std::vector<double>{1100, 1100, 1250.5, 1250.5, 1250.5});
  CHECK(series_of(plan, "b") == std::vector<double>{0.1, 0.1, 0.125, 0.125, 0.125});
}

} // namespace
} // namespace escala::test
