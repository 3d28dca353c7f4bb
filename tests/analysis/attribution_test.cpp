// SPDX-License-Identifier: Apache-2.0
// What decides a target, against closed forms.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "escala/analysis/attribution.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr double kPi = 3.14159265358979323846;

double upper_tail(double x) { return std::erfc(x / std::sqrt(2.0)) / 2; }

// The share of the variance of 1{Z > c} that X explains, where Z and X are standard normal with
// correlation r: Var P(Z > c | X) / (p (1 - p)). P(Z > c | X = x) = P((r x - c) / sqrt(1 - r^2)).
double indicator_share(double r, double c) {
  const double p = upper_tail(c);
  const double step = 1e-3;
  double square = 0;
  for (double x = -9; x <= 9; x += step) {
    const double m = upper_tail((c - r * x) / std::sqrt(1 - r * r));
    square += m * m * std::exp(-x * x / 2) / std::sqrt(2 * kPi) * step;
  }
  return (square - p * p) / (p * (1 - p));
}

struct Decided {
  std::vector<DrawnInput> inputs;
  std::vector<InputAttribution> found;
  const InputShare& of(const std::string& name, std::size_t target = 0) const {
    for (const InputAttribution& each : found)
      if (inputs[each.input].name == name && each.targets.at(target))
        return *each.targets[target];
    FAIL("nothing on " << name);
    return *found.front().targets.front();
  }
};

Decided decided(const std::string& metrics, const std::string& head, std::uint64_t paths,
                std::uint64_t seed, const std::string& horizon = "1mo") {
  const TestPlan plan = plan_of(metrics, horizon, head);
  DrawnObserver drawn;
  JudgeObserver judge(kStudiedPaths);
  Run run{.model = &plan.model(),
          .draws = DrawSource(seed, Sampler::random),
          .paths = paths,
          .observers = {&drawn, &judge}};
  Workers workers(1);
  REQUIRE(simulate(run, workers, {}).status == RunStatus::done);
  return {plan.model().drawn, attribute(plan.model(), drawn, judge, workers)};
}

const std::string kSum = "  x: {formula: 3 * a + 4 * b}\n";
const std::string kNormals = "drivers: {a: \"normal(0, 1)\", b: \"normal(0, 1)\"}\n";

std::string above(double bar) {
  return fmt::format("targets: {{t: {{when: x > {}, at: 1mo}}}}\n", bar);
}

} // namespace

TEST_CASE("the share of a term of a normal sum in an indicator is that of the bivariate normal") {
  for (const double c : {0.0, 1.0, -1.5}) {
    const Decided found = decided(kSum, kNormals + above(5 * c), 32768, 7);
    for (const auto& [name, r] : {std::pair("a", 0.6), std::pair("b", 0.8)}) {
      const InputShare& of = found.of(name);
      INFO(name << " at " << c << ": " << of.share << " +- " << of.share_se);
      CHECK(std::abs(of.share - indicator_share(r, c)) < 4 * of.share_se + 0.002);
      CHECK(of.share_se < 0.01);
    }
  }
  // At the median it has a closed form: 2 / pi times the arcsine of r^2 (Sheppard 1899).
  CHECK(indicator_share(0.6, 0) == Approx(2 / kPi * std::asin(0.36)).epsilon(1e-4));
}

TEST_CASE("a product of lognormals has the shares of its sum of logarithms") {
  const Decided found = decided(
      "  x: {formula: a * b}\n",
      "drivers: {a: \"lognormal(2, 0.3)\", b: \"lognormal(5, 0.4)\"}\n" + above(10), 32768, 3);
  CHECK(found.of("a").share == Approx(2 / kPi * std::asin(0.36)).margin(0.02));
  CHECK(found.of("b").share == Approx(2 / kPi * std::asin(0.64)).margin(0.02));
}

TEST_CASE("shares are unbiased at 2000 paths, and their errors are right") {
  const std::uint64_t seeds = kSanitized ? 4 : 100;
  double sum = 0, squares = 0, errors = 0, of_nothing = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Decided found =
        decided(kSum + "  y: {formula: idle}\n",
                kNormals.substr(0, kNormals.size() - 2) + ", idle: \"normal(0, 1)\"}\n" + above(0),
                2000, seed);
    const InputShare& of = found.of("a");
    sum += of.share;
    squares += of.share * of.share;
    errors += of.share_se;
    of_nothing += found.of("idle").share;
  }
  const auto n = static_cast<double>(seeds);
  const double mean = sum / n;
  const double sd = std::sqrt(std::max(0.0, squares / n - mean * mean));
  CHECK(std::abs(mean - 2 / kPi * std::asin(0.36)) < 3.5 * sd / std::sqrt(n) + 0.003);
  CHECK(std::abs(of_nothing / n) < 3.5 * 0.01 / std::sqrt(n) + 0.001);
  if (!kSanitized)
    CHECK(errors / n == Approx(sd).epsilon(0.25));
}

