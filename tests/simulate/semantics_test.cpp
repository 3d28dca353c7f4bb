// SPDX-License-Identifier: Apache-2.0
// What expressions mean, month by month, on plans that are small enough to work out by hand.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

constexpr double kNothing = escala::kUndefined;

// `walk` is 3, 4, 1, 2, 7, 5, 9, 3, 4, 1, ...: it rises and falls, and repeats every seven months.
const std::string kWalk =
    "  walk: {formula: \"if(mod(t, 7) == 0, 3, if(mod(t, 7) == 1, 4, if(mod(t, 7) == 2, 1, "
    "if(mod(t, 7) == 3, 2, if(mod(t, 7) == 4, 7, if(mod(t, 7) == 5, 5, 9))))))\"}\n";

double walk(int month) {
  const double values[] = {3, 4, 1, 2, 7, 5, 9};
  return values[std::max(month, 0) % 7];
}

double walk_sum(int from, int to) {
  double sum = 0;
  for (int month = from; month <= to; ++month)
    sum += walk(month);
  return sum;
}

// The months of a window of `length` that ends at `last`.
int window_begin(int last, int length) { return last == 0 ? 0 : std::max(1, last - length + 1); }
double window_sum(int last, int length) { return walk_sum(window_begin(last, length), last); }
double window_mean(int last, int length) {
  return window_sum(last, length) / (last - window_begin(last, length) + 1);
}

std::vector<double> of_walk(const std::string& formula, int months = 30) {
  return formula_values(formula, months, kWalk);
}

// Values of `x`, whose `initial` and `next` are given.
std::vector<double> next_values(const std::string& initial, const std::string& next,
                                int months = 24, const std::string& others = "") {
  return series_of(plan_of(others + "  x: {initial: \"" + initial + "\", next: \"" + next + "\"}",
                           std::to_string(months) + "mo"),
                   "x");
}

} // namespace

// --- the calendar ---

TEST_CASE("t, year and month count the plan's months") {
  check_months(formula_values("t"), [](int t) { return t; });
  check_months(formula_values("month"), [](int t) { return (t + 11) % 12 + 1; });
  check_months(formula_values("year", 40), [](int t) { return std::max(0, t - 1) / 12; });
}

TEST_CASE("the fiscal year begins in its own month") {
  // From 2026-01 with years from April: months 4, 16 and 28 begin years 1, 2 and 3.
  check_months(formula_values("year", 30, "", "fiscal_year: 4"),
               [](int t) { return t < 4 ? 0 : (t - 4) / 12 + 1; });
  check_months(formula_values("month", 30, "", "fiscal_year: 4"),
               [](int t) { return (t + 11) % 12 + 1; });
  // From April: month 0 is of the year before, and still counts as the first.
  check_months(formula_values("year", 30, "", "fiscal_year: 4\nstart: 2026-04"),
               [](int t) { return std::max(0, t - 1) / 12; });
  check_months(formula_values("month", 30, "", "start: 2026-04"),
               [](int t) { return (t + 2) % 12 + 1; });
  check_months(formula_values("year", 30, "", "fiscal_year: 12\nstart: 2026-11"),
               [](int t) { return t < 2 ? 0 : (t - 2) / 12 + 1; });
}

TEST_CASE("t compares with months and durations") {
  check_months(formula_values("if(t < 2027-03, 1, 0)"), [](int t) { return t < 15 ? 1 : 0; });
  check_months(formula_values("if(t >= 2025-12, 1, 0)"), [](int) { return 1; });
  check_months(formula_values("if(t < 1y, 1, 0)"), [](int t) { return t < 12 ? 1 : 0; });
  check_months(formula_values("if(t == 2q, 1, 0)"), [](int t) { return t == 6 ? 1 : 0; });
  check_months(formula_values("if(t > 6, t, 0)"), [](int t) { return t > 6 ? t : 0; });
}

// --- functions of time ---

