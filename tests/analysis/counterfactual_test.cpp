// SPDX-License-Identifier: Apache-2.0
// What the investment and the mitigation of risks gain, on the same paths.
#include "escala/analysis/counterfactual.h"

#include <cmath>
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

TestPlan plan_with(const std::string& investment) {
  return plan_of("  x: {formula: tech}\ninvestment:\n" + investment, "24mo",
                 "drivers: {tech: 100}");
}

// What a run of a plan finds of everything that can be left out.
std::vector<Counterfactual> gains(const TestPlan& plan, std::uint64_t paths, std::size_t threads) {
  Workers workers(threads);
  JudgeObserver judge;
  OutcomeObserver outcomes;
  Run run = plan.run_of({.paths = paths});
  run.observers = {&judge, &outcomes};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  Counterfactuals found = compare_omissions(run, outcomes, judge, workers, {});
  REQUIRE(found.outcome.status == RunStatus::done);
  return std::move(found.found);
}

} // namespace

TEST_CASE("what the investment gains is the difference on the same paths") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 100, growth: pace, persistence: 90%, "
              "volatility: 30%}\n"
              "investment:\n  budget: $24\n  over: 2y\n"
              "  pillars: {all: {share: 100%, lifts: {pace: 40%}, half_at: $6}}\n"
              "targets:\n  big: {when: x >= 200, at: 24mo}\n",
              "24mo", "drivers: {pace: \"normal(40%, 10%)\"}");
  Workers workers(1);
  JudgeObserver judge;
  OutcomeObserver outcomes;
  const Run run{.model = &plan.model(),
                .draws = DrawSource(9),
                .paths = 2000,
                .observers = {&judge, &outcomes}};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  const auto compared = compare_omissions(run, outcomes, judge, workers, {}).found;
  REQUIRE(compared.size() == 1);
  const Counterfactual& found = compared[0];
  CHECK(found.paths == 2000);
  const TestRun with = plan.run({.paths = 2000, .seed = 9, .keep = true});
  const TestRun without =
      plan.run({.paths = 2000, .seed = 9, .keep = true, .without = {{Omission::Kind::investment}}});
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
  Workers workers(1);
  JudgeObserver judge;
  OutcomeObserver outcomes;
  const Run run{.model = &plan.model(), .paths = 1000, .observers = {&judge, &outcomes}};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  const auto compared = compare_omissions(run, outcomes, judge, workers, {}).found;
  REQUIRE(compared.size() == 1);
  CHECK(compared[0].paths == 1);
  CHECK(compared[0].joint.gain == 1);
  CHECK(compared[0].joint.std_error == 0);
}

TEST_CASE("each risk's mitigation, all of it, the investment and each risk are left out in turn") {
  const TestPlan plan = plan_of(
      "  x: {formula: 100}\n"
      "risks:\n"
      "  a: {frequency: 2/y, impact: {x: 5%}, mitigation: {prevention: 50%}}\n"
      "  b: {frequency: 1/y, impact: {x: 10%}, mitigation: {prevention: 100%}}\n"
      "  c: {frequency: 1/y, impact: {x: 1%}}\n"
      "investment: {budget: $1, pillars: {p: {share: 100%, lifts: {d: 10%}, half_at: $1}}}\n",
      "12mo", "drivers: {d: 5}");
  const std::vector<Omission> omissions = omissions_of(plan.model());
  REQUIRE(omissions.size() == 7);
  CHECK(omissions[0] == Omission{.kind = Omission::Kind::mitigation, .risk = 0});
  CHECK(omissions[1] == Omission{.kind = Omission::Kind::mitigation, .risk = 1});
  CHECK(omissions[2] == Omission{.kind = Omission::Kind::mitigation});
  CHECK(omissions[3] == Omission{.kind = Omission::Kind::investment});
  for (std::uint32_t i = 0; i < 3; ++i)
    CHECK(omissions[4 + i] == Omission{.kind = Omission::Kind::risk, .risk = i});
}

// A share s of Poisson events of rate r for a year leaves E(1 - s)^N = exp(-r s).
TEST_CASE("what prevention gains is what a Poisson process says") {
  const TestPlan plan =
      plan_of("  x: {formula: 100}\n"
              "risks: {a: {frequency: 2/y, impact: {x: 10%}, mitigation: {prevention: 60%}}}\n",
              "12mo");
  const auto found = gains(plan, 2048, 2);
  REQUIRE(found.size() == 2);
  const Gain& gain = found[0].metrics[0];
  CHECK(std::abs(gain.with - 100 * std::exp(-0.8 * 0.1)) < 4 * 9.0 / std::sqrt(2048));
  CHECK(std::abs(gain.gain - 100 * (std::exp(-0.08) - std::exp(-0.2))) < 4 * gain.std_error);
  CHECK(gain.gain == Approx(gain.with - gain.without).epsilon(1e-12));
  const Gain& risk = found[1].metrics[0]; // without it nothing is lost
  CHECK(risk.with == gain.with);
  CHECK(risk.without == Approx(100).epsilon(1e-12));
}

// A risk on a driver: x is 50 where it was hit, which is with probability 1 - exp(-1) in a year.
TEST_CASE("what a risk on a driver does shows without it") {
  const TestPlan plan = plan_of("  x: {formula: tech}\n"
                                "risks: {a: {frequency: 1/y, impact: {tech: 50%}, duration: 1y}}\n"
                                "targets: {high: {when: x >= 80, throughout: 1mo to 12mo}}",
                                "12mo", "drivers: {tech: 100}");
  const auto found = gains(plan, 2048, 1);
  REQUIRE(found.size() == 1);
  CHECK(found[0].without == Omission{.kind = Omission::Kind::risk, .risk = 0});
  CHECK(found[0].targets[0].without == 1);
  CHECK(std::abs(found[0].targets[0].with - std::exp(-1)) < 4 * 0.5 / std::sqrt(2048));
  CHECK(found[0].metrics[0].without == 100);
  CHECK(found[0].metrics[0].gain < -10);
}

TEST_CASE("gains are the same on any number of threads") {
  const TestPlan plan(scenario_text("risk_register.yaml"));
  const auto one = gains(plan, 3000, 1);
  const auto many = gains(plan, 3000, 7);
  REQUIRE(one.size() == many.size());
  REQUIRE(one.size() > 2);
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(same_bits(one[i].metrics[0].gain, many[i].metrics[0].gain));
    CHECK(same_bits(one[i].metrics[0].std_error, many[i].metrics[0].std_error));
    CHECK(same_bits(one[i].joint.gain, many[i].joint.gain));
  }
}
