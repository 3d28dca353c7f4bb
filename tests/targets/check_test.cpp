// SPDX-License-Identifier: Apache-2.0
// check() adds paths until its verdicts are there, and is right about them.
#include "escala/targets/check.h"

#include <algorithm>
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr std::uint64_t kSeeds = kSanitized ? 20 : 1000;
constexpr std::uint64_t kWrongVerdictLimit = kSanitized ? 2 : 21; // 1%, and some luck

// Holds with a probability of 1 - level.
TestPlan uniform_plan(const std::string& level, const std::string& confidence = "50%",
                      const std::string& joint = "") {
  return plan_of("  x: {formula: u}", "1mo",
                 "drivers: {u: \"uniform(0, 1)\"}\n"
                 "targets:\n  goal: {when: x >= " +
                     level + ", confidence: " + confidence + "}\n" + joint);
}

struct Decisions {
  std::uint64_t met = 0;
  std::uint64_t missed = 0;
  std::uint64_t undecided = 0;
};

Decisions decisions_of(const TestPlan& plan) {
  Decisions counts;
  Workers workers(1);
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const CheckResult result =
        check(plan.model(), {.draws = DrawSource(seed), .max_paths = 200'000}, workers);
    const Verdict verdict = result.targets[0].verdict;
    counts.met += verdict == Verdict::met;
    counts.missed += verdict == Verdict::missed;
    counts.undecided += verdict == Verdict::undecided;
  }
  return counts;
}

CheckResult checked(const TestPlan& plan, CheckSpec spec) {
  Workers workers(2);
  spec.draws = DrawSource(spec.draws.seed(), plan.compiled().simulation.sampler);
  return check(plan.model(), spec, workers);
}

} // namespace

TEST_CASE("two points from its confidence a target is decided, and rightly") {
  const Decisions above = decisions_of(uniform_plan("0.48"));
  CHECK(above.met >= kSeeds * 95 / 100);
  CHECK(above.missed == 0);
  const Decisions under = decisions_of(uniform_plan("0.52"));
  CHECK(under.missed >= kSeeds * 95 / 100);
  CHECK(under.met == 0);
}

TEST_CASE("at its confidence a target stays undecided") {
  const Decisions half = decisions_of(uniform_plan("0.5"));
  CHECK(half.met + half.missed <= kWrongVerdictLimit);
  const Decisions high = decisions_of(uniform_plan("0.1", "90%"));
  CHECK(high.met + high.missed <= kWrongVerdictLimit);
}

TEST_CASE("an easy verdict takes the first look, a hard one doubles it") {
  const CheckResult easy = checked(uniform_plan("0.1"), {});
  CHECK(easy.tally.paths == 4096);
  CHECK(easy.targets[0].verdict == Verdict::met);
  CHECK(easy.targets[0].paths == 4096);
  CHECK(checked(uniform_plan("0.1"), {.first_look = 64}).tally.paths == 64);
  const CheckResult hard = checked(uniform_plan("0.495"), {.max_paths = 1 << 20});
  CHECK(hard.tally.paths > 4096);
  const auto doublings = hard.tally.paths / 4096;
  CHECK((doublings & (doublings - 1)) == 0);
}