TEST_CASE("initial and lag look back, to month 0 at most") {
  check_months(of_walk("initial(walk)"), [](int) { return 3; });
  check_months(of_walk("lag(walk, 1mo)"), [](int t) { return walk(t - 1); });
  check_months(of_walk("lag(walk, 5mo)"), [](int t) { return walk(t - 5); });
  check_months(of_walk("lag(walk, 1y)"), [](int t) { return walk(t - 12); });
  check_months(of_walk("lag(walk, 0mo)"), [](int t) { return walk(t); });
  check_months(of_walk("lag(walk, 30mo)"), [](int t) { return walk(t - 30); });
  check_months(of_walk("lag(walk, 10y)"), [](int) { return 3; });
  check_months(of_walk("lag(walk * 2 + t, 3mo)"),
               [](int t) { return walk(t - 3) * 2 + std::max(0, t - 3); });
  check_months(of_walk("lag(walk, 29mo) + lag(walk, 2mo)"),
               [](int t) { return walk(t - 29) + walk(t - 2); });
}

TEST_CASE("change and growth compare with earlier months") {
  check_months(of_walk("change(walk)"), [](int t) { return walk(t) - walk(t - 1); });
  check_months(of_walk("growth(walk)"), [](int t) { return walk(t) / walk(t - 12) - 1; });
  check_months(of_walk("growth(walk + t)"),
               [](int t) { return (walk(t) + t) / (walk(t - 12) + std::max(0, t - 12)) - 1; });
  check_months(of_walk("change(walk * walk)"),
               [](int t) { return walk(t) * walk(t) - walk(t - 1) * walk(t - 1); });
}

TEST_CASE("sum and mean run over a window that leaves month 0 out") {
  for (const int length : {1, 2, 12, 29, 30, 31, 500}) {
    const std::string window = ", " + std::to_string(length) + "mo)";
    INFO(window);
    check_months(of_walk("sum(walk" + window), [&](int t) { return window_sum(t, length); });
    check_months(of_walk("mean(walk" + window), [&](int t) { return window_mean(t, length); });
  }
  check_months(of_walk("sum(walk, 12mo) + mean(walk, 3mo)"),
               [](int t) { return window_sum(t, 12) + window_mean(t, 3); });
  check_months(of_walk("sum(2 * walk, 1q)"), [](int t) { return 2 * window_sum(t, 3); });
}

TEST_CASE("the sum of a rate is an amount") {
  const TestPlan plan = plan_of("  burn: {unit: USD/mo, formula: \"$2M/mo + $120k/y * t\"}\n"
                                "  spent: {unit: USD, formula: \"sum(burn, 12mo)\"}\n"
                                "  level: {unit: USD/mo, formula: \"mean(burn, 12mo)\"}\n"
                                "  yearly: {unit: USD/y, formula: burn}");
  const auto burn = [](int t) { return 2e6 + 1e4 * t; };
  check_months(series_of(plan, "burn"), burn);
  check_months(series_of(plan, "yearly"), burn); // canonically a month's
  check_months(series_of(plan, "spent"), [&](int t) {
    double sum = t == 0 ? burn(0) : 0;
    for (int m = std::max(1, t - 11); m <= t; ++m)
      sum += burn(m);
    return sum;
  });
  CHECK(close(series_of(plan, "level")[24], burn(13) / 2 + burn(24) / 2));
}

TEST_CASE("peak and trough are the extremes so far, month 0 included") {
  double high = 0;
  check_months(of_walk("peak(walk)"), [&](int t) { return high = std::max(high, walk(t)); });
  double low = 100;
  check_months(of_walk("trough(walk)"), [&](int t) { return low = std::min(low, walk(t)); });
  check_months(of_walk("peak(-walk)"), [](int t) { return t < 2 ? -3 : -1; });
  check_months(of_walk("1 - walk / peak(walk)"), [](int t) {
    double most = 0;
    for (int m = 0; m <= t; ++m)
      most = std::max(most, walk(m));
    return 1 - walk(t) / most;
  });
}

