// SPDX-License-Identifier: Apache-2.0
// Several runs in one call share the threads, and each is what it is alone.
#include <deque>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

struct Watched {
  SummaryObserver summary{{test_quantiles()}};
  JudgeObserver judge;
};

TestPlan small() {
  return plan_of("  x: {model: compound, initial: 100, growth: g, volatility: 20%}\n"
                 "targets: {goal: {when: x > 120}}",
                 "18mo", "drivers: {g: \"normal(20%, 10%)\"}");
}

} // namespace

TEST_CASE("runs of several models in one call are what each is alone") {
  const TestPlan first = small();
  const TestPlan second(scenario_text("risk_register.yaml"));
  const std::vector<std::pair<const TestPlan*, std::uint64_t>> asked{
      {&first, 5000}, {&second, 700}, {&first, 1}, {&first, 2500}, {&second, 2000}};
  for (const std::size_t threads : {1U, 2U, 7U}) {
    std::deque<Watched> watched;
    std::vector<Run> runs;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      Watched& each = watched.emplace_back();
      Run& run =
          runs.emplace_back(asked[i].first->run_of({.paths = asked[i].second, .seed = i + 1}));
      run.observers = {&each.summary, &each.judge};
    }
    Workers workers(threads);
    REQUIRE(simulate(runs, workers).status == RunStatus::done);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      INFO(threads << " threads, run " << i);
      const TestRun alone = asked[i].first->run({.paths = asked[i].second, .seed = i + 1});
      for (std::size_t metric = 0; metric < alone.curves.size(); ++metric)
        CHECK(same_bits(watched[i].summary.metrics()[metric], alone.curves[metric]));
      CHECK(watched[i].judge.tally().joint.paths == alone.tally.joint.paths);
    }
  }
}

TEST_CASE("of several runs the first that fails is told") {
  const TestPlan good = small();
  const TestPlan bad =
      plan_of("  y: {formula: \"log(u - 0.5)\"}", "6mo", "drivers: {u: \"uniform(0, 1)\"}");
  const std::vector<Run> runs{good.run_of({.paths = 3000}), bad.run_of({.paths = 50}),
                              bad.run_of({.paths = 3000, .seed = 2})};
  Workers workers(2);
  const RunOutcome outcome = simulate(runs, workers);
  REQUIRE(outcome.status == RunStatus::failed);
  CHECK(outcome.run == 1);
  const TestRun alone = bad.run({.paths = 50});
  CHECK(to_text(explain(outcome.failure, bad.model(), bad.notes())) ==
        to_text(alone.outcome.failure));
}

TEST_CASE("no runs are done at once") {
  Workers workers(2);
  CHECK(simulate(std::span<const Run>(), workers).status == RunStatus::done);
}

TEST_CASE("runs that leave different things out differ in that alone") {
  const TestPlan plan(scenario_text("risk_register.yaml"));
  std::deque<Watched> watched(2);
  std::vector<Run> runs(2, plan.run_of({.paths = 1500}));
  runs[1].without = {{.kind = Omission::Kind::mitigation}};
  for (std::size_t i = 0; i < 2; ++i)
    runs[i].observers = {&watched[i].summary};
  Workers workers(2);
  REQUIRE(simulate(runs, workers).status == RunStatus::done);
  const TestRun with = plan.run({.paths = 1500});
  const TestRun without =
      plan.run({.paths = 1500, .without = {{.kind = Omission::Kind::mitigation}}});
  CHECK(same_bits(watched[0].summary.metrics()[0], with.curves[0]));
  CHECK(same_bits(watched[1].summary.metrics()[0], without.curves[0]));
}
