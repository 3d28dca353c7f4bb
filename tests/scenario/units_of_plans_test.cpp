// SPDX-License-Identifier: Apache-2.0
// Units: what a literal takes, what a metric measures, and how it is shown.
#include <string>

#include <catch2/catch.hpp>

#include "checked_plan.h"

namespace escala {

namespace {

// A plan in USD over two years, with more lines.
struct UnitPlan : CheckedPlan {
  explicit UnitPlan(const std::string& lines) : CheckedPlan("horizon: 2y\n" + lines) {}

  const ValidMetric& metric(std::string_view name) const {
    for (std::size_t i = 0; i < good().metrics.size(); ++i)
      if (good().scenario.metrics[i].name.text == name)
        return good().metrics[i];
    throw std::invalid_argument("no such metric");
  }

  double constant(std::string_view name, std::string_view parameter) const {
    const ValidMetric& of = metric(name);
    for (const Metric& each : good().scenario.metrics)
      if (each.name.text == name)
        for (std::size_t p = 0; p < each.parameter_count(); ++p)
          if (each.parameter(p).name == parameter)
            return of.parameters[p].constant.value();
    throw std::invalid_argument("no such parameter");
  }
};

std::string problems(const std::string& lines) { return UnitPlan(lines).problems(); }

} // namespace

TEST_CASE("a literal takes the written unit of its metric") {
  const UnitPlan plan("metrics:\n"
                      "  rate: {unit: USD/y, initial: 1200, next: rate}\n"
                      "  money: {unit: USD, initial: 1200, next: money}\n"
                      "  people: {unit: people/q, initial: 12, next: people}\n");
  CHECK(plan.constant("rate", "initial") == Approx(100));
  CHECK(plan.metric("rate").quantity.dimension == kMoneyRate);
  CHECK(plan.metric("rate").unit.factor == 12);
  CHECK(plan.constant("money", "initial") == 1200);
  CHECK(plan.metric("money").quantity.dimension == kMoney);
  CHECK(plan.metric("money").unit.factor == 1);
  CHECK(plan.constant("people", "initial") == Approx(4));
  CHECK(plan.metric("people").unit.factor == 3);
}

TEST_CASE("a literal takes the unit of what it meets") {
  const UnitPlan plan("drivers: {fee: $1200/y}\n"
                      "metrics:\n"
                      "  a: {unit: USD/y, formula: fee + 120}\n"
                      "  b: {unit: USD/y, formula: \"max(fee, 600)\"}\n"
                      "  c: {unit: USD/mo, formula: 5}\n"
                      "  d: {unit: \"%\", formula: 40%}\n");
  CHECK(plan.constant("a", "formula") == Approx(110));
  CHECK(plan.constant("b", "formula") == Approx(100));
  CHECK(plan.constant("c", "formula") == 5);
  CHECK(plan.constant("d", "formula") == 0.4);
  CHECK(plan.metric("d").unit.style == DisplayUnit::Style::percent);
}

TEST_CASE("rates and durations") {
  const UnitPlan plan("metrics:\n"
                      "  users: {unit: users, formula: 12}\n"
                      "  fees: {formula: $1200/y}\n"
                      "  a: {formula: fees * 1mo}\n"
                      "  b: {formula: \"sum(fees, 12mo)\"}\n"
                      "  c: {formula: $120 / 12mo}\n"
                      "  d: {formula: users * 8%/mo * 1mo}\n"
                      "  e: {formula: 2y / 6mo}\n"
                      "  f: {formula: growth(fees)}\n");
  CHECK(plan.metric("a").quantity.dimension == kMoney);
  CHECK(plan.metric("b").quantity.dimension == kMoney);
  CHECK(plan.constant("c", "formula") == Approx(10));
  CHECK(plan.metric("c").quantity.dimension == kMoneyRate);
  CHECK(plan.metric("d").quantity.dimension == kPlain);
  CHECK(plan.constant("e", "formula") == Approx(4));
  CHECK(plan.metric("f").quantity.dimension == kPlain);
}

TEST_CASE("units that are left out follow the expression") {
  const UnitPlan plan("metrics:\n"
                      "  money: {model: compound, initial: $5M, growth: 10%}\n"
                      "  rate: {formula: money / 12mo}\n"
                      "  ratio: {formula: money / $1M}\n"
                      "  pace: {formula: 2/mo}\n");
  CHECK(plan.metric("money").unit.text == "USD");
  CHECK(plan.metric("money").unit.style == DisplayUnit::Style::money);
  CHECK(plan.metric("rate").unit.text == "USD/mo");
  CHECK(plan.metric("ratio").unit.text.empty());
  CHECK(plan.metric("pace").unit.text == "1/mo");
}

TEST_CASE("growth is annual, with or without its unit") {
  const UnitPlan plan("metrics:\n"
                      "  a: {model: compound, initial: 1, growth: 200%}\n"
                      "  b: {model: compound, initial: 1, growth: 200%/y, persistence: 100%}\n"
                      "  c: {model: compound, initial: 1, growth: 0.4}\n");
  CHECK(plan.constant("a", "growth") == 2);
  CHECK(plan.constant("b", "growth") == Approx(2));
  CHECK(plan.constant("c", "growth") == 0.4);
  CHECK(problems("metrics:\n  a: {model: compound, initial: 1, growth: 8%/mo}\n") ==
        "8%/mo is not annual\n");
}

TEST_CASE("the order of metrics in the file doesn't matter for units") {
  const UnitPlan plan("metrics:\n"
                      "  third: {formula: second / 1mo}\n"
                      "  second: {formula: first * 2}\n"
                      "  first: {initial: $5, next: first}\n");
  CHECK(plan.metric("third").quantity.dimension == kMoneyRate);
}

TEST_CASE("zero fits every unit") {
  CHECK(problems("metrics:\n"
                 "  a: {unit: USD, model: compound, initial: $5, growth: 10%, min: 0}\n"
                 "  b: {formula: \"max(a, 0)\"}\n"
                 "  c: {model: staffing, initial: 5, need: 5, attrition: 0, lead: 0}\n"
                 "targets: {big: {when: a > 0}}\n")
            .empty());
}

TEST_CASE("t compares with months and whole durations") {
  CHECK(problems("metrics:\n"
                 "  a: {formula: \"if(t < 2027-03, 1, 2)\"}\n"
                 "  b: {formula: \"if(t >= 1y, 1, 2)\"}\n"
                 "  c: {formula: \"if(t > 3 and 2026-05 <= t, t, 2 * t)\"}\n")
            .empty());
  CHECK(problems("metrics:\n  a: {formula: \"if(t < 1.5mo, 1, 2)\"}\n") ==
        "1.5mo is not a whole number of months\n");
}

TEST_CASE("what doesn't mix is said once") {
  const std::string arr = "  arr: {unit: USD, model: compound, initial: $5M, growth: 40%}\n"
                          "  users: {unit: users, formula: 5}\n";
  const auto of = [&](const std::string& formula) {
    return problems("metrics:\n" + arr + "  x: {formula: \"" + formula + "\"}\n");
  };
  CHECK(of("arr + users") == "arr is money (USD), but users is a plain number\n");
  CHECK(of("arr + 5%") == "arr is money (USD), but 5% is a percentage\n");
  CHECK(of("(arr + users) * 2 + $5") == "arr is money (USD), but users is a plain number\n");
  CHECK(of("max(arr + users, 5y)") == "arr is money (USD), but users is a plain number\n");
  CHECK(of("arr + 5") == "");
  CHECK(of("arr * 105%") == "");
  CHECK(of("users + 5%") == "");
}

TEST_CASE("a mistake in one metric says nothing of those that read it") {
  CHECK(problems("metrics:\n"
                 "  a: {formula: nowhere}\n"
                 "  b: {formula: a + $5}\n"
                 "  c: {formula: \"if(a > 5, b, a)\"}\n"
                 "targets: {big: {when: a > c}}\n") == "unknown name 'nowhere'\n");
}

} // namespace escala