TEST_CASE("functions of time nest") {
  const auto mean3 = [](int t) { return window_mean(std::max(t, 0), 3); };
  check_months(of_walk("lag(mean(walk, 3mo), 2mo)"), [&](int t) { return mean3(t - 2); });
  check_months(of_walk("change(sum(walk, 3mo))"),
               [](int t) { return window_sum(t, 3) - window_sum(std::max(0, t - 1), 3); });
  check_months(of_walk("lag(lag(walk, 2mo), 3mo)"), [](int t) { return walk(t - 5); });
  check_months(of_walk("sum(lag(walk, 1mo), 2mo)"),
               [](int t) { return t < 2 ? walk(t - 1) : walk(t - 1) + walk(t - 2); });
  check_months(of_walk("peak(mean(walk, 2mo))"), [](int t) {
    double most = 0;
    for (int m = 0; m <= t; ++m)
      most = std::max(most, window_mean(m, 2));
    return most;
  });
  check_months(of_walk("initial(lag(walk, 3mo) + 1)"), [](int) { return 4; });
  check_months(of_walk("growth(mean(walk, 12mo))"),
               [](int t) { return window_mean(t, 12) / window_mean(std::max(0, t - 12), 12) - 1; });
  check_months(of_walk("mean(change(peak(walk)), 4mo)"), [](int t) {
    const auto most = [](int last) {
      double high = 0;
      for (int m = 0; m <= std::max(last, 0); ++m)
        high = std::max(high, walk(m));
      return high;
    };
    return (most(t) - most(t == 0 ? 0 : std::max(0, std::max(1, t - 3) - 1))) /
           (t - window_begin(t, 4) + 1);
  });
}

// --- a metric's own past ---

TEST_CASE("in next, a metric's own name is last month's state") {
  check_months(next_values("2", "2 * x + t"),
               [x = 2.0](int t) mutable { return x = t == 0 ? 2 : 2 * x + t; });
  check_months(next_values("2", "lag(x, 1mo) + x"), [](int t) { return std::pow(2, t + 1); });
  // Other names are this month's, wherever they stand in the file.
  check_months(next_values("100", "x + walk", 24, kWalk),
               [](int t) { return 100 + walk_sum(1, t); });
  const TestPlan after = plan_of("  x: {initial: 100, next: x + walk}\n" + kWalk);
  check_months(series_of(after, "x"), [](int t) { return 100 + walk_sum(1, t); });
}

TEST_CASE("in next, lag(NAME, k) is month t - k") {
  std::vector<double> fibonacci{1};
  check_months(next_values("1", "lag(x, 1mo) + lag(x, 2mo)"), [&](int t) {
    if (t > 0)
      fibonacci.push_back(fibonacci[static_cast<std::size_t>(t) - 1] +
                          fibonacci[static_cast<std::size_t>(std::max(0, t - 2))]);
    return fibonacci.back();
  });
  std::vector<double> delayed{5};
  check_months(next_values("5", "x + lag(x, 6mo) / 10 + t"), [&](int t) {
    if (t > 0)
      delayed.push_back(delayed.back() +
                        delayed[static_cast<std::size_t>(std::max(0, t - 6))] / 10 + t);
    return delayed.back();
  });
}

TEST_CASE("in next, other functions of time about NAME end at last month") {
  // x is 1, then each month the sum of all months before it.
  std::vector<double> x{1};
  const auto at = [&](int t) { return x[static_cast<std::size_t>(std::max(0, t))]; };
  const auto follow = [&](const std::string& next, auto step, const std::string& others = "") {
    x = {1};
    INFO(next);
    check_months(next_values("1", next, 24, others), [&](int t) {
      if (t > 0)
        x.push_back(step(t));
      return x.back();
    });
  };
  const auto sum = [&](int last, int length) {
    double total = 0;
    for (int m = window_begin(last, length); m <= last; ++m)
      total += at(m);
    return total;
  };
  follow("1 + sum(x, 3mo) / 4", [&](int t) { return 1 + sum(t - 1, 3) / 4; });
  follow("1 + mean(x, 24mo)",
         [&](int t) { return 1 + sum(t - 1, 24) / (t - 1 - window_begin(t - 1, 24) + 1); });
  follow("10 + x - 2 * change(x)",
         [&](int t) { return 10 + at(t - 1) - 2 * (at(t - 1) - at(t - 2)); });
  follow("x + 1 + growth(x)", [&](int t) { return at(t - 1) + 1 + at(t - 1) / at(t - 13) - 1; });
  follow("5 - x + peak(x) / 2 + trough(x)", [&](int t) {
    const auto end = x.begin() + t;
    return 5 - at(t - 1) + *std::max_element(x.begin(), end) / 2 +
           *std::min_element(x.begin(), end);
  });
  follow("x + initial(x)", [&](int t) { return at(t - 1) + 1; });
  // For every name in the argument.
  follow(
      "1 + sum(x * walk, 2mo) / 20",
      [&](int t) {
        double total = 0;
        for (int m = window_begin(t - 1, 2); m <= t - 1; ++m)
          total += at(m) * walk(m);
        return 1 + total / 20;
      },
      kWalk);
  // But not where the argument leaves NAME out.
  follow(
      "x / 2 + sum(walk, 2mo)", [&](int t) { return at(t - 1) / 2 + window_sum(t, 2); }, kWalk);
  follow(
      "1 + lag(x + walk, 2mo) / 2", [&](int t) { return 1 + (at(t - 2) + walk(t - 2)) / 2; },
      kWalk);
}

