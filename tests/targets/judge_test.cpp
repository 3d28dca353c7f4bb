// SPDX-License-Identifier: Apache-2.0
// On how many paths targets hold, counted by hand.
#include "escala/targets/judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr double kPercentiles[] = {0.1, 0.5, 0.9};

TestRun judged(const std::string& metrics, const std::string& targets,
               const std::string& horizon = "24mo", std::uint64_t paths = 1) {
  return plan_of(metrics, horizon, "drivers: {u: \"uniform(0, 1)\"}\ntargets:\n" + targets)
      .run({.paths = paths, .keep = true});
}

// 1 or 0: does a certain plan meet its target?
std::uint64_t hits(const std::string& metric, const std::string& target) {
  const TestRun run = judged("  x: " + metric, "  goal: " + target);
  REQUIRE(run.tally.paths == 1);
  return run.target("goal").hits.paths;
}

} // namespace

TEST_CASE("by: in some month from month 1 up to then, or of a span") {
  const std::string bump = "{formula: \"if(t == 6, 1, 0)\"}";
  CHECK(hits(bump, "{when: x == 1, by: 6mo}") == 1);
  CHECK(hits(bump, "{when: x == 1, by: 5mo}") == 0);
  CHECK(hits(bump, "{when: x == 1, by: 2026-06}") == 1);
  CHECK(hits(bump, "{when: x == 1, by: 2026-05}") == 0);
  CHECK(hits(bump, "{when: x == 1}") == 1); // by the horizon
  CHECK(hits("{formula: t}", "{when: x == 24}") == 1);
  CHECK(hits("{formula: t}", "{when: x == 0, by: 1y}") == 0);
  CHECK(hits("{formula: t}", "{when: x == 0, by: 0mo to 1y}") == 1);
  CHECK(hits(bump, "{when: x == 1, by: 7mo to 2y}") == 0);
  CHECK(hits(bump, "{when: x == 1, by: 2026-06 to 2026-08}") == 1);
  CHECK(hits("{formula: t}", "{when: x == 2, by: 1mo}") == 0);
}

TEST_CASE("at: in that month alone") {
  const std::string bump = "{formula: \"if(t == 6, 1, 0)\"}";
  CHECK(hits(bump, "{when: x == 1, at: 6mo}") == 1);
  CHECK(hits(bump, "{when: x == 1, at: 2q}") == 1);
  CHECK(hits(bump, "{when: x == 1, at: 7mo}") == 0);
  CHECK(hits(bump, "{when: x == 1, at: 2026-06}") == 1);
  CHECK(hits(bump, "{when: x == 0, at: 0mo}") == 1);
  CHECK(hits(bump, "{when: x == 1, at: 2y}") == 0);
}

TEST_CASE("throughout: in every month") {
  const std::string dip = "{formula: \"if(t == 6, 0, 1)\"}";
  CHECK(hits(dip, "{when: x == 1, throughout: true}") == 0);
  CHECK(hits(dip, "{when: x == 1, throughout: 0mo to 5mo}") == 1);
  CHECK(hits(dip, "{when: x == 1, throughout: 7mo to 2y}") == 1);
  CHECK(hits(dip, "{when: x == 1, throughout: 6mo to 2y}") == 0);
  CHECK(hits(dip, "{when: x == 1, throughout: 0mo to 6mo}") == 0);
  CHECK(hits(dip, "{when: x == 1, throughout: 2026-07 to 2027-12}") == 1);
  CHECK(hits(dip, "{when: x == 0, throughout: 6mo to 6mo}") == 1);
  CHECK(hits("{formula: t}", "{when: x >= 1, throughout: true}") == 1); // from month 1 on
  CHECK(hits("{formula: t}", "{when: x >= 1, throughout: 0mo to 2y}") == 0);
  // A balance that only falls does not change by 0 in month 0, and one that grows grows throughout.
  CHECK(hits("{initial: 5, next: x - 1}", "{when: change(x) >= 0, by: 12mo}") == 0);
  CHECK(hits("{initial: 5, next: x + 1}", "{when: change(x) > 0, throughout: true}") == 1);
}

