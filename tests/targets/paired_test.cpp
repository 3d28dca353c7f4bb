// SPDX-License-Identifier: Apache-2.0
// A plan and its baseline on the same draws: the difference of their probabilities, and which of
// their paths differ.
#include "escala/targets/paired.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr std::uint64_t kSeeds = kSanitized ? 10 : 400;
constexpr std::uint64_t kPaths = 4096;

std::string sampler_text(Sampler sampler) {
  return "simulation: {sampler: " + std::string(name_of(sampler)) + "}\n";
}

// After a year of this growth, x is at $8M or above with P = erfc(-d / sqrt(2)) / 2.
TestPlan growing_plan(double growth, Sampler sampler = Sampler::random) {
  return plan_of("  x: {unit: USD, model: compound, initial: $5M, growth: " +
                     fmt::format("{}%", growth * 100) + ", persistence: 100%, volatility: 25%}\n",
                 "1y", sampler_text(sampler) + "targets:\n  goal: {when: x >= $8M, at: 1y}\n");
}

double truth(double growth) {
  const double sigma = 0.25;
  const double d = (std::log(5 * (1 + growth) / 8) - sigma * sigma / 2) / sigma;
  return std::erfc(-d / std::sqrt(2.0)) / 2;
}

struct PairedRun {
  Differences differences;
  Tally before;
  Tally after;
};

PairedRun paired(const TestPlan& before, const TestPlan& after, std::uint64_t paths = kPaths,
                 std::uint64_t seed = 1) {
  const Sampler sampler = after.compiled().simulation.sampler;
  PairedRuns pair(before.model(), after.model());
  JudgeObserver judge(JudgeObserver::Keep::all_paths);
  std::vector<Run> runs{after.run_of({.paths = paths, .seed = seed})};
  runs.front().observers = {&judge};
  runs.push_back(pair.beside(runs.front(), judge));
  JudgeObserver alone;
  runs.back().observers.push_back(&alone);
  Workers workers(2);
  REQUIRE(simulate(runs, workers).status == RunStatus::done);
  pair.take();
  return {pair.differences(sampler), alone.tally(), judge.tally()};
}

double width(const Interval& interval) { return interval.high - interval.low; }

bool holds(const Interval& interval, double value) {
  return interval.low <= value && value <= interval.high;
}

// A target on x alone, among other parts.
TestPlan plan_with(const std::string& others, const std::string& sections = "",
                   Sampler sampler = Sampler::random) {
  return plan_of("  x: {model: compound, initial: 100, growth: g, persistence: 100%, "
                 "volatility: 20%}\n" +
                     others,
                 "2y",
                 sampler_text(sampler) + "drivers:\n  g: \"normal(30%, 10%)\"\n" + sections +
                     "targets:\n  goal: {when: x >= 170, by: 2y}\n");
}

bool is_exactly_zero(const Difference& difference) {
  return difference.delta == 0 && difference.std_error == 0 && difference.interval.low == 0 &&
         difference.interval.high == 0 && difference.changed->lost == 0 &&
         difference.changed->gained == 0;
}

} // namespace

TEST_CASE("paired intervals hold the true difference, and are four times narrower") {
  const double wanted = truth(0.62) - truth(0.6);
  for (const Sampler sampler : {Sampler::random, Sampler::antithetic, Sampler::sobol}) {
    const TestPlan before = growing_plan(0.6, sampler);
    const TestPlan after = growing_plan(0.62, sampler);
    std::uint64_t misses = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const PairedRun run = paired(before, after, kPaths, seed);
      const Difference& found = *run.differences.targets[0];
      misses += holds(found.interval, wanted) ? 0 : 1;
      const auto hits = [&](const Tally& tally) {
        return judge_hits(sampler, tally.targets[0].hits, kPaths, 0.5, true);
      };
      const Difference unpaired = independent_difference(hits(run.before), hits(run.after));
      CHECK(found.delta == Approx(unpaired.delta).margin(1e-12));
      if (sampler == Sampler::random)
        CHECK(width(unpaired.interval) >= 4 * width(found.interval));
    }
    INFO(name_of(sampler));
    CHECK(static_cast<double>(misses) <=
          0.01 * kSeeds + 3 * std::sqrt(0.01 * static_cast<double>(kSeeds)));
  }
}

TEST_CASE("lost and gained are the paths on which the target is met in one run only") {
  const TestPlan before = plan_with("");
  const TestPlan after = plan_of("  x: {model: compound, initial: 100, growth: g, persistence: "
                                 "100%, volatility: 30%}\n",
                                 "2y",
                                 "drivers:\n  g: \"normal(30%, 10%)\"\ntargets:\n"
                                 "  goal: {when: x >= 170, by: 2y}\n");
  const std::uint64_t paths = 2500; // the last block and the last word are not full
  const TestRun first = before.run({.paths = paths, .keep = true});
  const TestRun second = after.run({.paths = paths, .keep = true});
  const auto is_met = [](const TestRun& run, std::size_t path) {
    for (std::size_t month = 1; month <= 24; ++month)
      if (run.values("x", month)[path] >= 170)
        return true;
    return false;
  };
  ChangedPaths expected{0, 0, paths};
  for (std::size_t path = 0; path < paths; ++path) {
    expected.lost += is_met(first, path) && !is_met(second, path) ? 1 : 0;
    expected.gained += !is_met(first, path) && is_met(second, path) ? 1 : 0;
  }
  const PairedRun run = paired(before, after, paths);
  const Difference& found = *run.differences.targets[0];
  CHECK(expected.lost > 0);
  CHECK(expected.gained > 0);
  CHECK(found.changed->lost == expected.lost);
  CHECK(found.changed->gained == expected.gained);
  CHECK(found.changed->paths == paths);
  CHECK(found.before == first.probability("goal"));
  CHECK(found.delta == Approx(second.probability("goal") - first.probability("goal")));
  const auto all = static_cast<double>(paths);
  const double net = found.delta * all;
  CHECK(found.std_error ==
        Approx(std::sqrt(static_cast<double>(expected.lost + expected.gained) - net * net / all) /
               all));
  CHECK(run.differences.joint->changed->lost == expected.lost);
}