TEST_CASE("a model's parameters see the metric's own past too") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 10, growth: \"10% * x / initial(x)\"}");
  double x = 10;
  check_months(series_of(plan, "x"), [&](int t) {
    if (t > 0)
      x *= std::pow(1 + 0.1 * x / 10, 1.0 / 12);
    return x;
  });
  const TestPlan hired =
      plan_of("  x: {model: staffing, initial: 10, need: \"x + 5\", speed: 40%/mo}");
  check_months(series_of(hired, "x"), [](int t) { return 10 + 2 * t; });
}

TEST_CASE("a parameter that names its metric keeps last month's value for others") {
  const TestPlan plan = plan_of("  a: {model: compound, initial: 1, growth: a}\n"
                                "  read: {initial: 0, next: a.growth}");
  const auto a = series_of(plan, "a");
  const auto read = series_of(plan, "read");
  check_months(read, [&](int t) { return t == 0 ? 0 : a[static_cast<std::size_t>(t) - 1]; });
}

TEST_CASE("a need seen late is the need of then, of the metric's own past too") {
  const TestPlan plan =
      plan_of("  x: {model: staffing, initial: 10, need: \"x * 2\", lead: 2mo}", "6mo");
  // need(m) is twice the state of month m - 1; month 0's is twice the opening.
  const double expected[] = {10, 20, 20, 20, 40, 40, 40};
  check_months(series_of(plan, "x"), [&](int t) { return expected[t]; });
}

TEST_CASE("lag breaks a cycle") {
  const TestPlan plan = plan_of("  debt: {initial: 100, next: debt + interest - 5}\n"
                                "  interest: {formula: \"lag(debt, 1mo) * 2%\"}");
  double debt = 100;
  double interest = 2;
  const auto values = series_of(plan, "debt");
  check_months(values, [&](int t) {
    if (t > 0)
      debt += debt * 0.02 - 5;
    return debt;
  });
  check_months(series_of(plan, "interest"), [&](int t) {
    return interest = 0.02 * values[static_cast<std::size_t>(std::max(0, t - 1))];
  });
  CHECK_FALSE(plan_of("  a: {formula: b + 1}\n  b: {formula: a - 1}").is_valid());
  CHECK_FALSE(plan_of("  a: {formula: \"lag(b, 1mo) + 1\"}\n  b: {formula: a - 1}").is_valid());
}

// --- bounds and shocks ---

TEST_CASE("min and max bound the state from month 1 on") {
  // Month 0 is what the plan says it is.
  check_months(series_of(plan_of("  x: {initial: 100, next: x + 1, max: 50}"), "x"),
               [](int t) { return t == 0 ? 100 : 50; });
  check_months(series_of(plan_of("  x: {initial: 0, next: x - 3, min: \"-10\"}"), "x"),
               [](int t) { return std::max(-10.0, -3.0 * t); });
  check_months(series_of(plan_of("  x: {formula: t, min: 3, max: 6}"), "x"),
               [](int t) { return t == 0 ? 0 : std::clamp(t, 3, 6); });
  // The bounded value is the state that the next month goes on from.
  check_months(series_of(plan_of("  x: {initial: 1, next: \"2 * x - 5\", min: 1}"), "x"),
               [](int) { return 1; });
  // Bounds may move, and may follow other metrics.
  const TestPlan moving =
      plan_of("  cap: {formula: 10 + 2 * t}\n  x: {initial: 9, next: x * 2, max: cap}");
  check_months(series_of(moving, "x"), [](int t) { return t == 0 ? 9 : 10 + 2 * t; });
  // Of a model, too.
  const TestPlan bounded = plan_of("  x: {model: compound, initial: 100, growth: 100%, max: 150}");
  check_months(series_of(bounded, "x"),
               [](int t) { return std::min(150.0, 100 * std::pow(2, t / 12.0)); });
}

