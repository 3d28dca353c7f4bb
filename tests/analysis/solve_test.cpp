// SPDX-License-Identifier: Apache-2.0
// What it would take: answers with a closed form, and plans that have none or several.
#include "escala/analysis/solve.h"

#include <cmath>
#include <string>
#include <vector>

#include <boost/math/distributions/normal.hpp>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// x at month 12 is lognormal with median 100 (1 + growth) / e^0.02 and sigma 20%.
const std::string kLognormal = "escala: 1\nname: P\nhorizon: 12mo\n"
                               "metrics: {x: {model: compound, initial: 100, growth: 10%, "
                               "volatility: 20%}}\n"
                               "targets: {goal: {when: x >= 120, at: 12mo}}\n";

// The growth at which x reaches 120 with a probability.
double exact_growth(double probability) {
  const double score = boost::math::quantile(boost::math::normal(), probability);
  return 1.2 * std::exp(0.02 + 0.2 * score) - 1;
}

std::string plan_text(const std::string& rest) { return "escala: 1\nname: P\n" + rest; }

struct Asked {
  std::string value; // "metrics.x.growth={10%}"
  std::vector<double> grid;
  std::optional<double> whole_step = {};
};

SolveUnknown unknown_of(const std::string& plan, const Asked& asked) {
  Sources sources;
  Diagnostics diagnostics;
  auto value = read_open_value(sources.add("--for", asked.value, true), "USD", diagnostics);
  REQUIRE(value);
  const double today = value->values.front().values.front();
  auto open = OpenPlan::open(Plan::read("p.yaml", plan), {}, {*value}, diagnostics);
  REQUIRE(open);
  return {.plan = *std::move(open),
          .today = today,
          .grid = asked.grid.empty() ? values_around(today, 1) : asked.grid,
          .whole_step = asked.whole_step};
}

Solution solved(const std::string& plan, const Asked& asked, double wanted,
                std::uint64_t paths = 4096, std::uint64_t seed = 1,
                StudiedOutput::Kind kind = StudiedOutput::Kind::target) {
  std::vector<SolveUnknown> unknowns{unknown_of(plan, asked)};
  keep_allowed(unknowns.front());
  Workers workers(1);
  const SolveOutcome outcome = solve(unknowns, {.output = {.kind = kind}, .wanted = wanted},
                                     DrawSource(seed), {.paths = paths}, workers, {});
  REQUIRE(outcome.looks.outcome.status == RunStatus::done);
  return outcome.solutions.front();
}

} // namespace

TEST_CASE("the growth that gives a probability is in its interval at the nominal rate") {
  const std::uint64_t seeds = kSanitized ? 4 : 200;
  const double exact = exact_growth(0.7);
  Workers workers(1);
  const std::vector<SolveUnknown> unknowns{
      unknown_of(kLognormal, {"metrics.x.growth={10%}", {0.05, 0.1, 0.3, 0.5, 0.9}})};
  std::uint64_t held = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const SolveOutcome outcome = solve(unknowns, {.wanted = 0.7}, DrawSource(seed),
                                       {.screen_paths = 256, .paths = 1024}, workers, {});
    const Solution& found = outcome.solutions.front();
    REQUIRE(found.found == Solution::Found::value);
    CHECK(found.at.judgement.probability >= 0.7);
    CHECK(found.at.judgement.probability < 0.7 + 0.01);
    held += found.interval.low <= exact && exact <= found.interval.high ? 1 : 0;
  }
  // 99% of 200 are 198, with a deviation of 1.4.
  CHECK(held + 6 >= seeds);
}

TEST_CASE("an answer is the least that does it, and closer with more paths") {
  const Solution found = solved(kLognormal, {"metrics.x.growth={10%}", {}}, 0.5, 16384);
  REQUIRE(found.found == Solution::Found::value);
  CHECK(found.at.value == Approx(exact_growth(0.5)).margin(0.02));
  CHECK(found.interval.high - found.interval.low < 0.03);
  CHECK(found.monotone);
}

TEST_CASE("a shift keeps the draws of a distribution, correlated ones too") {
  // The sum of two normals with correlation 50% has the variance 3.
  const std::string plan =
      plan_text("horizon: 1mo\ndrivers: {a: \"normal(0, 1)\", b: \"normal(0, 1)\"}\n"
                "correlations: [{between: [a, b], rho: 50%}]\n"
                "metrics: {x: {formula: a + b}}\ntargets: {goal: {when: x >= 1, at: 1mo}}\n");
  const Solution found =
      solved(plan, {"drivers.a=normal(0, 1) + {0}", {-3, -1, 0, 1, 3, 5}}, 0.8, 16384);
  REQUIRE(found.found == Solution::Found::value);
  const double exact = 1 + std::sqrt(3.0) * boost::math::quantile(boost::math::normal(), 0.8);
  CHECK(found.interval.low <= exact);
  CHECK(exact <= found.interval.high);
  CHECK(found.at.value == Approx(exact).margin(0.1));
}