TEST_CASE("correlated drivers share what they have in common") {
  const Decided found =
      decided("  x: {formula: a + b}\n",
              kNormals + "correlations: [{between: [a, b], rho: 50%}]\n" + above(0), 32768, 11);
  // corr(a, a + b) = 1.5 / sqrt(3)
  CHECK(found.of("a").share == Approx(2 / kPi * std::asin(0.75)).margin(0.02));
  CHECK(found.of("b").share == Approx(2 / kPi * std::asin(0.75)).margin(0.02));
}

TEST_CASE("a driver that alone decides has the whole share, its medians and its rule") {
  const Decided found =
      decided("  x: {formula: a}\n", "drivers: {a: \"uniform(0, 1)\"}\n" + above(0.75), 32768, 5);
  const InputShare& of = found.of("a");
  CHECK(of.share == Approx(1).margin(0.005));
  CHECK(of.met_median == Approx(0.875).margin(0.01));
  CHECK(of.unmet_median == Approx(0.375).margin(0.01));
  REQUIRE(of.rule);
  CHECK(of.rule->at_least);
  // 9 of 10 meet it from 0.75 - 0.25 / 9 on.
  CHECK(of.rule->bound == Approx(0.75 - 0.25 / 9).margin(0.012));
  CHECK(of.rule->of_those_meet >= 0.9);
}

TEST_CASE("what is drawn monthly is judged by its mean until the target's month") {
  const Decided found = decided("  x: {initial: 100, next: x * exp(z * 1)}\n",
                                "drivers: {z: {draw: \"normal(0, 1)\", every: month}}\n"
                                "targets: {early: {when: x > 100, at: 6mo},\n"
                                "          late: {when: x > 100, at: 12mo}}\n",
                                16384, 9, "12mo");
  CHECK(found.of("z", 0).share == Approx(1).margin(0.01));
  CHECK(found.of("z", 1).share == Approx(1).margin(0.01));
}

TEST_CASE("what only the opening reads keeps its value, in every block") {
  const Decided found = decided("  x: {initial: a, next: x * b}\n",
                                "drivers: {a: \"lognormal(1, 0.5)\", b: \"lognormal(1, 0.01)\"}\n"
                                "targets: {t: {when: x > 1, at: 12mo}}\n",
                                8192, 4, "12mo");
  // The deviations of the logarithms are 0.5 and 12 * 0.01.
  const double square = 0.25 / (0.25 + 0.0144);
  CHECK(found.of("a").share == Approx(2 / kPi * std::asin(square)).margin(0.02));
  CHECK(found.of("a").met_median == Approx(std::exp(0.5 * 0.6745)).epsilon(0.05));
}

TEST_CASE("classes keep equal values together") {
  // 1 where the value is 2 or 3, of four values with as many paths each.
  std::vector<double> values;
  std::vector<std::uint8_t> met;
  for (int i = 0; i < 1000; ++i) {
    values.push_back(i % 4);
    met.push_back(i % 4 >= 2 ? 1 : 0);
  }
  const auto found = share_of_input(values, met, 1);
  REQUIRE(found);
  CHECK(found->share == Approx(1));
  CHECK(found->met_median == 2.5);
  CHECK_FALSE(share_of_input(std::vector<double>(1000, 1.0), met, 1));
}

TEST_CASE("targets together are counted path by path") {
  const TestPlan plan =
      plan_of("  x: {formula: a}\n", "1mo",
              "drivers: {a: \"uniform(0, 1)\"}\n"
              "targets:\n  low: {when: x < 0.4, at: 1mo}\n"
              "  high: {when: x > 0.7, at: 1mo}\n  some: {when: x > 0.2, at: 1mo}\n");
  JudgeObserver judge(4096);
  Run run{.model = &plan.model(), .paths = 4096, .observers = {&judge}};
  Workers workers(1);
  REQUIRE(simulate(run, workers, {}).status == RunStatus::done);
  const TargetsTogether found = targets_together(plan.model(), 4096, judge);
  CHECK(found.both[1][0] == 0);
  CHECK(found.both[2][1] == found.met[1]);
  // Only high is missed where 0.2 < x < 0.4, only low where x > 0.7, only some never.
  CHECK(static_cast<double>(found.only_missed[1]) / 4096 == Approx(0.2).margin(0.03));
  CHECK(found.only_missed[0] == found.met[1]);
  CHECK(found.only_missed[2] == 0);
}