TEST_CASE("volatility shocks a written metric and keeps its mean") {
  const TestPlan plan = plan_of("  x: {initial: 10, next: x * 1.01, volatility: 30%}\n"
                                "  score: {formula: x.shock}",
                                "12mo");
  const TestRun run = plan.run({.paths = 3, .keep = true});
  for (std::size_t path = 0; path < 3; ++path) {
    double x = 10;
    CHECK(run.values("x", 0)[path] == 10);
    for (std::size_t month = 1; month <= 12; ++month) {
      const double z = run.values("score", month)[path];
      x *= 1.01 * std::exp(0.3 * std::sqrt(1 / 12.0) * z - 0.3 * 0.3 / 24);
      CHECK(close(run.values("x", month)[path], x));
    }
  }
}

TEST_CASE("volatility of zero shocks nothing") {
  const TestPlan plan = plan_of("  x: {initial: 10, next: x * 1.01, volatility: s}\n"
                                "  y: {model: compound, initial: 10, growth: 20%, volatility: s}\n"
                                "  n: {formula: \"normal(3, s)\"}\n"
                                "  u: {formula: \"uniform(2, 2)\"}",
                                "24mo", "drivers: {s: 0, noise: \"normal(0, 1)\"}");
  const TestRun run = plan.run({.paths = 700, .keep = true});
  for (std::size_t month = 0; month <= 24; ++month)
    for (std::size_t path = 0; path < run.values("x", 0).size(); ++path) {
      REQUIRE(close(run.values("x", month)[path], 10 * std::pow(1.01, month)));
      REQUIRE(
          close(run.values("y", month)[path], 10 * std::pow(1.2, static_cast<double>(month) / 12)));
      REQUIRE(run.values("n", month)[path] == 3);
      REQUIRE(run.values("u", month)[path] == 2);
    }
}

// --- n/a ---

TEST_CASE("a division by zero gives n/a, and arithmetic with it does too") {
  const auto at_three = [](double value) {
    return [=](int t) { return t == 3 ? kNothing : value; };
  };
  check_months(formula_values("1 / (t - 3) * (t - 3)"), at_three(1));
  for (const char* nothing :
       {"0 / (t - 3) + 1", "1 + mod(0, t - 3)", "1 - 0 * (1 / (t - 3))", "1 + 0 * abs(1 / (t - 3))",
        "min(1, 9 + abs(1 / (t - 3)))", "max(1, 0 * (1 / (t - 3)))", "1 + 0 * exp(0 / (t - 3))",
        "(1 + 0 / (t - 3)) ^ 0", "1 ^ (0 / (t - 3))", "clamp(1 + 0 / (t - 3), 0, 2)",
        "clamp(1, 0 / (t - 3), 2)", "-(-1 + 0 / (t - 3))", "round(1 + 0 / (t - 3))",
        "1 + 0 * log(1 + 0 / (t - 3))", "sqrt(1 + 0 / (t - 3))", "cos(0 / (t - 3))",
        "1 + sin(0 / (t - 3))"}) {
    INFO(nothing);
    check_months(formula_values(nothing), at_three(1));
  }
  CHECK(std::isnan(formula_values("0 ^ (-1)", 1)[0]));
}

TEST_CASE("logic is three-valued") {
  const std::string nothing = "(1 / 0 > 0)";
  const auto value = [&](std::string formula) {
    for (auto at = formula.find('?'); at != std::string::npos; at = formula.find('?'))
      formula.replace(at, 1, nothing);
    return formula_values(formula, 1)[0];
  };
  CHECK(value("false and ?") == 0);
  CHECK(value("? and false") == 0);
  CHECK(std::isnan(value("true and ?")));
  CHECK(std::isnan(value("? and true")));
  CHECK(value("true or ?") == 1);
  CHECK(value("? or true") == 1);
  CHECK(std::isnan(value("false or ?")));
  CHECK(std::isnan(value("? or false")));
  CHECK(std::isnan(value("not ?")));
  CHECK(std::isnan(value("? and ?")));
  CHECK(std::isnan(value("(1 / 0) == (1 / 0)")));
  // An n/a that decides an `if` is false; the branch not taken may be n/a.
  CHECK(value("if(?, 1, 2)") == 2);
  CHECK(value("if(not ?, 1, 2)") == 2);
  CHECK(value("if(true, 1, 1 / 0)") == 1);
  CHECK(std::isnan(value("if(false, 1, 1 / 0)")));
}

