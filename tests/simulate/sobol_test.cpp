// SPDX-License-Identifier: Apache-2.0
// Sobol paths: which dimension is whose, and what the replicates say of errors.
#include <cmath>
#include <string>
#include <vector>

#include "escala/model/dimensions.h"
#include "escala/report/make_result.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// A bit of everything that is drawn.
TestPlan mixed(const std::string& sampler) {
  return plan_of(
      "  arr: {unit: USD, model: compound, initial: $1M, growth: first, volatility: 30%}\n"
      "  users: {initial: 100, next: users * exp(2% + 5% * demand), volatility: 20%}\n"
      "  sites: {model: launches, initial: 0, rate: 1.5/mo}\n"
      "  noise: {formula: \"uniform(0, 1) + yearly\"}\n"
      "correlations: [{between: [arr.shock, users.shock], rho: 50%}]\n"
      "risks: {storm: {frequency: 1/y, impact: {arr: 5% to 20%}}}\n"
      "targets:\n"
      "  arr: {when: arr >= $1.6M, at: 2y}\n"
      "  users: {when: users >= 200, by: 2y}\n"
      "  sites: {when: sites >= 38, at: 2y}\n"
      "  noise: {when: noise >= 1.2, at: 1y}\n",
      "24mo",
      "simulation: {sampler: " + sampler +
          "}\n"
          "drivers:\n"
          "  first: normal(40%, 15%)\n"
          "  demand: {draw: \"normal(0, 1)\", every: month}\n"
          "  yearly: {draw: \"uniform(0, 1)\", every: year}\n");
}

const TestPlan& sobol_plan() {
  static const TestPlan plan = mixed("sobol");
  return plan;
}

void check_same(const TestRun& a, const TestRun& b) {
  for (std::size_t metric = 0; metric < a.curves.size(); ++metric) {
    CHECK(same_bits(a.curves[metric].mean, b.curves[metric].mean));
    CHECK(same_bits(a.curves[metric].quantiles, b.curves[metric].quantiles));
  }
  for (std::size_t target = 0; target < a.tally.targets.size(); ++target)
    CHECK(a.tally.targets[target].hits.by_word == b.tally.targets[target].hits.by_word);
}

} // namespace

TEST_CASE("Sobol runs give the same bits on any number of threads", "[simulate]") {
  const TestRun one = sobol_plan().run({.paths = 3000, .threads = 1});
  REQUIRE(one.outcome.status == RunStatus::done);
  for (const std::size_t threads : {2U, 7U})
    check_same(one, sobol_plan().run({.paths = 3000, .threads = threads}));
}

TEST_CASE("Sobol paths are the same in a longer run, and in a later part of one", "[simulate]") {
  const TestRun whole = sobol_plan().run({.paths = 1100, .keep = true});
  const TestRun begun = sobol_plan().run({.paths = 528, .keep = true});
  const TestRun rest = sobol_plan().run({.paths = 572, .first_path = 528, .keep = true});
  for (const char* metric : {"arr", "users", "sites", "noise"})
    for (std::size_t path = 0; path < 1100; ++path)
      CHECK(whole.values(metric, 24)[path] ==
            (path < 528 ? begun.values(metric, 24)[path] : rest.values(metric, 24)[path - 528]));
}

// first; then the ends of six walks, in the order of the month's work; then their middles.
TEST_CASE("dimensions go level by level", "[simulate]") {
  const Dimensions found = assign_dimensions(sobol_plan().model());
  // Monthly: two shocks, demand, sites, the storm's arrivals and the noise, the noise and the three
  // scores in month 0 too; yearly two steps, first one.
  CHECK(found.count == 6 * 24 + 4 + 2 + 1);
  std::vector<int> used(found.count);
  for (const StreamDimensions& stream : found.streams) {
    for (std::uint32_t dimension : stream.of_node)
      if (dimension != kNone)
        ++used[dimension];
    if (stream.opening != kNone)
      ++used[stream.opening];
    CHECK(stream.of_node[0] < 8);
    CHECK((stream.steps > 1 || stream.of_node[0] == 0));
    if (stream.steps > 1)
      CHECK((stream.of_node[1] >= 8 && stream.of_node[1] < 15));
    CHECK(found.find(stream.stream) == &stream);
  }
  for (int count : used)
    CHECK(count == 1);
  CHECK(found.find(12345) == nullptr);
}

TEST_CASE("Sobol draws have the distributions that they should", "[simulate]") {
  const TestRun run = sobol_plan().run({.paths = 16'384});
  const TestRun plain = mixed("random").run({.paths = 400'000, .threads = 2});
  for (const char* metric : {"arr", "users", "sites", "noise"})
    for (const std::size_t month : {1U, 12U, 24U}) {
      INFO(metric << " in month " << month);
      const double sd = plain.curve(metric).sd[month];
      CHECK(run.mean(metric, month) == Approx(plain.mean(metric, month)).margin(0.008 * sd));
      CHECK(run.curve(metric).sd[month] == Approx(sd).epsilon(0.02));
    }
  // Poisson counts are spread evenly: half of all walks end above their mean.
  CHECK(run.mean("sites", 24) == Approx(36).margin(0.05));
}

// 400 seeds, an error of 1%: 4 misses expected, more than 11 in one of a thousand such tests.
TEST_CASE("99% intervals of Sobol runs hold the truth", "[simulate]") {
  const std::uint64_t paths = 1U << 17;
  const TestRun long_run =
      sobol_plan().run({.paths = paths, .seed = 99, .threads = 2, .curves = false});
  const Findings truth = judge_run(sobol_plan().model(), long_run.tally, Sampler::sobol, paths);
  const std::size_t targets = truth.targets.size();
  std::vector<int> missed(targets + 1);
  double squares = 0;
  double reported = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const TestRun run = sobol_plan().run({.paths = 1024, .seed = seed, .curves = false});
    Findings found = judge_run(sobol_plan().model(), run.tally, Sampler::sobol, 1024);
    found.targets.push_back(found.joint);
    for (std::size_t i = 0; i <= targets; ++i) {
      const double there = i < targets ? truth.targets[i].probability : truth.joint.probability;
      const Interval& interval = found.targets[i].interval;
      missed[i] += interval.low > there || interval.high < there;
    }
    const double off = found.targets[0].probability - truth.targets[0].probability;
    squares += off * off;
    reported += found.targets[0].std_error * found.targets[0].std_error;
  }
  for (int count : missed)
    CHECK(count <= 11);
  // Errors are no larger than what is said, and smaller than those of plain paths.
  const double p = truth.targets[0].probability;
  CHECK(reported / squares > 0.8);
  CHECK(squares / 400 < 0.5 * p * (1 - p) / 1024);
}

TEST_CASE("a risk's mitigation is judged on the same Sobol paths", "[simulate]") {
  const TestRun with = sobol_plan().run({.paths = 512, .keep = true});
  const TestRun without =
      sobol_plan().run({.paths = 512, .keep = true, .without = {{Omission::Kind::mitigation}}});
  CHECK(with.values("users", 24) == without.values("users", 24));
}
