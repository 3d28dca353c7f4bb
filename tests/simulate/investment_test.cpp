// SPDX-License-Identifier: Apache-2.0
// What the pillars spend, and what that lifts.
#include <algorithm>
#include <cmath>
#include <string>

#include "escala/analysis/counterfactual.h"
#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

TestPlan plan_with(const std::string& investment,
                   const std::string& metrics = "  x: {formula: tech}\n") {
  return plan_of(metrics + "investment:\n" + investment, "24mo", "drivers: {tech: 100}");
}

} // namespace

TEST_CASE("a lift has half its effect at half_at, by what was spent before the month") {
  // $10 a month for a year.
  const TestPlan plan =
      plan_with("  budget: $120\n  over: 1y\n"
                "  pillars: {all: {share: 100%, lifts: {tech: 20%}, half_at: $40}}\n");
  const auto spent = [](int month) { return 10.0 * std::min(month, 12); };
  check_months(series_of(plan, "investment.spent"), spent);
  const std::vector<double> x = series_of(plan, "x");
  check_months(x, [&](int month) {
    const double before = month == 0 ? 0 : spent(month - 1);
    return 100 * (1 + 0.2 * before / (before + 40));
  });
  CHECK(x[0] == 100);
  CHECK(x[1] == 100);
  CHECK(close(x[5], 110)); // $40 spent by the end of month 4
}

TEST_CASE("spend by year replaces the even spend, and stops with its list") {
  const TestPlan plan = plan_with("  budget: $100\n  over: 2y\n"
                                  "  pillars:\n"
                                  "    a: {share: 40%, spend: [$24, $12]}\n"
                                  "    b: {share: 30%}\n"
                                  "    c: {spend: [$12]}\n");
  check_months(series_of(plan, "investment.spent"), [](int month) {
    const double first = std::min(month, 12);
    const double second = std::max(0, month - 12);
    return first * 2 + second * 1 + 30.0 * month / 24 + first;
  });
}

TEST_CASE("pillars multiply what they lift, a metric's parameter as well as a driver") {
  const TestPlan plan =
      plan_with("  budget: $100\n  over: 1mo\n"
                "  pillars:\n"
                "    a: {share: 50%, lifts: {tech: 30%, g.growth: 50%}, half_at: $50}\n"
                "    b: {share: 50%, lifts: {tech: -20%}, half_at: $50}\n",
                "  x: {formula: tech}\n"
                "  g: {model: compound, initial: 1, growth: 40%, persistence: 100%}\n");
  check_months(series_of(plan, "x"), [](int month) { return month < 2 ? 100 : 100 * 1.15 * 0.9; });
  check_months(series_of(plan, "g"), [](int month) {
    return month < 2 ? std::pow(1.4, month / 12.0)
                     : std::pow(1.4, 1 / 12.0) * std::pow(1.5, (month - 1) / 12.0);
  });
}

TEST_CASE("what the investment gains is the difference on the same paths") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 100, growth: pace, persistence: 90%, "
              "volatility: 30%}\n"
              "investment:\n  budget: $24\n  over: 2y\n"
              "  pillars: {all: {share: 100%, lifts: {pace: 40%}, half_at: $6}}\n"
              "targets:\n  big: {when: x >= 200, at: 24mo}\n",
              "24mo", "drivers: {pace: \"normal(40%, 10%)\"}");
  escala::Workers workers(1);
  escala::JudgeObserver judge;
  escala::OutcomeObserver outcomes;
  const escala::Run run{.model = &plan.model(),
                        .draws = escala::DrawSource(9),
                        .paths = 2000,
                        .observers = {&judge, &outcomes}};
  REQUIRE(simulate(run, workers).status == escala::RunStatus::done);
  const auto compared = escala::compare_omissions(run, outcomes, judge, workers, {}).found;
  REQUIRE(compared.size() == 1);
  const escala::Counterfactual& found = compared[0];
  CHECK(found.paths == 2000);
  const TestRun with = plan.run({.paths = 2000, .seed = 9, .keep = true});
  const TestRun without = plan.run(
      {.paths = 2000, .seed = 9, .keep = true, .without = {{escala::Omission::Kind::investment}}});
  double difference = 0;
  for (std::size_t path = 0; path < 2000; ++path)
    difference += (with.values("x", 24)[path] - without.values("x", 24)[path]) / 2000;
  CHECK(close(found.metrics[0].gain, difference, 1e-10));
  CHECK(close(found.metrics[0].with, with.mean("x", 24), 1e-12));
  CHECK(close(found.metrics[0].without, without.mean("x", 24), 1e-12));
  CHECK(close(found.targets[0].gain, with.probability("big") - without.probability("big"), 1e-10));
  // Paired, so that the error is far below that of two runs with luck of their own.
  CHECK(found.metrics[0].std_error < 0.3 * with.curve("x").sd[24] * std::sqrt(2.0 / 2000));
  CHECK(without.mean("investment.spent", 24) == 0);
}

TEST_CASE("the joint target gains with its parts, and certain plans have certain gains") {
  const TestPlan plan =
      plan_with("  budget: $24\n  over: 2y\n"
                "  pillars: {all: {share: 100%, lifts: {tech: 40%}, half_at: $6}}\n"
                "targets:\n  big: {when: x >= 120}\n");
  escala::Workers workers(1);
  escala::JudgeObserver judge;
  escala::OutcomeObserver outcomes;
  const escala::Run run{.model = &plan.model(), .paths = 1000, .observers = {&judge, &outcomes}};
  REQUIRE(simulate(run, workers).status == escala::RunStatus::done);
  const auto compared = escala::compare_omissions(run, outcomes, judge, workers, {}).found;
  REQUIRE(compared.size() == 1);
  CHECK(compared[0].paths == 1);
  CHECK(compared[0].joint.gain == 1);
  CHECK(compared[0].joint.std_error == 0);
}