TEST_CASE("whole numbers: the least that does it") {
  const std::string plan = plan_text("horizon: 1mo\ndrivers: {n: 3}\n"
                                     "metrics: {x: {formula: n * 10}}\n"
                                     "targets: {goal: {when: x >= 72.5, at: 1mo}}\n");
  const Solution whole = solved(plan, {"drivers.n={3}", {}, 1}, 0.5);
  REQUIRE(whole.found == Solution::Found::value);
  CHECK(whole.at.value == 8);
  CHECK(whole.at.judgement.probability == 1);
  const Solution any = solved(plan, {"drivers.n={3}", {}}, 0.5);
  REQUIRE(any.found == Solution::Found::value);
  CHECK(any.at.value >= 7.25);
  CHECK(any.at.value == Approx(7.25).epsilon(1e-5));
  CHECK(any.jumps_from == 0.0);
}

TEST_CASE("all targets together") {
  const std::string plan =
      plan_text("horizon: 1mo\ndrivers: {a: \"uniform(0, 1)\", b: \"uniform(0, 1)\", s: 0.01}\n"
                "metrics: {x: {formula: a + s}, y: {formula: b + s}}\n"
                "targets: {one: {when: x >= 0.5, at: 1mo}, two: {when: y >= 0.5, at: 1mo}}\n");
  const Solution found =
      solved(plan, {"drivers.s={0.01}", {}}, 0.49, 16384, 1, StudiedOutput::Kind::joint);
  REQUIRE(found.found == Solution::Found::value);
  CHECK(found.interval.low <= 0.2); // (0.5 + 0.2)^2 = 0.49
  CHECK(found.interval.high >= 0.2);
}

TEST_CASE("a probability that rises and falls has several answers, the nearest first") {
  const std::string plan = plan_text("horizon: 1mo\ndrivers: {u: \"uniform(0, 1)\", p: 1}\n"
                                     "metrics: {x: {formula: p * (4 - p) / 4 - u}}\n"
                                     "targets: {goal: {when: x >= 0, at: 1mo}}\n");
  // p (4 - p) / 4 = 0.84 at 1.2 and 2.8
  const Solution found =
      solved(plan, {"drivers.p={1}", {0.5, 1, 1.5, 2, 2.5, 3, 3.5}}, 0.84, 16384);
  REQUIRE(found.found == Solution::Found::value);
  CHECK_FALSE(found.monotone);
  CHECK(found.at.value == Approx(1.2).margin(0.03));
  REQUIRE(found.others.size() == 1);
  CHECK(found.others.front() == Approx(2.8).margin(0.03));
}

TEST_CASE("a value that cannot do it, one that always does, and one that moves nothing") {
  const std::string plan =
      plan_text("horizon: 1mo\ndrivers: {u: \"uniform(0, 1)\", p: 0.2, idle: 1}\n"
                "metrics: {x: {formula: \"min(p, 0.4) + 0.1 - u\"}, y: {formula: idle}}\n"
                "targets: {goal: {when: x >= 0, at: 1mo}}\n");
  const Solution never = solved(plan, {"drivers.p={0.2}", {}}, 0.8, 8192);
  CHECK(never.found == Solution::Found::never);
  CHECK(never.at.judgement.probability == Approx(0.5).margin(0.03));
  const Solution always = solved(plan, {"drivers.p={0.2}", {0.1, 0.2, 0.3}}, 0.1, 8192);
  CHECK(always.found == Solution::Found::always);
  CHECK(always.at.value == 0.1);
  CHECK(solved(plan, {"drivers.idle={1}", {}}, 0.8, 8192).found == Solution::Found::unmoved);
}

TEST_CASE("the values to try stay in the range that the plan allows") {
  SolveUnknown unknown = unknown_of(
      plan_text("horizon: 1mo\nmetrics: {x: {formula: 100}}\n"
                "risks: {a: {frequency: 1/y, impact: {x: 5%}, mitigation: {prevention: 40%}}}\n"),
      {"risks.a.mitigation.prevention={40%}", {}});
  keep_allowed(unknown);
  CHECK(unknown.grid.front() == 0);
  CHECK(unknown.grid.back() == 1);
}
