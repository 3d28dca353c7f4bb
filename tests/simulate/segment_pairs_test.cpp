// SPDX-License-Identifier: Apache-2.0
// Plans split by two lists against the same plans written out by hand, and against closed forms.
#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/run_scenario.h"

namespace {

using namespace escala;
using namespace escala::test;

constexpr const char* kLists =
    "segments: {product: [crm, erp], region: [americas, europe, asia]}\n";

TestPlan pairs_plan(const std::string& rest) {
  return TestPlan("escala: 1\nname: Pairs\nhorizon: 2y\n" + std::string(kLists) + rest);
}

double at(const TestPlan& plan, std::string_view metric, int month) {
  return series_of(plan, metric).at(static_cast<std::size_t>(month));
}

} // namespace

TEST_CASE("two lists make a metric for each pair, totals of each segment, and one of all") {
  const TestPlan plan = pairs_plan(R"yaml(
metrics:
  users:
    each: [product, region]
    model: compound
    initial: {crm: {americas: 1, europe: 2, asia: 3}, erp: {americas: 10, europe: 20, asia: 30}}
    growth: {americas: 10%, europe: 20%, asia: 30%}
    persistence: 100%
)yaml");
  const std::vector<std::pair<std::string, double>> after_two_years{
      {"users.crm.americas", 1 * 1.21},  {"users.crm.europe", 2 * 1.44},
      {"users.crm.asia", 3 * 1.69},      {"users.erp.asia", 30 * 1.69},
      {"users.crm", 1.21 + 2.88 + 5.07}, {"users.erp", 12.1 + 28.8 + 50.7},
      {"users.americas", 11 * 1.21},     {"users.europe", 22 * 1.44},
      {"users.asia", 33 * 1.69},         {"users", 11 * 1.21 + 22 * 1.44 + 33 * 1.69}};
  for (const auto& [name, value] : after_two_years) {
    INFO(name);
    CHECK(at(plan, name, 24) == Approx(value).epsilon(1e-12));
  }
}

TEST_CASE("the three ways to write a map by pair mean the same") {
  const auto total = [](const std::string& initial) {
    const TestPlan plan =
        pairs_plan("metrics: {x: {each: [product, region], initial: " + initial + ", next: x}}\n");
    return std::vector{at(plan, "x.crm.europe", 1), at(plan, "x.erp.asia", 1), at(plan, "x", 1)};
  };
  const std::vector<double> expected{2, 6, 21};
  CHECK(total("{crm: {americas: 1, europe: 2, asia: 3}, erp: {americas: 4, europe: 5, asia: 6}}") ==
        expected);
  CHECK(total("{americas: {crm: 1, erp: 4}, europe: {crm: 2, erp: 5}, asia: {crm: 3, erp: 6}}") ==
        expected);
  CHECK(total("{crm.americas: 1, crm.europe: 2, crm.asia: 3, erp.americas: 4, erp.europe: 5, "
              "erp.asia: 6}") == expected);
  CHECK(total("{crm: 1, erp: {americas: 4, europe: 5, asia: 6}}") == std::vector<double>{1, 6, 18});
}

TEST_CASE("what is split by one of the lists means the same segment of it") {
  const TestPlan plan = pairs_plan(R"yaml(
drivers:
  price: {draw: {crm: 100, erp: 200}, each: product}
  rate: {draw: {americas: 1, europe: 110%, asia: 90%}, each: region}
metrics:
  seats: {each: [product, region], formula: {crm: 5, erp: {americas: 1, europe: 2, asia: 3}}, total: sum}
  sales: {each: [product, region], formula: seats * price * rate, total: sum}
  per_seat: {each: [product, region], formula: sales / seats, total: formula}
  heads: {each: product, formula: seats / 5}
  offices: {each: region, formula: seats + 1}
)yaml");
  CHECK(at(plan, "sales.crm.europe", 1) == Approx(5 * 100 * 1.1));
  CHECK(at(plan, "sales.erp.asia", 1) == Approx(3 * 200 * 0.9));
  CHECK(at(plan, "sales.crm", 1) == Approx(500 + 550 + 450));
  CHECK(at(plan, "sales.europe", 1) == Approx(550 + 440));
  CHECK(at(plan, "sales", 1) == Approx(1500 + 200 + 440 + 540));
  // A ratio of totals, at every level.
  CHECK(at(plan, "per_seat.crm.asia", 1) == Approx(90));
  CHECK(at(plan, "per_seat.erp", 1) == Approx(1180.0 / 6));
  CHECK(at(plan, "per_seat.asia", 1) == Approx((450.0 + 540) / 8));
  CHECK(at(plan, "per_seat", 1) == Approx(2680.0 / 21));
  // A metric of one list reads the totals of its segments, and its own total the total of all.
  CHECK(at(plan, "heads.crm", 1) == Approx(15.0 / 5));
  CHECK(at(plan, "heads", 1) == Approx(21.0 / 5));
  CHECK(at(plan, "offices.asia", 1) == Approx(5 + 3 + 1));
}