TEST_CASE("a window that holds n/a is n/a") {
  const std::string hole = "  hole: {formula: \"t + 0 / (t - 5)\"}\n";
  const auto values = [&](const std::string& formula) { return formula_values(formula, 12, hole); };
  const auto unless = [](auto missing) {
    return [=](int t) { return missing(t) ? kNothing : 1.0; };
  };
  check_months(values("1 + 0 * sum(hole, 3mo)"), unless([](int t) { return t >= 5 && t <= 7; }));
  check_months(values("1 + 0 * mean(hole, 3mo)"), unless([](int t) { return t >= 5 && t <= 7; }));
  check_months(values("1 + 0 * sum(hole, 12mo)"), unless([](int t) { return t >= 5; }));
  check_months(values("1 + 0 * mean(hole, 40mo)"), unless([](int t) { return t >= 5; }));
  check_months(values("1 + 0 * peak(hole)"), unless([](int t) { return t >= 5; }));
  check_months(values("1 + 0 * trough(hole)"), unless([](int t) { return t >= 5; }));
  check_months(values("1 + 0 * lag(hole, 2mo)"), unless([](int t) { return t == 7; }));
  check_months(values("1 + 0 * change(hole)"), unless([](int t) { return t == 5 || t == 6; }));
  check_months(values("if(hole > 0, 1, 2)"), [](int t) { return t == 0 || t == 5 ? 2 : 1; });
}

TEST_CASE("a next that reads its own n/a stays n/a") {
  check_months(next_values("1", "x + 1 + 0 / (t - 4)", 10),
               [](int t) { return t >= 4 ? kNothing : 1.0 + t; });
  // Even where nothing but a condition reads it.
  check_months(next_values("1", "if(x > 100, 1, t) + 0 / (t - 4)", 10),
               [](int t) { return t >= 4 ? kNothing : std::max(1.0, 1.0 * t); });
  check_months(next_values("1", "if(lag(x, 1mo) > 100, 1, t) + 0 / (t - 4)", 10),
               [](int t) { return t >= 4 ? kNothing : std::max(1.0, 1.0 * t); });
  // It comes back where it doesn't read itself, or reads an earlier month.
  check_months(next_values("1", "if(t == 2, 1 / 0, lag(x, 6mo) + 1)", 7), [](int t) {
    return t == 0 ? 1 : t == 2 ? kNothing : t == 7 ? 3 : 2;
  });
  check_months(next_values("1", "if(t == 4, 1 / 0, t)", 10),
               [](int t) { return t == 4 ? kNothing : std::max<double>(t, t == 0 ? 1 : 0); });
  // Bounds don't turn n/a into a number.
  check_months(
      series_of(plan_of("  x: {formula: t / (t - 3) * (t - 3), min: 2, max: 5}", "8mo"), "x"),
      [](int t) { return t == 3   ? kNothing
                         : t == 0 ? 0.0
                                  : std::clamp(t, 2, 5); });
}

TEST_CASE("where n/a meets a mistake in a growth model, the mistake comes out") {
  const std::string drivers = "drivers:\n"
                              "  none: {draw: \"uniform(0, 1)\"}\n"
                              "  negative: {draw: \"uniform(-2, -1)\"}\n";
  const std::string undefined = "none / (none - none)";
  const std::string mistake = "log(negative)";
  const auto failed = [&](const std::string& metric) {
    const TestPlan plan(plan_of("  x: " + metric + "\n", "24mo", drivers));
    return plan.run({.paths = 10}).outcome.status == escala::RunStatus::failed;
  };
  const auto compound = [&](const std::string& growth, const std::string& long_run) {
    return failed("{model: compound, initial: 1, persistence: 50%, growth: \"" + growth +
                  "\", long_run: \"" + long_run + "\"}");
  };
  CHECK(compound(undefined, mistake));
  CHECK(compound(mistake, undefined));
  CHECK_FALSE(compound(undefined, "1%"));
  const auto launches = [&](const std::string& rate, const std::string& limit) {
    return failed("{model: launches, initial: 1, rate: \"" + rate + " * 1/mo\", limit: \"" + limit +
                  "\"}");
  };
  CHECK(launches(undefined, mistake));
  CHECK(launches(mistake, undefined));
  // What is n/a stays n/a: there is no value left that a mistake could change.
  CHECK_FALSE(failed("{model: compound, initial: \"" + undefined + "\", growth: \"if(t < 3, 1%, " +
                     mistake + ")\"}"));
}

