// SPDX-License-Identifier: Apache-2.0
// A value that is set in a compiled plan gives what a plan with that value written gives.
#include "escala/plan/open_plan.h"

#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr auto kPlan =
    "escala: 1\n"
    "name: P\n"
    "horizon: 24mo\n"
    "segments: {region: [north, south]}\n"
    "drivers:\n"
    "  pace: normal(40%, 10%)\n"
    "  heads: $100k to $300k\n"
    "  demand: {draw: \"gamma(2, 10%)\", every: month}\n"
    "  still: 5%\n"
    "metrics:\n"
    "  arr: {unit: USD, model: compound, initial: $5M, growth: pace, persistence: 90%,\n"
    "    volatility: 20%}\n"
    "  listed: {model: compound, initial: 10, growth: [80%, 40%]}\n"
    "  users: {model: logistic, initial: 10k, growth: 100% + demand, limit: 1M}\n"
    "  team: {unit: people, model: staffing, initial: 40, need: arr / heads, speed: 25%/mo,\n"
    "    attrition: 10%/y, max: 500}\n"
    "  stores: {model: launches, initial: 1, rate: 2/mo, limit: 100}\n"
    "  mrr: {unit: USD, model: waterfall, initial: $1M, new: $100k/mo, expansion: 2%/mo, "
    "churn: 1%/mo}\n"
    "  tax: {formula: \"arr * 20%\", unit: USD}\n"
    "  cash: {unit: USD, initial: $10M, next: \"cash + (arr * 5% - $200k * still) / 12\"}\n"
    "  split: {model: compound, each: region, initial: {north: 5, south: 7}, growth: 30%}\n"
    "  steps: {formula: steps_, actual: {2026-01: 3}}\n"
    "  steps_: {formula: {2026-01: 11, 2027-01: 12.5}}\n"
    "risks:\n"
    "  outage: {frequency: 2/y, impact: {arr: 5%, users: 10%}, duration: 2mo,\n"
    "    mitigation: {prevention: 40%, detection: 60%, response: 50%, cost: $1M/y}}\n"
    "  fine: {frequency: 1/y, impact: {cash: $100k}}\n"
    "investment:\n"
    "  budget: $10M\n"
    "  over: 2y\n"
    "  pillars: {product: {share: 50%, lifts: {arr.growth: 25%, still: 10%}, half_at: $4M}}\n"
    "targets:\n"
    "  goal: {when: arr > $6M, by: 2y, confidence: 40%}\n";

struct Opened {
  std::string path;  // PATH={first, second}: the first is written in the plan already
  std::string value; // the second, as --set takes it
  bool is_input = true;
};

std::optional<OpenPlan> opened(const Plan& plan, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto value = read_open_value(sources.add("--vary", text, true), "USD", diagnostics);
  REQUIRE(value);
  auto open = OpenPlan::open(plan, {}, {std::move(*value)}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  return open;
}

struct Outcome {
  std::vector<MetricSummary> curves;
  Tally tally;
};

Outcome run(const Model& model, const std::vector<double>& inputs) {
  SummaryObserver summary({test_quantiles()});
  JudgeObserver judge;
  Workers workers(1);
  const RunOutcome outcome = simulate({.model = &model,
                                       .draws = DrawSource(3),
                                       .paths = 1500,
                                       .inputs = inputs,
                                       .observers = {&summary, &judge}},
                                      workers);
  REQUIRE(outcome.status == RunStatus::done);
  return {summary.metrics(), judge.tally()};
}

void check_same(const Outcome& a, const Outcome& b) {
  REQUIRE(a.curves.size() == b.curves.size());
  for (std::size_t i = 0; i < a.curves.size(); ++i) {
    INFO("metric " << i);
    CHECK(same_bits(a.curves[i], b.curves[i]));
  }
  CHECK(a.tally.joint.paths == b.tally.joint.paths);
}

} // namespace

