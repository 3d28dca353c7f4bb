// SPDX-License-Identifier: Apache-2.0
// Antithetic paths: 2k and 2k + 1 on U and 1 - U, judged as replicates in pairs.
#include <cmath>
#include <string>
#include <vector>

#include "escala/columns/standard_normal.h"
#include "escala/report/make_result.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

const char* const kHead = "simulation: {sampler: antithetic}\n";

Judgement judge(const TestPlan& plan, const TestRunning& how) {
  return judge_run(plan.model(), plan.run(how).tally, Sampler::antithetic, how.paths).targets[0];
}

} // namespace

TEST_CASE("the second path of a pair mirrors the first, in every kind of draw", "[simulate]") {
  const TestPlan plan = plan_of("  x: {formula: \"normal(3, 2)\"}\n"
                                "  u: {formula: \"uniform(0, 1)\"}\n"
                                "  v: {initial: 100, next: v, volatility: 20%}\n"
                                "  w: {initial: 100, next: w, volatility: 20%}\n"
                                "correlations: [{between: [v.shock, w.shock], rho: 50%}]\n",
                                "3mo", kHead);
  const TestRun run = plan.run({.paths = 1002, .keep = true});
  for (std::size_t month : {1U, 3U}) {
    for (std::size_t pair = 0; pair < 1002; pair += 2) {
      const auto& x = run.values("x", month);
      CHECK(x[pair] + x[pair + 1] == Approx(6).epsilon(1e-12));
      const auto& u = run.values("u", month);
      CHECK(u[pair] == 1 - u[pair + 1]);
      // Shocks of opposite sign: only the drift is left of their product.
      const auto& w = run.values("w", month);
      const double drift = std::exp(-0.04 * static_cast<double>(month) / 12);
      CHECK(w[pair] * w[pair + 1] == Approx(10'000 * drift).epsilon(1e-12));
    }
  }
}

TEST_CASE("counts and events mirror too", "[simulate]") {
  const TestPlan plan = plan_of("  sites: {model: launches, initial: 0, rate: 2/mo}\n"
                                "  hits: {formula: storm.events}\n"
                                "risks: {storm: {frequency: 6/y, impact: {sites: 10%}}}\n",
                                "1mo", kHead);
  const TestRun run = plan.run({.paths = 100'000, .keep = true});
  double both = 0;
  double events = 0;
  double product = 0;
  for (std::size_t pair = 0; pair < 100'000; pair += 2) {
    const double a = run.values("hits", 1)[pair];
    const double b = run.values("hits", 1)[pair + 1];
    events += a + b;
    both += a > 0 && b > 0;
    product += run.values("sites", 1)[pair] * run.values("sites", 1)[pair + 1];
  }
  // P(none) is e^-1/2 = 61%, so no uniform and its mirror are both above it.
  CHECK(both == 0);
  CHECK(events / 100'000 == Approx(0.5).margin(4 * std::sqrt(0.5 / 100'000)));
  CHECK(product / 50'000 < 4); // negatively correlated: E[ab] < E[a] E[b] <= 4
}

TEST_CASE("what is symmetric is known almost exactly", "[simulate]") {
  const TestPlan plan = plan_of("  x: {formula: \"normal(0, 1)\"}\n"
                                "targets: {high: {when: x > 0, at: 1mo}}\n",
                                "1mo", kHead);
  const TestRun run = plan.run({.paths = 1000});
  CHECK(run.mean("x", 1) == Approx(0).margin(1e-12));
  CHECK(run.target("high").hits.paths == 500); // one of each pair
  CHECK(run.target("high").hits.pairs == 0);
  const Judgement found = judge(plan, {.paths = 1000});
  CHECK(found.std_error == 0);
  CHECK(found.interval.low > 0.494);
  CHECK(found.interval.high < 0.506);
}

// 400 seeds, an error of 1%: 4 misses expected, more than 11 in one of a thousand such tests.
TEST_CASE("its 99% intervals hold the truth", "[simulate]") {
  for (const double bar : {-0.5, 1.2}) {
    const TestPlan plan = plan_of("  x: {formula: z + z ^ 2 / 2 - 0.5}\n"
                                  "targets: {high: {when: x > " +
                                      std::to_string(bar) + ", at: 1mo}}\n",
                                  "1mo", std::string(kHead) + "drivers: {z: \"normal(0, 1)\"}\n");
    const double truth = judge(plan, {.paths = 4'000'000, .seed = 99, .curves = false}).probability;
    int missed = 0;
    double narrower = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      const Judgement found = judge(plan, {.paths = 2000, .seed = seed, .curves = false});
      missed += found.interval.low > truth || found.interval.high < truth;
      narrower += found.std_error < std::sqrt(found.probability * (1 - found.probability) / 2000);
    }
    CHECK(missed <= 11);
    CHECK(narrower == 400);
  }
}

TEST_CASE("pairs that all agree are judged as Clopper and Pearson judge pairs", "[simulate]") {
  const Judgement all = judge_hits(Sampler::antithetic, {1000, 500}, 1000, 0.5, true);
  CHECK(all.interval.low == clopper_pearson(500, 500).low);
  CHECK(all.interval.high == 1);
  const Judgement none = judge_hits(Sampler::antithetic, {0, 0}, 1000, 0.5, true);
  CHECK(none.interval.high == clopper_pearson(0, 500).high);
}

TEST_CASE("an odd number of paths is not a number of pairs", "[simulate]") {
  const TestPlan plan = plan_of("  x: {formula: \"normal(0, 1)\"}\n", "1mo",
                                "simulation: {paths: 999, sampler: antithetic}\n");
  CHECK_FALSE(plan.is_valid());
  CHECK(plan.messages().find("999 paths cannot be paired (antithetic draws two paths at a time, "
                             "from U and 1 - U); write 1000") != std::string::npos);
}
