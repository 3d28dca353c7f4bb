// SPDX-License-Identifier: Apache-2.0
// Plans with segments against the same plans written out by hand, and against hand-computed totals.
#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

namespace {

using namespace escala;
using namespace escala::test;

constexpr const char* kRegions = "segments: {region: [americas, europe]}\n";

// The same metric of two plans, bit by bit.
void check_same(const TestRun& segmented, std::string_view name, const TestRun& by_hand,
                std::string_view other) {
  INFO(name << " and " << other);
  CHECK(same_bits(segmented.curve(name).mean, by_hand.curve(other).mean));
}

// A certain plan of one formula's value over segments, month 12.
double at_12(const TestPlan& plan, std::string_view metric) {
  return series_of(plan, metric).at(12);
}

} // namespace

TEST_CASE("a certain plan by segments is the plan written out by hand, to the bit") {
  const TestPlan segmented(R"yaml(escala: 1
name: Segmented
horizon: 3y
segments: {region: [americas, europe]}
drivers:
  pace: {draw: {americas: 40%, europe: 25%}, each: region}
  price: {draw: $110, each: region}
metrics:
  arr: {unit: USD, model: compound, each: region, initial: {americas: $3M, europe: $1M}, growth: pace, persistence: 80%}
  users: {model: logistic, each: region, initial: 1k, growth: {americas: 90%, europe: 60%}, limit: 1M}
  people: {model: staffing, each: region, initial: 10, need: users / 100, attrition: 10%/y}
  sales: {unit: USD, formula: "price * users + lag(arr, 3mo)", each: region, total: sum}
  margin: {unit: "%", formula: arr / sales - 1, each: region, total: formula}
  together: {unit: USD, formula: arr + peak(sales)}
)yaml");
  const TestPlan by_hand(R"yaml(escala: 1
name: By hand
horizon: 3y
drivers: {growth_a: 40%, growth_e: 25%, price: $110}
metrics:
  arr_a: {unit: USD, model: compound, initial: $3M, growth: growth_a, persistence: 80%}
  arr_e: {unit: USD, model: compound, initial: $1M, growth: growth_e, persistence: 80%}
  users_a: {model: logistic, initial: 1k, growth: 90%, limit: 1M}
  users_e: {model: logistic, initial: 1k, growth: 60%, limit: 1M}
  people_a: {model: staffing, initial: 10, need: users_a / 100, attrition: 10%/y}
  people_e: {model: staffing, initial: 10, need: users_e / 100, attrition: 10%/y}
  sales_a: {unit: USD, formula: "price * users_a + lag(arr_a, 3mo)"}
  sales_e: {unit: USD, formula: "price * users_e + lag(arr_e, 3mo)"}
  margin_a: {unit: "%", formula: arr_a / sales_a - 1}
  margin_e: {unit: "%", formula: arr_e / sales_e - 1}
  arr: {unit: USD, formula: arr_a + arr_e}
  users: {formula: users_a + users_e}
  people: {formula: people_a + people_e}
  sales: {unit: USD, formula: sales_a + sales_e}
  margin: {unit: "%", formula: arr / sales - 1}
  together: {unit: USD, formula: arr + peak(sales)}
)yaml");
  const TestRun one = segmented.run();
  const TestRun other = by_hand.run();
  check_same(one, "together", other, "together");
  for (const std::string name : {"arr", "users", "people", "sales", "margin"}) {
    check_same(one, name, other, name);
    check_same(one, name + ".americas", other, name + "_a");
    check_same(one, name + ".europe", other, name + "_e");
  }
}