TEST_CASE("check ends at the paths it may take") {
  for (const std::uint64_t most : {1U, 1000U, 4096U, 5001U, 70'001U}) {
    const CheckResult result = checked(uniform_plan("0.5"), {.max_paths = most});
    CHECK(result.tally.paths == most);
    CHECK(result.targets[0].verdict == Verdict::undecided);
  }
}

TEST_CASE("paths taken in steps are the paths of one run") {
  const TestPlan plan = uniform_plan("0.5");
  for (const std::uint64_t first : {100U, 101U, 4096U}) {
    const CheckResult result =
        checked(plan, {.draws = DrawSource(9), .first_look = first, .max_paths = 70'000});
    const TestRun whole = plan.run({.paths = 70'000, .seed = 9, .curves = false});
    CHECK(result.tally.targets[0].hits.paths == whole.tally.targets[0].hits.paths);
    CHECK(result.tally.targets[0].first_months == whole.tally.targets[0].first_months);
  }
}

TEST_CASE("every target is to be decided") {
  const TestPlan plan = plan_of("  x: {formula: u}", "1mo",
                                "drivers: {u: \"uniform(0, 1)\"}\n"
                                "targets:\n  easy: {when: x >= 0.1}\n  hard: {when: x >= 0.5}\n");
  const CheckResult result = checked(plan, {.max_paths = 20'000});
  CHECK(result.tally.paths == 20'000);
  CHECK(result.targets[0].verdict == Verdict::met);
  CHECK(result.targets[1].verdict == Verdict::undecided);
}

TEST_CASE("the joint probability counts where `all` is given") {
  const CheckResult without = checked(uniform_plan("0.1"), {.max_paths = 20'000});
  CHECK(without.tally.paths == 4096);
  REQUIRE(without.joint);
  CHECK(without.joint->probability == without.targets[0].probability);
  const CheckResult with =
      checked(uniform_plan("0.5", "10%", "  all: {confidence: 50%}\n"), {.max_paths = 20'000});
  CHECK(with.tally.paths == 20'000);
  REQUIRE(with.joint);
  CHECK(with.joint->verdict == Verdict::undecided);
  const CheckResult missed =
      checked(uniform_plan("0.5", "10%", "  all: {confidence: 90%}\n"), {.max_paths = 20'000});
  REQUIRE(missed.joint);
  CHECK(missed.joint->verdict == Verdict::missed);
}

TEST_CASE("a certain plan is checked with one path") {
  const TestPlan plan = plan_of("  x: {formula: t}", "3mo",
                                "targets:\n  a: {when: x >= 3, confidence: 99%}\n"
                                "  b: {when: x > 3, confidence: 1%}\n  all: {confidence: 50%}\n");
  const CheckResult result = checked(plan, {});
  CHECK(result.targets[0].verdict == Verdict::met);
  CHECK(result.targets[0].interval.low == 1);
  CHECK(result.targets[1].verdict == Verdict::missed);
  CHECK(result.targets[1].interval.high == 0);
  REQUIRE(result.joint);
  CHECK(result.joint->verdict == Verdict::missed);
  CHECK(result.joint->interval.high == 0);
}

TEST_CASE("certain targets of an uncertain plan are certain at the first look") {
  const TestPlan plan = plan_of("  x: {formula: t}\n  y: {formula: u}", "3mo",
                                "drivers: {u: \"uniform(0, 1)\"}\n"
                                "targets:\n  a: {when: x >= 3, confidence: 99.9%}\n"
                                "  b: {when: x > 3, confidence: 0.1%}\n");
  const CheckResult result = checked(plan, {.max_paths = 100'000});
  CHECK(result.tally.paths == 4096);
  CHECK(result.targets[0].verdict == Verdict::met);
  CHECK(result.targets[0].interval.low == 1);
  CHECK(result.targets[1].verdict == Verdict::missed);
  CHECK(result.targets[1].interval.high == 0);
}

TEST_CASE("the joint probability of certain targets is certain") {
  const TestPlan plan = plan_of("  x: {formula: t}\n  y: {formula: u}", "3mo",
                                "drivers: {u: \"uniform(0, 1)\"}\n"
                                "targets:\n  a: {when: x >= 3}\n  all: {confidence: 99.99%}\n");
  const CheckResult result = checked(plan, {.max_paths = 20'000});
  REQUIRE(result.joint);
  CHECK(result.joint->interval.low == 1);
  CHECK(result.joint->interval.high == 1);
  CHECK(result.joint->verdict == Verdict::met);
}

TEST_CASE("any number of threads checks alike") {
  const TestPlan plan = uniform_plan("0.49");
  Workers one(1);
  Workers three(3);
  const CheckResult a = check(plan.model(), {.max_paths = 200'000}, one);
  const CheckResult b = check(plan.model(), {.max_paths = 200'000}, three);
  CHECK(a.tally.paths == b.tally.paths);
  CHECK(a.targets[0].interval.low == b.targets[0].interval.low);
  CHECK(a.targets[0].interval.high == b.targets[0].interval.high);
}

TEST_CASE("a run that fails ends the check") {
  const TestPlan plan =
      plan_of("  x: {formula: \"log(u - 0.999)\"}", "1mo",
              "drivers: {u: \"uniform(0, 1)\"}\ntargets:\n  goal: {when: x >= 0}\n");
  CHECK(checked(plan, {}).outcome.status == RunStatus::failed);
}

TEST_CASE("Sobol paths decide too, sooner, and rightly") {
  const auto plan_at = [](const std::string& level) {
    return plan_of("  x: {formula: u + v}\n", "1mo",
                   "simulation: {sampler: sobol}\n"
                   "drivers: {u: \"uniform(0, 1)\", v: \"uniform(0, 1)\"}\n"
                   "targets: {goal: {when: x >= " +
                       level + "}}\n");
  };
  const Decisions above = decisions_of(plan_at("0.99"));
  CHECK(above.met >= kSeeds * 198 / 200);
  CHECK(above.missed == 0);
  const Decisions under = decisions_of(plan_at("1.01"));
  CHECK(under.missed >= kSeeds * 198 / 200);
  CHECK(under.met == 0);
  const Decisions even = decisions_of(plan_at("1"));
  CHECK(even.met + even.missed <= kWrongVerdictLimit);
}

TEST_CASE("a check's Sobol paths are those of a run") {
  const TestPlan plan = plan_of("  x: {formula: \"u + normal(0, 1)\"}\n", "3mo",
                                "simulation: {sampler: sobol}\n"
                                "drivers: {u: \"uniform(0, 1)\"}\n"
                                "targets: {goal: {when: x >= 0.5, at: 3mo}}\n");
  const CheckResult result = checked(plan, {.first_look = 1000, .max_paths = 4000});
  const TestRun whole = plan.run({.paths = 4000});
  CHECK(result.tally.paths == 4000);
  CHECK(result.tally.targets[0].hits.by_word == whole.tally.targets[0].hits.by_word);
}