TEST_CASE("setting a value gives the bytes of a plan that has it written") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  const std::vector<Opened> all{
      {"metrics.arr.initial={$5M, $8M}", "$8M"},
      {"metrics.arr.persistence={90%, 80%}", "80%"},
      {"metrics.arr.volatility={20%, 35%}", "35%"},
      {"metrics.listed.growth.1={40%, 15%}", "15%"},
      {"metrics.users.limit={1M, 300k}", "300k"},
      {"metrics.users.growth={100%, 60%} + demand", "60% + demand"},
      {"metrics.team.speed={25%/mo, 60%/mo}", "60%/mo"},
      {"metrics.team.attrition={10%/y, 30%/y}", "30%/y"},
      {"metrics.team.max={500, 60}", "60"},
      {"metrics.stores.rate={2/mo, 5/mo}", "5/mo"},
      {"metrics.stores.limit={100, 20}", "20"},
      {"metrics.mrr.new={$100k/mo, $2M/y}", "$2M/y"},
      {"metrics.mrr.churn={1%/mo, 3%/mo}", "3%/mo"},
      {"metrics.tax.formula=arr * {20%, 25%}", "arr * 25%"},
      {"metrics.cash.next=cash + (arr * {5%, 7%} - $200k * still) / 12",
       "cash + (arr * 7% - $200k * still) / 12"},
      {"metrics.split.growth={30%, 50%}", "50%"},
      {"metrics.split.initial.north={5, 9}", "9"},
      {"metrics.steps_.formula.2027-01={12.5, 14}", "14"},
      {"drivers.pace=normal({40%, 55%}, 10%)", "normal(55%, 10%)"},
      {"drivers.pace=normal(40%, {10%, 2%})", "normal(40%, 2%)"},
      {"drivers.demand.draw=gamma({2, 3}, 10%)", "gamma(3, 10%)"},
      {"drivers.still={5%, -8%}", "-8%"},
      {"risks.outage.frequency={2/y, 6/y}", "6/y"},
      {"risks.outage.impact.arr={5%, 20%}", "20%"},
      {"risks.outage.duration={2mo, 5mo}", "5mo"},
      {"risks.outage.mitigation.prevention={40%, 0%}", "0%"},
      {"risks.outage.mitigation.cost={$1M/y, $3M/y}", "$3M/y"},
      {"risks.fine.impact.cash={$100k, $900k}", "$900k"},
      {"investment.budget={$10M, $30M}", "$30M"},
      {"investment.pillars.product.share={50%, 80%}", "80%"},
      {"investment.pillars.product.lifts.arr.growth={25%, 60%}", "60%"},
      {"investment.pillars.product.half_at={$4M, $1M}", "$1M"},
      {"targets.goal.when=arr > {$6M, $9M}", "arr > $9M"},
      {"drivers.heads={$100k, $150k} to $300k", "$150k to $300k", false},
      {"horizon={24mo, 30mo}", "30mo", false},
      {"investment.over={2y, 1y}", "1y", false},
      {"targets.goal.by={2y, 1y}", "1y", false},
      {"targets.goal.confidence={40%, 90%}", "90%", false},
      {"simulation.seed={1, 2}", "2", false},
      {"fiscal_year={1, 4}", "4", false},
  };
  for (const Opened& each : all) {
    INFO(each.path);
    const auto open = opened(plan, each.path);
    REQUIRE(open);
    REQUIRE(open->size() == 1);
    CHECK(open->is_input(0) == each.is_input);
    Sources sources;
    Diagnostics diagnostics;
    const auto values =
        read_open_value(sources.add("--vary", each.path, true), "USD", diagnostics)->values[0];
    const auto point = open->at(std::vector{values.values.at(1)}, diagnostics);
    REQUIRE(point);
    const std::string path = each.path.substr(0, each.path.find('='));
    const auto written = plan.compile({.sets = {path + "=" + each.value}}, diagnostics).compiled;
    for (const Diagnostic& diagnostic : diagnostics.sorted())
      UNSCOPED_INFO(to_text(diagnostic));
    REQUIRE(written);
    check_same(run(point->plan->model, point->inputs), run(written->model, {}));
    CHECK(point->plan->simulation.seed == written->simulation.seed);
    CHECK(point->plan->model.targets[0].confidence == written->model.targets[0].confidence);
  }
}

TEST_CASE("a value that is an input is set without compiling, one that is not compiles") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  Sources sources;
  Diagnostics diagnostics;
  std::vector<OpenValue> values;
  for (const char* text : {"metrics.arr.initial={$5M..$20M}", "horizon={24mo, 36mo}"})
    values.push_back(*read_open_value(sources.add("--vary", text, true), "USD", diagnostics));
  const auto open = OpenPlan::open(plan, {}, values, diagnostics);
  REQUIRE(open);
  CHECK(open->is_input(0));
  CHECK_FALSE(open->is_input(1));
  const auto first = open->at(std::vector{5e6, 24.0}, diagnostics);
  const auto second = open->at(std::vector{8e6, 24.0}, diagnostics);
  const auto third = open->at(std::vector{8e6, 36.0}, diagnostics);
  REQUIRE((first && second && third));
  CHECK(first->plan == second->plan);
  CHECK(second->inputs == std::vector{8e6});
  CHECK(third->plan->model.horizon == 36);
}

TEST_CASE("a value out of its range is told with its path") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  const auto open = opened(plan, "metrics.users.limit={1M, -5}");
  REQUIRE(open);
  Diagnostics diagnostics;
  const auto point = open->at(std::vector{-5.0}, diagnostics);
  REQUIRE(point);
  Workers workers(1);
  const RunOutcome outcome =
      simulate({.model = &point->plan->model, .paths = 10, .inputs = point->inputs}, workers);
  REQUIRE(outcome.status == RunStatus::failed);
  const Diagnostic said = explain(outcome.failure, point->plan->model, point->plan->notes);
  INFO(to_text(said));
  CHECK(said.problem.starts_with("limit of users is out of range in month 1"));
  CHECK(said.suggestion == "choose another value of metrics.users.limit");
}

TEST_CASE("a path that the plan does not have is a mistake") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  CHECK_FALSE(opened(plan, "metrics.none.initial={1, 2}"));
  CHECK_FALSE(opened(plan, "metrics.arr.initial={1y, 2y}"));
}