TEST_CASE("a target on the opening is as certain as the opening is") {
  const TestPlan plan =
      plan_of("  x: {unit: USD, model: compound, initial: $5M, growth: u, volatility: 30%}\n"
              "  drawn: {unit: USD, model: compound, initial: $5M * u, growth: 20%}\n"
              "  ratio: {formula: x / drawn}\n"
              "  known: {unit: USD, model: compound, growth: u, actual: {2025-12: $5M}}\n"
              "  sold: {flow: true, formula: u}\n"
              "  up: {model: availability, mtbf: 30d, mttr: 2h}\n"
              "  spent: {unit: USD, formula: risks.cost + storm.cost}\n"
              "  hits: {formula: storm.events}",
              "24mo",
              "drivers: {u: \"uniform(0, 1)\"}\n"
              "risks: {storm: {category: market, frequency: 1/y, impact: {x: 5% to 10%}, "
              "mitigation: {prevention: 10%, cost: $1M/y * u}}}\n"
              "targets:\n"
              "  a: {when: x >= $5M, at: 0mo}\n"
              "  b: {when: known >= $5M, at: 0mo}\n"
              "  c: {when: sold >= 0, at: 0mo}\n"
              "  d: {when: spent >= $0, at: 0mo}\n"
              "  e: {when: hits >= 1, at: 0mo}\n"
              "  f: {when: \"lag(x, 3mo) >= $5M\", at: 0mo}\n"
              "  g: {when: drawn >= $5M, at: 0mo}\n"
              "  h: {when: ratio >= 1, at: 0mo}\n"
              "  i: {when: up >= 99%, at: 0mo}\n"
              "  j: {when: x >= $5M, throughout: 0mo to 1mo}\n"
              "  k: {when: x >= $5M, at: 1mo}\n");
  std::string uncertain;
  for (const ModelTarget& target : plan.model().targets)
    if (target.uncertain)
      uncertain += target.name;
  CHECK(uncertain == "ghijk");
}

TEST_CASE("n/a decides against a target where the path would meet it otherwise") {
  const auto undefined = [](const std::string& metric, const std::string& target) {
    return judged("  x: " + metric, "  goal: " + target).target("goal").undefined;
  };
  const std::string hole = "{formula: \"1 + 0 / (t - 6)\"}"; // n/a in month 6, else 1
  CHECK(undefined(hole, "{when: x == 1, at: 6mo}") == 1);
  CHECK(undefined(hole, "{when: not (x == 1), at: 6mo}") == 1);
  CHECK(undefined(hole, "{when: x == 1, at: 7mo}") == 0);
  CHECK(undefined(hole, "{when: x == 2, by: 5mo}") == 0);
  CHECK(undefined(hole, "{when: x == 2, by: 6mo}") == 1);
  CHECK(undefined(hole, "{when: x == 1, by: 6mo}") == 0); // met all the same
  CHECK(undefined(hole, "{when: x == 1, throughout: 1mo to 12mo}") == 1);
  CHECK(undefined(hole, "{when: x == 1, throughout: 7mo to 12mo}") == 0);
  CHECK(undefined(hole, "{when: x == 2, throughout: 1mo to 12mo}") == 0); // missed all the same
  CHECK(undefined(hole, "{when: x == 1 or t == 6, throughout: 1mo to 12mo}") == 0);
}

TEST_CASE("n/a is counted path by path") {
  const TestRun run = judged("  burn: {formula: \"if(u < 50%, 0, 1)\"}\n"
                             "  runway: {formula: 24 / burn}",
                             "  goal: {when: runway >= 12, at: 12mo}", "24mo", 3000);
  const auto& burn = run.values("burn", 12);
  const auto none = static_cast<std::uint64_t>(std::count(burn.begin(), burn.end(), 0.0));
  CHECK(none > 1000);
  CHECK(run.target("goal").undefined == none);
  CHECK(run.target("goal").hits.paths == 3000 - none);
}

TEST_CASE("throughout: the month in which it is first broken") {
  const auto broken = [](const std::string& metric, const std::string& target) {
    return judged("  x: " + metric, "  goal: " + target).target("goal").first_broken;
  };
  const std::string dips = "{formula: \"if(t == 6 or t == 9, 0, 1)\"}";
  std::vector<std::uint64_t> expected(25);
  CHECK(broken(dips, "{when: x == 1, throughout: 7mo to 8mo}") == expected);
  CHECK(broken(dips, "{when: x == 1, by: 8mo}").empty());
  CHECK(broken(dips, "{when: x == 1, at: 8mo}").empty());
  expected[6] = 1;
  CHECK(broken(dips, "{when: x == 1, throughout: true}") == expected);
  CHECK(broken("{formula: \"1 + 0 / (t - 6)\"}", "{when: x == 1, throughout: true}") == expected);
  expected[6] = 0;
  expected[9] = 1;
  CHECK(broken(dips, "{when: x == 1, throughout: 7mo to 1y}") == expected);
}

