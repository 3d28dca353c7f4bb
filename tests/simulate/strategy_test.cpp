// SPDX-License-Identifier: Apache-2.0
// Every target, pillar and kind of risk of the strategy that escala began from is in
// scenarios/advanced_scaling.yaml, and a run judges it.
#include <algorithm>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

// The strategy's table of targets, with the condition that says each row.
struct Row {
  std::string area;
  std::string target;
  std::vector<std::string> conditions;
};

const std::vector<Row>& strategy() {
  static const std::vector<Row> rows{
      {"revenue", "$1B ARR within 5 years", {"arr >= $1B"}},
      {"users", "100M or more", {"users >= 100M"}},
      {"team",
       "1,000 or more employees, 500 or more of them scaling specialists",
       {"headcount >= 1000", "specialists >= 500"}},
      {"market", "100 or more countries", {"countries >= 100"}},
      {"technology",
       "100 times the capacity of the start; 100 or more tools",
       {"capacity >= 100", "tools >= 100"}},
      {"growth rate", "200% or more a year", {"growth_rate >= 200%"}},
      {"scalability", "100 times", {"scale >= 100"}},
      {"efficiency", "50% or more better than at the start", {"efficiency >= 50%"}},
      {"performance",
       "99.9% or more (requests served within the objective)",
       {"performance >= 99.9%"}},
      {"reliability", "99.99% or more (availability)", {"mean(uptime, 12mo) >= 99.99%"}},
      {"investment", "$200M put into scaling", {"investment.spent >= $200M"}},
  };
  return rows;
}

} // namespace

TEST_CASE("every row of the strategy is judged by a run") {
  const TestPlan plan(scenario_text("advanced_scaling.yaml"));
  const TestRun run = plan.run({.paths = 2000, .curves = false});
  REQUIRE(run.outcome.status == escala::RunStatus::done);
  for (const Row& row : strategy()) {
    for (const std::string& condition : row.conditions) {
      const auto& targets = plan.model().targets;
      const auto found = std::ranges::find(targets, condition, &escala::ModelTarget::when);
      INFO(row.area << " (" << row.target << ") is missing: no target says " << condition);
      CHECK(found != targets.end());
      if (found != targets.end())
        CHECK(found->to == 60);
    }
  }
}

TEST_CASE("the strategy's pillars and its five kinds of risk, with mitigation, are simulated") {
  const TestPlan plan(scenario_text("advanced_scaling.yaml"));
  const TestRun run = plan.run({.paths = 2000, .curves = false});
  const auto& pillars = plan.notes().written().investment->pillars;
  for (const char* pillar : {"product", "technology", "team", "market", "operations"}) {
    INFO(pillar);
    CHECK(std::ranges::any_of(pillars, [&](const auto& one) { return one.name.text == pillar; }));
  }
  for (std::string_view category : escala::kRiskCategories) {
    INFO(category);
    CHECK(std::ranges::any_of(run.categories, [&](const auto& one) {
      return one.name == category && one.residual.events > 0;
    }));
  }
  for (const escala::ModelRisk& risk : plan.model().risks)
    CHECK(risk.mitigated);
}
