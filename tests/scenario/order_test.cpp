// SPDX-License-Identifier: Apache-2.0
// The order of evaluation within a month, and the cycles that leave none.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "checked_plan.h"

namespace escala {

namespace {

struct Ordering : CheckedPlan {
  explicit Ordering(const std::string& lines) : CheckedPlan("horizon: 2y\n" + lines) {}

  // Names of the metrics in their order.
  std::vector<std::string> metrics(const std::vector<Definition>& order) const {
    std::vector<std::string> names;
    for (const Definition& each : order)
      if (each.kind == Definition::Kind::metric)
        names.push_back(good().scenario.metrics[each.index].name.text);
    return names;
  }

  bool before(std::string_view a, std::string_view b) const {
    const auto names = metrics(good().step_order);
    return std::ranges::find(names, a) < std::ranges::find(names, b);
  }
};

std::string problems(const std::string& lines) { return Ordering(lines).problems(); }

} // namespace

TEST_CASE("what is read comes first, whatever the file's order") {
  const Ordering order("metrics:\n"
                       "  c: {formula: b + a}\n"
                       "  b: {formula: a * 2}\n"
                       "  a: {initial: 1, next: a + 1}\n");
  CHECK(order.before("a", "b"));
  CHECK(order.before("b", "c"));
}

TEST_CASE("a lag needs nothing of this month") {
  const Ordering order("metrics:\n"
                       "  a: {initial: 1, next: \"a + lag(b, 1mo)\"}\n"
                       "  b: {formula: a * 2}\n");
  CHECK(order.before("a", "b"));
}

TEST_CASE("an own name in next is last month's") {
  CHECK(problems("metrics:\n"
                 "  a: {initial: 1, next: \"a + lag(a, 3mo) + mean(a, 3mo) + growth(a)\"}\n")
            .empty());
  CHECK(problems("metrics:\n  a: {initial: 1, next: \"lag(a, 0mo)\"}\n") ==
        "this month's own value is not known yet\n");
}

TEST_CASE("a window about the own past reads the other names there too") {
  CHECK(problems("metrics:\n"
                 "  a: {initial: 1, next: \"mean(a + b, 3mo)\"}\n"
                 "  b: {formula: a * 2}\n")
            .empty());
}

TEST_CASE("a same-month cycle is named") {
  CHECK(problems("metrics:\n  a: {formula: b}\n  b: {formula: c}\n  c: {formula: a}\n") ==
        "a cycle within the month: a -> b -> c -> a\n");
  CHECK(problems("metrics:\n"
                 "  arr: {model: compound, initial: 5, growth: heads / 100}\n"
                 "  heads: {model: staffing, initial: 10, need: arr}\n") ==
        "a cycle within the month: arr -> heads -> arr\n");
  CHECK(problems("metrics:\n"
                 "  a: {initial: 1, next: \"a + mean(b, 3mo)\"}\n"
                 "  b: {formula: a}\n") == "a cycle within the month: a -> b -> a\n");
}

TEST_CASE("a lead reads an earlier month") {
  CHECK(problems("metrics:\n"
                 "  arr: {model: compound, initial: 5, growth: heads / 100}\n"
                 "  heads: {model: staffing, initial: 10, need: arr, lead: 1mo}\n")
            .empty());
}

TEST_CASE("initial is read in month 0 only") {
  const Ordering order("metrics:\n"
                       "  a: {initial: b, next: a + 1}\n"
                       "  b: {initial: 5, next: b + a}\n");
  CHECK(order.problems().empty());
  CHECK(order.before("a", "b"));
}

TEST_CASE("month 0 has no earlier month") {
  CHECK(problems("metrics:\n"
                 "  a: {unit: x, formula: \"lag(b, 1mo) + 1\"}\n"
                 "  b: {unit: x, formula: a * 2}\n") == "month 0 depends on itself: a -> b -> a\n");
  CHECK(problems("metrics:\n"
                 "  a: {initial: b, next: a}\n"
                 "  b: {initial: a, next: b}\n") == "month 0 depends on itself: a -> b -> a\n");
}

TEST_CASE("a parameter read by another metric orders them") {
  const Ordering order("metrics:\n"
                       "  b: {formula: a.growth * 2}\n"
                       "  a: {model: compound, initial: 5, growth: c}\n"
                       "  c: {formula: 10%}\n");
  CHECK(order.before("c", "b"));
}

TEST_CASE("a parameter of each other is no cycle") {
  CHECK(problems("metrics:\n"
                 "  u: {model: logistic, initial: v.growth * 10, growth: 10%, limit: 100}\n"
                 "  v: {model: logistic, initial: u.growth * 10, growth: 20%, limit: 100}\n")
            .empty());
}

TEST_CASE("every cycle is reported") {
  CHECK(problems("metrics:\n  a: {formula: b}\n  b: {formula: a}\n"
                 "  c: {formula: d}\n  d: {formula: c}\n  e: {formula: a + c}\n") ==
        "a cycle within the month: a -> b -> a\na cycle within the month: c -> d -> c\n");
}

TEST_CASE("a long chain has an order") {
  std::string lines = "metrics:\n";
  for (int i = 0; i < 3000; ++i)
    lines += "  m" + std::to_string(i) + ": {formula: m" + std::to_string(i + 1) + "}\n";
  const Ordering order(lines + "  m3000: {formula: 1}\n");
  CHECK(order.before("m3000", "m0"));
}

} // namespace escala