TEST_CASE("broken on as many paths as miss it, none of those behind the last counted") {
  for (const std::uint64_t paths : {1, 63, 64, 1000, 1025}) {
    const TestRun run = judged("  x: {initial: 10, next: \"x + normal(0, 1)\"}",
                               "  goal: {when: x >= 8, throughout: true}", "24mo", paths);
    const TargetTally& goal = run.target("goal");
    std::uint64_t broken = 0;
    for (const std::uint64_t count : goal.first_broken)
      broken += count;
    CHECK(broken == paths - goal.hits.paths);
    CHECK(goal.undefined == 0);
  }
}

TEST_CASE("an n/a counts as false") {
  const std::string hole = "{formula: \"1 + 0 / (t - 6)\"}";
  CHECK(hits(hole, "{when: x == 1, at: 6mo}") == 0);
  CHECK(hits(hole, "{when: x != 1, at: 6mo}") == 0);
  CHECK(hits(hole, "{when: not (x != 1), at: 6mo}") == 0);
  CHECK(hits(hole, "{when: x == 1, at: 5mo}") == 1);
  CHECK(hits(hole, "{when: x == 1, throughout: true}") == 0);
  CHECK(hits(hole, "{when: x == 1 or t == 6, throughout: true}") == 1);
  CHECK(hits("{formula: 0 / 0}", "{when: x == 1}") == 0);
}

TEST_CASE("targets may look back and draw on several metrics") {
  const std::string metrics = "  x: {formula: t}\n  y: {formula: 10 - t}\n";
  const TestRun run =
      judged(metrics, "  cross: {when: x > y, at: 6mo}\n"
                      "  early: {when: x > y, by: 5mo}\n"
                      "  grown: {when: \"change(x) == 1\", throughout: 1mo to 24mo}\n"
                      "  summed: {when: \"sum(x, 3mo) == 15\", at: 6mo}\n"
                      "  topped: {when: \"peak(y) == 10 and lag(x, 2mo) == 22\", at: 24mo}\n"
                      "  late: {when: t >= 2027-01 and x < 14, by: 2y}\n");
  CHECK(run.target("cross").hits.paths == 1);
  CHECK(run.target("early").hits.paths == 0);
  CHECK(run.target("grown").hits.paths == 1);
  CHECK(run.target("summed").hits.paths == 1);
  CHECK(run.target("topped").hits.paths == 1);
  CHECK(run.target("late").hits.paths == 1);
}

TEST_CASE("paths are counted one by one, and together") {
  // u decides from which month on each path holds.
  const TestRun run = judged("  x: {formula: \"if(t >= 20 * u, 1, 0)\"}\n"
                             "  y: {formula: u}",
                             "  soon: {when: x == 1, by: 10mo}\n"
                             "  then: {when: x == 1, at: 10mo}\n"
                             "  kept: {when: x == 1, throughout: 10mo to 24mo}\n"
                             "  high: {when: y > 30%, throughout: true}\n"
                             "  ever: {when: x == 1}\n",
                             "24mo", 3000);
  std::uint64_t soon = 0;
  std::uint64_t high = 0;
  std::uint64_t joint = 0;
  std::vector<std::uint64_t> firsts(25);
  for (const double u : run.values("y", 0)) {
    soon += 20 * u <= 10;
    high += u > 0.3;
    joint += 20 * u <= 10 && u > 0.3;
    ++firsts[static_cast<std::size_t>(std::ceil(20 * u))];
  }
  CHECK(run.tally.paths == 3000);
  CHECK(run.target("soon").hits.paths == soon);
  CHECK(run.target("then").hits.paths == soon);
  CHECK(run.target("kept").hits.paths == soon);
  CHECK(run.target("high").hits.paths == high);
  CHECK(run.target("ever").hits.paths == 3000);
  CHECK(run.tally.joint.paths == joint);
  // The first months go on over the whole horizon, whatever the timing.
  for (const char* name : {"soon", "then", "kept", "ever"})
    CHECK(run.target(name).first_months == firsts);
}