TEST_CASE("an uncertain plan by segments has the spread of the one written out by hand") {
  const TestRunning running{.paths = 100'000, .seed = 5};
  const TestRun one =
      plan_of("  arr: {unit: USD, model: compound, each: region, initial: $1M, growth: "
              "20% to 60%, volatility: 20%}",
              "24mo", kRegions)
          .run(running);
  const TestRun other =
      plan_of("  arr_a: {unit: USD, model: compound, initial: $1M, growth: 20% to "
              "60%, volatility: 20%}\n"
              "  arr_e: {unit: USD, model: compound, initial: $1M, growth: 20% to "
              "60%, volatility: 20%}\n"
              "  arr: {unit: USD, formula: arr_a + arr_e}",
              "24mo")
          .run(running);
  for (const std::size_t month : {1U, 12U, 24U}) {
    const double sd = other.curve("arr").sd[month];
    const double error = sd * std::sqrt(2.0 / 100'000);
    check_estimate(one.mean("arr", month), other.mean("arr", month), error);
    CHECK(one.curve("arr").sd[month] == Approx(sd).epsilon(0.03));
    // Segments draw for themselves: two alike have the variance of one twice, not four times.
    const double part = one.curve("arr.europe").sd[month];
    CHECK(one.curve("arr").sd[month] == Approx(part * std::sqrt(2.0)).epsilon(0.03));
  }
}

TEST_CASE("the totals are by default a sum, a mean or the formula of the totals") {
  const TestPlan plan =
      plan_of("  arr: {initial: {americas: 30, europe: 10}, next: arr * 2, each: region}\n"
              "  double: {formula: 2 * arr - 1, each: region}\n"
              "  up: {model: availability, mtbf: {americas: 1000000y, europe: 1000000y}, mttr: "
              "1s, each: region}\n"
              "  average: {formula: arr, each: region, total: mean}",
              "12mo", kRegions);
  CHECK(series_of(plan, "arr").at(1) == 80);
  CHECK(series_of(plan, "double").at(1) == 159); // 2 * 80 - 1, not 119 + 39
  CHECK(series_of(plan, "double.europe").at(1) == 39);
  CHECK(series_of(plan, "average").at(1) == 40);
  CHECK(series_of(plan, "up").at(1) == Approx(1).epsilon(1e-6)); // not 2
}

TEST_CASE("price times volume adds up, and a ratio is the ratio of totals") {
  const TestPlan plan =
      plan_of("  price: {formula: {americas: 10, europe: 40}, each: region, total: none}\n"
              "  volume: {formula: {americas: 300, europe: 100}, each: region, total: sum}\n"
              "  revenue: {formula: price * volume, each: region, total: sum}\n"
              "  per_unit: {formula: revenue / volume, each: region, total: formula}",
              "12mo", kRegions);
  CHECK(at_12(plan, "revenue") == 7000);
  CHECK(at_12(plan, "per_unit") == 7000.0 / 400);
  CHECK(at_12(plan, "per_unit.europe") == 40);
}

TEST_CASE("a total isn't clamped again") {
  const TestPlan plan =
      plan_of("  arr: {initial: 1, next: arr * 2, max: {americas: 3, europe: 5}, each: region}",
              "12mo", kRegions);
  CHECK(at_12(plan, "arr") == 8);
  CHECK(at_12(plan, "arr.americas") == 3);
}

TEST_CASE("a metric of one list reads the total of another list's") {
  const TestPlan plan =
      plan_of("  arr: {initial: 1, next: arr + 1, each: region}\n"
              "  cost: {formula: {basic: arr, plus: 2 * arr + arr.europe}, each: "
              "product, total: sum}",
              "12mo", "segments: {region: [americas, europe], product: [basic, plus]}\n");
  CHECK(at_12(plan, "arr") == 26);
  CHECK(at_12(plan, "cost.basic") == 26);
  CHECK(at_12(plan, "cost.plus") == 2 * 26 + 13);
  CHECK(at_12(plan, "cost") == 26 + 65);
}

TEST_CASE("the retention of a total is what all segments kept of what all had") {
  constexpr double kDt = 1.0 / 12;
  const TestPlan plan = plan_of(
      "  arr: {model: waterfall, each: region, initial: {americas: 300, europe: 100}, new: 5/mo, "
      "expansion: {americas: 24%/y, europe: 6%/y}, contraction: 2%/y, churn: {americas: 12%/y, "
      "europe: 30%/y}}\n"
      "  nrr: {formula: arr.nrr}\n"
      "  grr: {formula: arr.grr}\n"
      "  churned: {formula: arr.churned}\n"
      "  added: {formula: arr.added}\n"
      "  nrr_europe: {formula: arr.europe.nrr}",
      "18mo", kRegions);
  const auto churned_by_plan = series_of(plan, "churned");
  std::vector<double> a{300};
  std::vector<double> e{100};
  for (std::size_t month = 1; month <= 18; ++month) {
    const double churned = a.back() * 0.12 * kDt + e.back() * 0.30 * kDt;
    CHECK(churned_by_plan.at(month) == Approx(churned).epsilon(1e-12));
    a.push_back(a.back() + 5 + a.back() * (0.24 - 0.02 - 0.12) * kDt);
    e.push_back(e.back() + 5 + e.back() * (0.06 - 0.02 - 0.30) * kDt);
  }
  // The mean of the segments' own retention, weighted by their levels a year ago or in month 0.
  const auto mean = [&](double share_a, double share_e, std::size_t month) {
    const std::size_t ago = month < 12 ? 0 : month - 12;
    return (a[ago] * std::pow(share_a, 12) + e[ago] * std::pow(share_e, 12)) / (a[ago] + e[ago]);
  };
  const auto nrr = series_of(plan, "nrr");
  const auto grr = series_of(plan, "grr");
  for (const std::size_t month : {0U, 1U, 7U, 12U, 13U, 18U}) {
    CHECK(nrr.at(month) == Approx(mean(1 + 0.10 * kDt, 1 - 0.26 * kDt, month)).epsilon(1e-12));
    CHECK(grr.at(month) == Approx(mean(1 - 0.14 * kDt, 1 - 0.32 * kDt, month)).epsilon(1e-12));
  }
  CHECK(series_of(plan, "added").at(5) == 10);
  CHECK(series_of(plan, "nrr_europe").at(12) ==
        Approx(std::pow(1 + (0.06 - 0.02 - 0.30) * kDt, 12)).epsilon(1e-12));
}

TEST_CASE("the retention of a total whose mix changes is that of the customers of a year ago") {
  const TestPlan plan = plan_of("  arr: {model: waterfall, unit: USD, each: size, initial: {small: "
                                "$10M, large: $1M}, new: $0/mo, churn: {small: 40%/y, large: 0/y}, "
                                "expansion: {small: 0/y, large: 30%/y}}\n"
                                "  nrr: {formula: arr.nrr}\n",
                                "12mo", "segments: {size: [small, large]}");
  CHECK(series_of(plan, "nrr").at(12) == Approx(0.7275).margin(5e-5));
}

TEST_CASE("targets judge a segment by its name and the total by the bare one") {
  const TestRun run =
      plan_of("  arr: {formula: {americas: 3, europe: 1}, each: region, total: sum}\n"
              "targets:\n"
              "  one: {when: arr.americas >= 3}\n"
              "  both: {when: arr >= 4}\n"
              "  more: {when: arr > 4}",
              "12mo", kRegions)
          .run();
  CHECK(run.probability("one") == 1);
  CHECK(run.probability("both") == 1);
  CHECK(run.probability("more") == 0);
}

TEST_CASE("a segment's value may be a schedule, a list or a choice") {
  const TestPlan plan = plan_of(
      "  arr: {model: compound, each: region, initial: 100, growth: {americas: {2026-01: 10%, "
      "2027-01: 20%}, europe: [5%, 10%]}}\n"
      "  sites: {model: launches, each: region, initial: 0, schedule: {americas: {2026-03: 4}, "
      "europe: {2026-04: 1}}}",
      "24mo", kRegions);
  CHECK(series_of(plan, "arr.americas").at(24) == Approx(132));
  CHECK(series_of(plan, "arr.europe").at(24) == Approx(115.5));
  CHECK(series_of(plan, "sites").at(3) == 4);
  CHECK(series_of(plan, "sites").at(4) == 5);
}

TEST_CASE("labels and units carry over to segments") {
  const TestPlan plan =
      plan_of("  arr: {label: ARR, unit: USD, formula: $1, each: region}", "1mo", kRegions);
  const TestRun run = plan.run();
  CHECK(run.names == std::vector<std::string>{"arr", "arr.americas", "arr.europe"});
  const auto& metrics = plan.model().metrics;
  CHECK(metrics[0].label == "ARR");
  CHECK(metrics[1].label == "ARR, americas");
  CHECK(metrics[1].unit.text == "USD");
}

TEST_CASE("a sum of ten thousand segments neither nests nor takes long") {
  std::string names;
  for (int i = 0; i < 10'000; ++i)
    names += (i == 0 ? "s" : ", s") + std::to_string(i);
  const TestPlan plan = plan_of("  arr: {initial: 1, next: arr + 1, each: region}", "2mo",
                                "segments: {region: [" + names + "]}\n");
  CHECK(series_of(plan, "arr").at(2) == 30'000);
}