TEST_CASE("means and quantiles leave n/a out, and its share is told") {
  const TestPlan plan = plan_of("  x: {formula: \"if(u < 25%, 1 / 0, if(u < 50%, 1, 3))\"}\n"
                                "  never: {formula: u / (t - 2)}\n",
                                "4mo", "drivers: {u: \"uniform(0, 1)\"}");
  const TestRun run = plan.run({.paths = 4001, .keep = true});
  const escala::MetricSummary& x = run.curve("x");
  double ones = 0;
  double threes = 0;
  for (const double value : run.values("x", 0)) {
    ones += value == 1;
    threes += value == 3;
  }
  CHECK(x.undefined[0] == (4001 - ones - threes) / 4001);
  CHECK(close(x.mean[0], (ones + 3 * threes) / (ones + threes)));
  CHECK(x.quantiles(0, 0) == 1);
  CHECK(x.quantiles(0, 6) == 3);
  CHECK(x.undefined[0] == Approx(0.25).margin(0.03));
  // Where no path has a value there is nothing, not zero.
  const escala::MetricSummary& never = run.curve("never");
  CHECK(never.undefined[2] == 1);
  CHECK(std::isnan(never.mean[2]));
  CHECK(std::isnan(never.sd[2]));
  CHECK(never.quantiles.row(2).isNaN().all());
  CHECK(never.undefined[1] == 0);
}

// --- what can't be computed ---

TEST_CASE("an overflow or a log of a negative number ends the run where it reaches a metric") {
  const auto failure = [](const std::string& formula) {
    const TestPlan plan = plan_of("  x: {formula: \"" + formula + "\"}", "12mo");
    const TestOutcome outcome = plan.run().outcome;
    return outcome.status == escala::RunStatus::failed ? to_text(outcome.failure) : std::string();
  };
  for (const char* mistake : {"log(3 - t)", "sqrt(3 - t)", "exp(300 * t)", "10 ^ (100 * t)",
                              "1e308 * t * t", "(3 - t) ^ 0.5", "log(if(t < 4, 1, 0))"}) {
    INFO(mistake);
    const std::string text = failure(mistake);
    INFO(text);
    CHECK(text.find("plan.yaml:6:") != std::string::npos);
    CHECK(text.find("error: x is not a number in month ") != std::string::npos);
    CHECK(text.find("on path 0") != std::string::npos);
  }
  // An untaken branch doesn't count.
  CHECK(failure("if(t < 3, log(3 - t), 0)").empty());
  CHECK_FALSE(failure("if(t < 3, exp(1), exp(300 * t)) * 0").empty());
}

TEST_CASE("an overflow in a condition never decides it the wrong way") {
  for (const char* formula : {"if(exp(1000) > 1, 1, 2)", "if(1 < exp(1000), 1, 2)",
                              "if(exp(1000) == 1, 2, 1)", "if(exp(1000) <= 1, 2, 1)"}) {
    INFO(formula);
    const TestRun run =
        plan_of("  x: {formula: \"if(t > 1, " + std::string(formula) + ", 1)\"}").run();
    if (run.outcome.status == escala::RunStatus::done)
      CHECK(run.mean("x", 2) == 1);
  }
}

// --- drivers ---

TEST_CASE("a certain driver is a named constant") {
  const TestPlan plan =
      plan_of("  x: {formula: \"a * t + b * 1mo\"}", "12mo", "drivers: {a: 8% * 2, b: 12/y, c: a}");
  check_months(series_of(plan, "x"), [](int t) { return 0.16 * t + 1; });
}

TEST_CASE("the order of the file doesn't matter") {
  const TestPlan plan = plan_of("  c: {formula: b * 2}\n  b: {formula: a + k}\n  a: {formula: t}",
                                "6mo", "drivers: {k: j + 1, j: 2}");
  check_months(series_of(plan, "c"), [](int t) { return 2 * (t + 3); });
}