TEST_CASE("counts of batches add up") {
  const TestPlan plan =
      plan_of("  x: {formula: u * t}", "12mo",
              "drivers: {u: \"uniform(0, 1)\"}\n"
              "targets:\n  a: {when: x > 3}\n  b: {when: x < 5, throughout: true}\n");
  const TestRun whole = plan.run({.paths = 3000});
  Tally sum = plan.run({.paths = 1024}).tally;
  sum.add(plan.run({.paths = 1976, .first_path = 1024}).tally);
  CHECK(sum.paths == whole.tally.paths);
  CHECK(sum.joint.paths == whole.tally.joint.paths);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(sum.targets[i].hits.paths == whole.tally.targets[i].hits.paths);
    CHECK(sum.targets[i].first_months == whole.tally.targets[i].first_months);
  }
}

// --- first months ---

TEST_CASE("the median month is the first by which half of all paths have met it") {
  TargetTally tally;
  tally.first_months = {1, 2, 2, 3, 0, 2};
  CHECK(first_months(tally, 10, kPercentiles).median_month == 2);
  CHECK(first_months(tally, 11, kPercentiles).median_month == 3);
  CHECK(first_months(tally, 20, kPercentiles).median_month == 5);
  CHECK(first_months(tally, 21, kPercentiles).median_month == -1);
  tally.first_months = {0, 5, 0, 5};
  CHECK(first_months(tally, 10, kPercentiles).median_month == 1);
}

TEST_CASE("percentiles of the first month are of the paths that met it") {
  TargetTally tally;
  tally.first_months = {0, 0, 1, 1, 0, 0, 0, 1, 1}; // 2, 3, 7, 8
  const FirstMonths found = first_months(tally, 10, kPercentiles);
  REQUIRE(found.percentiles.size() == 3);
  CHECK(found.percentiles[0] == Approx(2.3).epsilon(1e-14));
  CHECK(found.percentiles[1] == 5);
  CHECK(found.percentiles[2] == Approx(7.7).epsilon(1e-14));
  CHECK(found.never == 0.6);
  tally.first_months = {4};
  CHECK(first_months(tally, 4, kPercentiles).percentiles == std::vector<double>{0, 0, 0});
  CHECK(first_months(tally, 4, kPercentiles).never == 0);
  tally.first_months = {0, 0};
  CHECK(first_months(tally, 4, kPercentiles).percentiles.empty());
  CHECK(first_months(tally, 4, kPercentiles).never == 1);
  CHECK(first_months(tally, 4, kPercentiles).median_month == -1);
}

// --- judgements ---

TEST_CASE("an uncertain target has an error and an interval") {
  const Judgement judgement = judge_count(300, 1000, 0.5, true);
  CHECK(judgement.probability == 0.3);
  CHECK(judgement.std_error == Approx(std::sqrt(0.21 / 1000)).epsilon(1e-14));
  CHECK(judgement.interval.low < 0.3);
  CHECK(judgement.interval.high > 0.3);
  CHECK(judgement.verdict == Verdict::missed);
  CHECK(judge_count(500, 1000, 0.5, true).verdict == Verdict::undecided);
  CHECK(judge_count(600, 1000, 0.5, true).verdict == Verdict::met);
  CHECK(judge_count(1000, 1000, 0.99, true).verdict == Verdict::met);
  CHECK(judge_count(1000, 1000, 0.999, true).verdict == Verdict::undecided);
}

TEST_CASE("what is certain has zero width") {
  for (const std::uint64_t paths : {1U, 1000U}) {
    const Judgement met = judge_count(paths, paths, 0.999, false);
    CHECK(met.probability == 1);
    CHECK(met.std_error == 0);
    CHECK(met.interval.low == 1);
    CHECK(met.interval.high == 1);
    CHECK(met.verdict == Verdict::met);
    const Judgement missed = judge_count(0, paths, 0.001, false);
    CHECK(missed.interval.low == 0);
    CHECK(missed.interval.high == 0);
    CHECK(missed.verdict == Verdict::missed);
  }
}

TEST_CASE("a target that depends on nothing uncertain is certain in an uncertain plan") {
  const TestPlan plan = plan_of("  x: {formula: t}\n  y: {formula: u}\n"
                                "  z: {initial: 1, next: \"z + lag(y, 1mo)\"}",
                                "12mo",
                                "drivers: {u: \"uniform(0, 1)\"}\n"
                                "targets:\n"
                                "  sure: {when: x >= 12}\n"
                                "  never: {when: x > 12}\n"
                                "  unsure: {when: y > 0.5}\n"
                                "  through: {when: z > 0}\n");
  const std::vector<ModelTarget>& targets = plan.model().targets;
  CHECK_FALSE(targets[0].uncertain);
  CHECK_FALSE(targets[1].uncertain);
  CHECK(targets[2].uncertain);
  CHECK(targets[3].uncertain);
}
