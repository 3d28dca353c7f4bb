// SPDX-License-Identifier: Apache-2.0
// Whether a target reads the same in two plans.
#include "escala/model/same_inputs.h"

#include <string>
#include <utility>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr const char* kPlan = R"yaml(escala: 1
name: A plan
start: 2026-01
horizon: 3y
drivers:
  growth: normal(60%, 20%)
  season: {draw: "normal(0, 1)", every: month}
  price: {2026-01: 10, 2027-01: 12}
  season_size: lognormal(1, 0.2)
  unread: uniform(0, 1)
correlations:
  - {between: [growth, season_size], rho: 30%}
metrics:
  arr: {model: compound, initial: 100, growth: growth, persistence: 80%, volatility: 20%}
  load: {formula: "lag(arr, 3mo) * price + season"}
  size: {formula: load * season_size}
  other: {model: compound, initial: 1, growth: 10%, persistence: 100%}
risks:
  outage:
    frequency: 1/y
    impact: {arr: 2% to 8%}
    duration: 1mo to 4mo
    mitigation: {detection: 40%, response: 50%}
  quake: {frequency: 0.1/y, impact: {other: 50%}}
investment:
  budget: $200
  over: 3y
  pillars:
    product: {share: 60%, lifts: {arr.growth: 25%}, half_at: $40}
    brand: {share: 40%, lifts: {other.growth: 25%}, half_at: $40}
targets:
  goal: {when: size >= 1000, by: 3y}
  else: {when: other >= 1, by: 3y}
)yaml";

using Replacements = std::vector<std::pair<std::string, std::string>>;

// The plan with a part of its text replaced.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = kPlan;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool is_goal_same(const std::string& text) {
  const TestPlan a(kPlan);
  const TestPlan b(text);
  const bool same = has_same_inputs(a.model(), 0, b.model(), 0);
  CHECK(has_same_inputs(b.model(), 0, a.model(), 0) == same);
  return same;
}

} // namespace

TEST_CASE("a target reads the same where only other parts of the plan change") {
  CHECK(is_goal_same(kPlan));
  const Replacements elsewhere{
      {"unread: uniform(0, 1)", "unread: uniform(0, 2)"},
      {"  unread: uniform(0, 1)\n", ""},
      {"  other: {model: compound, initial: 1,",
       "  new: {formula: arr * 2}\n  other: {model: compound, initial: 2,"},
      {"quake: {frequency: 0.1/y", "quake: {frequency: 0.3/y"},
      {"other.growth: 25%", "other.growth: 35%"},
      {"else: {when: other >= 1", "else: {when: other >= 2"},
      {"name: A plan", "name: Another plan"},
      {"goal: {when: size", "goal: {label: The goal, confidence: 90%, when: size"},
      {"  arr: {model", "  arr: {label: ARR, model"}};
  for (const auto& [from, to] : elsewhere) {
    INFO(from << " -> " << to);
    CHECK(is_goal_same(changed(from, to)));
  }
}

TEST_CASE("a target does not read the same where what it depends on changes") {
  const Replacements changes{{"size >= 1000", "size >= 1001"},
                             {"size >= 1000, by: 3y", "size >= 1000, by: 2y"},
                             {"size >= 1000, by: 3y", "size >= 1000, at: 3y"},
                             {"start: 2026-01", "start: 2026-02"}, // the price rises earlier
                             {"normal(60%, 20%)", "normal(61%, 20%)"},
                             {"normal(60%, 20%)", "normal(60%, 20%, min=0%)"},
                             {"normal(60%, 20%)", "uniform(60%, 80%)"},
                             {"every: month", "every: year"},
                             {"2027-01: 12", "2027-01: 13"},
                             {"2027-01: 12", "2027-02: 12"},
                             {"rho: 30%", "rho: 31%"},
                             {"persistence: 80%", "persistence: 81%"},
                             {"volatility: 20%", "volatility: 21%"},
                             {", volatility: 20%", ""},
                             {"lag(arr, 3mo)", "lag(arr, 4mo)"},
                             {"frequency: 1/y", "frequency: 1.1/y"},
                             {"arr: 2% to 8%", "arr: 2% to 9%"},
                             {"1mo to 4mo", "1mo to 5mo"},
                             {"detection: 40%", "detection: 50%"},
                             {"arr.growth: 25%", "arr.growth: 26%"},
                             {"budget: $200", "budget: $300"},
                             {"impact: {other: 50%}", "impact: {other: 50%, arr: 1%}"}};
  for (const auto& [from, to] : changes) {
    INFO(from << " -> " << to);
    CHECK_FALSE(is_goal_same(changed(from, to)));
  }
}

TEST_CASE("the calendar matters where the plan reads it") {
  const auto is_same_from_february = [](const std::string& formula) {
    const auto plan = [&](const std::string& start) {
      return plan_of("  x: {formula: \"" + formula + "\"}\n" +
                         "targets: {goal: {when: x >= 1, by: 2y}}\n",
                     "2y", start);
    };
    const TestPlan a = plan("start: 2026-01");
    const TestPlan b = plan("start: 2026-02");
    return has_same_inputs(a.model(), 0, b.model(), 0);
  };
  CHECK(is_same_from_february("t * normal(1, 1)"));
  CHECK_FALSE(is_same_from_february("month * normal(1, 1)"));
  CHECK_FALSE(is_same_from_february("year * normal(1, 1)"));
}

TEST_CASE("every target of an example reads the same as itself") {
  for (const char* name : {"advanced_scaling.yaml", "saas_waterfall.yaml", "risk_register.yaml"}) {
    const TestPlan a(scenario_text(name));
    const TestPlan b(scenario_text(name));
    for (std::size_t i = 0; i < a.model().targets.size(); ++i)
      CHECK(has_same_inputs(a.model(), i, b.model(), i));
  }
}