TEST_CASE("the totals of pairs are means where the mean is asked for") {
  const TestPlan plan = pairs_plan(R"yaml(
metrics:
  x: {each: [product, region], formula: {crm: {americas: 1, europe: 2, asia: 3}, erp: 6}, total: mean}
)yaml");
  CHECK(at(plan, "x.crm", 1) == Approx(2));
  CHECK(at(plan, "x.asia", 1) == Approx(4.5));
  CHECK(at(plan, "x", 1) == Approx(4));
}

TEST_CASE("the retention of a segment's total is that of its own customers") {
  const TestPlan plan = pairs_plan(R"yaml(
metrics:
  arr:
    each: [product, region]
    model: waterfall
    initial: {crm: {americas: 10, europe: 30, asia: 1}, erp: 1}
    new: 0/mo
    churn: {americas: 12%/y, europe: 24%/y, asia: 0%/y}
  kept: {formula: arr.crm.nrr}
)yaml");
  // Of $41, the Americas keep 0.99^12 of 10, Europe 0.98^12 of 30, Asia all.
  const double kept = 10 * std::pow(0.99, 12) + 30 * std::pow(0.98, 12) + 1;
  CHECK(at(plan, "kept", 12) == Approx(kept / 41).epsilon(1e-12));
}

TEST_CASE("a risk on a segment's total hits its pairs with one draw, and no other") {
  const TestPlan plan = pairs_plan(R"yaml(
metrics:
  x: {each: [product, region], initial: 100, next: x}
  y: {each: [product, region], formula: 2 * x, total: formula}
risks:
  one: {frequency: 12/y, impact: {x.crm: 5% to 20%}}
  two: {frequency: 12/y, impact: {x.europe: 1%}}
  three: {frequency: 12/y, impact: {y.asia: 50%}, duration: 1mo}
)yaml");
  const TestRun run = plan.run({.paths = 1000});
  const auto same = [&](std::string_view a, std::string_view b) {
    return same_bits(run.curve(a).mean, run.curve(b).mean);
  };
  CHECK(same("x.crm.americas", "x.crm.asia"));
  CHECK_FALSE(same("x.crm.americas", "x.crm.europe"));
  CHECK(run.curve("x.erp.americas").mean(24) == 100);
  CHECK(run.curve("x.erp.europe").mean(24) < 90);
  CHECK(run.curve("x.crm.americas").mean(24) < 50);
  CHECK(run.curve("y.erp.americas").mean(24) == 200);
  CHECK(run.curve("y.erp.asia").mean(24) < 190);
  // The total by formula is hit by its own name.
  CHECK(run.curve("y.asia").mean(24) < 0.95 * 2 * (run.curve("x.crm.asia").mean(24) + 100));
}

TEST_CASE("a segment's total in between stands for its pairs") {
  const TestPlan plan = pairs_plan(R"yaml(
drivers:
  luck: {draw: "normal(0, 1)", each: [product, region]}
correlations:
  - {between: [luck.crm], rho: 60%}
metrics:
  within: {formula: luck.crm.americas * luck.crm.europe}
  across: {formula: luck.crm.americas * luck.erp.americas}
)yaml");
  const TestRun run = plan.run({.paths = kManyPaths});
  // Errors of the mean of a product of normals are below sqrt(2 / n).
  const double error = 4 * std::sqrt(2.0 / static_cast<double>(kManyPaths));
  CHECK(run.curve("within").mean(1) == Approx(0.6).margin(error));
  CHECK(run.curve("across").mean(1) == Approx(0).margin(error));
}

TEST_CASE("actual months, schedules and paths reach a pair") {
  const TestPlan plan = pairs_plan(R"yaml(
metrics:
  x:
    each: [product, region]
    model: compound
    growth: 0%
    actual:
      crm: {americas: {2026-01: 1, 2026-02: 2}, europe: {2026-01: 3}, asia: {2026-01: 4}}
      erp: {2026-01: 5}
  y: {each: [product, region], formula: {crm: {2026-01: 1, 2026-06: 2}, erp.americas: 5, erp.europe: 6, erp.asia: 7}, total: sum}
variants:
  changed: {metrics.x.actual.crm.asia.2026-01: 40, metrics.y.formula.erp.asia: 70}
)yaml");
  CHECK(at(plan, "x.crm", 3) == Approx(2 + 3 + 4));
  CHECK(at(plan, "x", 3) == Approx(9 + 15));
  CHECK(at(plan, "y.crm", 1) == Approx(3));
  CHECK(at(plan, "y.crm", 6) == Approx(6));
  CHECK(at(plan, "y", 6) == Approx(6 + 18));
}

TEST_CASE("a list of one list is that list") {
  const TestPlan plan = pairs_plan("metrics: {x: {each: [region], initial: 2, next: x}}\n");
  CHECK(at(plan, "x.europe", 1) == 2);
  CHECK(at(plan, "x", 1) == 6);
}
