// SPDX-License-Identifier: Apache-2.0
// 99% intervals hold the truth on 99% of seeds: for every sampler, rare events and common ones,
// where pairs offset each other and where they agree. Truths have closed forms.
//
// bench/coverage.cpp measures the same at length.
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr std::uint64_t kSeeds = kSanitized ? 3 : 300;

const std::vector<double> kProbabilities{0.001, 0.01, 0.5, 0.99, 0.999};

std::string number(double x) { return fmt::format("{}", x); }

// The x that a normal score exceeds with this probability.
double bar_of(double probability) {
  double low = -10;
  double high = 10;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::sqrt(2.0)) / 2 > probability ? low : high) = middle;
  }
  return low;
}

// What all targets need: their condition of each probability, and other sections.
struct Kind {
  const char* name;
  const char* horizon;
  std::string metrics;
  std::string head;
  std::string (*condition)(double probability, std::size_t index);
};

std::string above(double bar) { return "x > " + number(bar) + ", "; }

Kind one_normal() {
  return {"one normal score", "1mo", "  x: {formula: \"normal(0, 1)\"}\n", "",
          [](double p, std::size_t) { return above(bar_of(p)) + "at: 1mo"; }};
}

Kind symmetric() {
  return {"a square, which both paths of a pair share", "1mo", "  x: {formula: z ^ 2}\n",
          "drivers: {z: \"normal(0, 1)\"}\n",
          [](double p, std::size_t) { return above(std::pow(bar_of(p / 2), 2)) + "at: 1mo"; }};
}

Kind any_month() {
  return {"draws of any month", "12mo", "  x: {formula: \"normal(0, 1)\"}\n", "",
          [](double p, std::size_t) {
            return above(bar_of(-std::expm1(std::log1p(-p) / 12))) + "by: 12mo";
          }};
}

Kind events() {
  Kind kind{
      "a risk's events", "12mo", "  y: {formula: t}\n", "risks:\n",
      [](double, std::size_t index) { return "x" + std::to_string(index) + " >= 1, by: 12mo"; }};
  for (std::size_t i = 0; i < kProbabilities.size(); ++i) {
    kind.metrics += fmt::format("  x{0}: {{formula: r{0}.events}}\n", i);
    kind.head += fmt::format("  r{}: {{frequency: {}/y, impact: {{y: 1% to 2%}}}}\n", i,
                             -std::log1p(-kProbabilities[i]));
  }
  return kind;
}

TestPlan plan_for(const Kind& kind, std::string_view sampler) {
  std::string head = kind.head;
  head.append("simulation: {sampler: ").append(sampler).append("}\ntargets:\n");
  for (std::size_t i = 0; i < kProbabilities.size(); ++i)
    head += fmt::format("  t{}: {{when: {}, confidence: {}%}}\n", i,
                        kind.condition(kProbabilities[i], i), 100 * kProbabilities[i]);
  return plan_of(kind.metrics, kind.horizon, head);
}

// By target: seeds whose interval misses the truth.
class Misses {
 public:
  void add(std::size_t target, const Interval& interval) {
    const double truth = kProbabilities[target];
    counts_[target] += interval.low > truth || interval.high < truth;
  }
  // At most 1.5% of all; and of one target's 3 expected misses, more than 10 in one of 3,000.
  void check() const {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      INFO("a probability of " << kProbabilities[i]);
      CHECK(counts_[i] <= 10);
      all += counts_[i];
    }
    CHECK(static_cast<double>(all) <=
          0.015 * static_cast<double>(kSeeds * kProbabilities.size()) + (kSanitized ? 3 : 0));
  }

 private:
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(kProbabilities.size());
};

void check_runs(const TestPlan& plan, std::uint64_t paths) {
  Misses misses;
  const Sampler sampler = plan.compiled().simulation.sampler;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const TestRun run = plan.run({.paths = paths, .seed = seed, .curves = false});
    for (std::size_t i = 0; i < kProbabilities.size(); ++i)
      misses.add(i, judge_hits(sampler, run.tally.targets[i].hits, paths, 0.5, true).interval);
  }
  misses.check();
}

void check_checks(const TestPlan& plan) {
  Misses misses;
  Workers workers(1);
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const CheckResult found = check(plan.model(),
                                    {.draws = DrawSource(seed, plan.compiled().simulation.sampler),
                                     .first_look = 128,
                                     .max_paths = 2048},
                                    workers);
    for (std::size_t i = 0; i < kProbabilities.size(); ++i)
      misses.add(i, found.targets[i].interval);
  }
  misses.check();
}

void check_sampler(const char* sampler) {
  for (const Kind& kind : {one_normal(), symmetric(), any_month(), events()}) {
    INFO(kind.name);
    const TestPlan plan = plan_for(kind, sampler);
    check_runs(plan, 4096);
    check_checks(plan);
  }
}

} // namespace

TEST_CASE("intervals of plain paths miss at most one time in a hundred, at all looks together") {
  check_sampler("random");
}

TEST_CASE("intervals of antithetic paths miss at most one time in a hundred, at all looks") {
  check_sampler("antithetic");
}

TEST_CASE("intervals of Sobol paths miss at most one time in a hundred, at all looks together") {
  check_sampler("sobol");
}