TEST_CASE("what a target does not read changes nothing, exactly") {
  for (const Sampler sampler : {Sampler::random, Sampler::antithetic}) {
    const TestPlan before = plan_with("", "", sampler);
    CHECK(is_exactly_zero(*paired(before, before).differences.targets[0]));
    const TestPlan more = plan_with(
        "  a: {initial: 1, next: \"a * (1 + normal(1%, 2%))\"}\n  b: {formula: a * h + x}\n",
        "  h: \"lognormal(10, 0.5)\"\nrisks:\n  outage: {frequency: 2/y, impact: {a: 5% to "
        "20%}}\n",
        sampler);
    CHECK(is_exactly_zero(*paired(before, more).differences.targets[0]));
    CHECK(is_exactly_zero(*paired(more, before).differences.targets[0]));
  }
}

TEST_CASE("a change that no path meets is not excluded") {
  const std::string rare = "risks:\n  rare: {frequency: 0.000001/y, impact: {x: 50%}}\n";
  const PairedRun run = paired(plan_with(""), plan_with("", rare));
  const Difference& found = *run.differences.targets[0];
  CHECK(found.delta == 0);
  CHECK(found.changed->lost == 0);
  CHECK(found.interval.low < 0);
  CHECK(found.interval.low > -0.002); // 5.3 paths of 4,096
}

TEST_CASE("a certain target is compared on all paths of the other run") {
  const TestPlan certain =
      plan_of("  x: {formula: 200}\n", "2y", "targets:\n  goal: {when: x >= 170, by: 2y}\n");
  const TestPlan missed =
      plan_of("  x: {formula: 100}\n", "2y", "targets:\n  goal: {when: x >= 170, by: 2y}\n");
  const TestPlan uncertain = plan_with("");
  const double p = uncertain.run({.paths = kPaths}).probability("goal");
  CHECK(paired(certain, uncertain).differences.targets[0]->delta == Approx(p - 1));
  CHECK(paired(uncertain, certain).differences.targets[0]->delta == Approx(1 - p));
  CHECK(paired(uncertain, missed).differences.targets[0]->delta == Approx(-p));
  const Difference lost = *paired(certain, missed).differences.targets[0];
  CHECK(lost.delta == -1);
  CHECK(lost.interval.low == -1);
  CHECK(lost.interval.high == -1);
}

TEST_CASE("targets are matched by name, and all together only where the names are the same") {
  const TestPlan before = plan_of("  x: {formula: \"normal(0, 1)\"}\n", "1mo",
                                  "targets:\n  b: {when: x >= 1}\n  a: {when: x >= 0}\n");
  const TestPlan after =
      plan_of("  x: {formula: \"normal(0, 1)\"}\n", "1mo",
              "targets:\n  a: {when: x >= 0}\n  c: {when: x >= 2}\n  b: {when: x >= 1.5}\n");
  const Differences found = paired(before, after).differences;
  CHECK(is_exactly_zero(*found.targets[0]));
  CHECK_FALSE(found.targets[1]);
  CHECK(found.targets[2]->changed->lost > 0);
  CHECK(found.targets[2]->changed->gained == 0);
  CHECK_FALSE(found.joint);
}

TEST_CASE("a check adds paths until it is known whether a target has dropped") {
  const TestPlan before = growing_plan(0.62);
  const TestPlan after = growing_plan(0.6);
  Workers workers(2);
  const auto checked = [&](double max_drop, std::uint64_t most = 1'000'000) {
    const Baseline baseline{.model = &before.model(), .earlier = {}, .max_drop = max_drop};
    return check(after.model(), {.max_paths = most, .baseline = &baseline}, workers);
  };
  const double drop = truth(0.62) - truth(0.6);
  const CheckResult close = checked(drop + 0.001);
  CHECK(close.tally.paths > 4096);
  CHECK(has_not_dropped(*close.differences.targets[0], drop + 0.001));
  CHECK(close.differences.targets[0]->changed->paths == close.tally.paths);
  const CheckResult dropped = checked(drop - 0.001);
  CHECK(has_dropped(*dropped.differences.targets[0], drop - 0.001));
}

TEST_CASE("a drop of what it may be is not found to be more or less, whatever the looks") {
  const TestPlan before = growing_plan(0.62);
  const TestPlan after = growing_plan(0.6);
  Workers workers(2);
  const Baseline baseline{
      .model = &before.model(), .earlier = {}, .max_drop = truth(0.62) - truth(0.6)};
  std::uint64_t wrong = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const CheckResult result = check(
        after.model(),
        {.draws = DrawSource(seed), .first_look = 256, .max_paths = 8192, .baseline = &baseline},
        workers);
    const Difference& found = *result.differences.targets[0];
    wrong += has_dropped(found, baseline.max_drop) || has_not_dropped(found, baseline.max_drop);
  }
  CHECK(static_cast<double>(wrong) <=
        0.01 * kSeeds + 3 * std::sqrt(0.01 * static_cast<double>(kSeeds)));
}
