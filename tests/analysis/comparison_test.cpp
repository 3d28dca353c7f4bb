// SPDX-License-Identifier: Apache-2.0
// Comparisons against closed forms: paired differences of probabilities and means, and bridges
// against Shapley's formula computed over all orders.
#include "escala/analysis/comparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "escala/analysis/bridge.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// x at month 12 is lognormal: its logarithm has the mean ln(100 (1 + growth)) - 0.02 and the
// standard deviation 20%.
std::string lognormal_plan(const std::string& growth) {
  return "escala: 1\nname: P\nhorizon: 12mo\nmetrics: {x: {model: compound, initial: 100, "
         "growth: " +
         growth + ", volatility: 20%}}\ntargets: {goal: {when: x >= 170, at: 12mo}}\n";
}

double chance(double growth) {
  return std::erfc(-(std::log((1 + growth) * 100 / 170) - 0.02) / 0.2 / std::sqrt(2)) / 2;
}

CompiledPlan compiled(const Plan& plan) {
  Diagnostics diagnostics;
  Compilation compilation = plan.compile({}, diagnostics);
  REQUIRE(compilation.compiled);
  return *std::move(compilation.compiled);
}

// Six values decide x and the chance of the target.
std::string six_values(const char* a, const char* b, const char* c, const char* d, const char* e,
                       const char* f) {
  return fmt::format("escala: 1\nname: Six\nhorizon: 3mo\n"
                     "drivers: {{a: '{}', b: '{}', c: '{}', d: '{}', noise: 'normal(0, {})'}}\n"
                     "metrics:\n"
                     "  x: {{formula: '(a + b * c) * d + noise * a'}}\n"
                     "targets: {{goal: {{when: 'x >= {}', at: 3mo}}}}\n",
                     a, b, c, d, e, f);
}

// The mean over all orders of what each change does, from the values of all subsets.
std::vector<double> shapley_over_orders(std::size_t changes, const std::vector<double>& value) {
  std::vector<std::size_t> order(changes);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> effects(changes);
  double orders = 0;
  do {
    std::size_t made = 0;
    for (const std::size_t change : order) {
      effects[change] += value[made | std::size_t{1} << change] - value[made];
      made |= std::size_t{1} << change;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& effect : effects)
    effect /= orders;
  return effects;
}

} // namespace

TEST_CASE("paired differences of probabilities and means cover the truth at the nominal rate") {
  constexpr int kSeeds = kSanitized ? 30 : 300;
  const CompiledPlan before = compiled(Plan::read("a.yaml", lognormal_plan("60%")));
  const CompiledPlan after = compiled(Plan::read("b.yaml", lognormal_plan("62%")));
  const double true_delta = chance(0.62) - chance(0.60);
  int missed = 0, missed_mean = 0;
  Workers workers(2);
  for (int seed = 1; seed <= kSeeds; ++seed) {
    CompareStudy study({{&before.model, 12}, {&after.model, 12}}, DrawSource(seed));
    REQUIRE(look_until_sure(study, {4096, 4096}, workers, {}).paths == 4096);
    const SceneResult& found = study.found().back();
    const Difference& delta = found.differences.targets[0].value();
    missed += delta.interval.low > true_delta || delta.interval.high < true_delta ? 1 : 0;
    const MetricInScene::Change& mean = found.metrics[0].change.value();
    missed_mean += std::abs(mean.mean - 2) > 2.576 * mean.std_error ? 1 : 0; // 162 - 160
  }
  // Binomial with 1%: ten or more of 300 have a chance of one in a thousand.
  CHECK(missed <= 9);
  CHECK(missed_mean <= 9);
}

TEST_CASE("a look takes more paths until differences are sure, and the same paths each time") {
  const CompiledPlan before = compiled(Plan::read("a.yaml", lognormal_plan("60%")));
  const CompiledPlan after = compiled(Plan::read("b.yaml", lognormal_plan("90%")));
  Workers workers(2);
  CompareStudy some({{&before.model, 12}, {&after.model, 12}}, DrawSource(7));
  const Looks looks = look_until_sure(some, {1024, 1 << 20}, workers, {});
  CHECK(looks.ended == Ended::sure);
  CHECK(looks.paths > 16'384); // sqrt(p (1 - p) / n) = 0.002
  CompareStudy at_once({{&before.model, 12}, {&after.model, 12}}, DrawSource(7));
  look_until_sure(at_once, {looks.paths, looks.paths}, workers, {});
  const auto& one = some.found().back();
  const auto& other = at_once.found().back();
  CHECK(one.differences.targets[0]->delta == other.differences.targets[0]->delta);
  CHECK(one.differences.targets[0]->changed->gained ==
        other.differences.targets[0]->changed->gained);
  CHECK(one.metrics[0].spread.p50 == other.metrics[0].spread.p50);
}

TEST_CASE("the bridge of six values is Shapley's formula, and adds up") {
  const Plan from = Plan::read("from.yaml", six_values("1", "2", "3", "4", "1", "30"));
  const Plan to = Plan::read("to.yaml", six_values("2", "3", "2", "5", "3", "35"));
  const PlanPair pair(from, {}, to, {});
  REQUIRE(pair.changes().size() == 6);
  CHECK(pair.changes()[0].path() == "drivers.a");
  CHECK(pair.changes()[4].from == "normal(0, 1)");
  CHECK(pair.changes()[5].path() == "targets.goal.when");
  Workers workers(2);
  const BridgeSpec spec{
      .outputs = {{BridgeOutput::Kind::target, "goal"}, {BridgeOutput::Kind::metric, "x"}},
      .month = 3,
      .paths = 4096,
      .draws = DrawSource(3)};
  const Bridge bridge = find_bridge(pair, spec, workers, {});
  REQUIRE(bridge.groups.size() == 6);
  CHECK_FALSE(bridge.sampled);
  std::vector<double> chances, medians;
  for (std::size_t mask = 0; mask < 64; ++mask) {
    std::vector<bool> taken(6);
    for (std::size_t i = 0; i < 6; ++i)
      taken[i] = (mask >> i & 1) != 0;
    const CompiledPlan plan = compiled(pair.between(taken));
    OutputObserver seen({{StudiedOutput::Kind::target, 0}, {StudiedOutput::Kind::metric, 0, 3}});
    REQUIRE(simulate(Run{.model = &plan.model,
                         .draws = spec.draws,
                         .paths = spec.paths,
                         .observers = {&seen}},
                     workers)
                .status == RunStatus::done);
    const auto met = seen.values(0);
    chances.push_back(std::accumulate(met.begin(), met.end(), 0.0) / 4096);
    std::vector<double> values(seen.values(1).begin(), seen.values(1).end());
    std::ranges::sort(values);
    medians.push_back((values[2047] + values[2048]) / 2);
  }
  const auto check = [](const BridgeOfOutput& found, const std::vector<double>& values) {
    const std::vector<double> expected = shapley_over_orders(6, values);
    double sum = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(found.effects[i].effect == Approx(expected[i]).margin(1e-12));
      sum += found.effects[i].effect;
    }
    CHECK(found.from == values.front());
    CHECK(found.to == values.back());
    CHECK(std::abs(sum - (found.to - found.from)) <= 1e-12 * std::max(1.0, std::abs(sum)));
  };
  check(bridge.outputs[0], chances);
  check(bridge.outputs[1], medians);
}

TEST_CASE("changes that cannot stand alone are one change of a bridge") {
  const std::string head = "escala: 1\nname: P\nhorizon: 3mo\n";
  const std::string target = "targets: {goal: {when: x >= 2, at: 3mo}}\n";
  const Plan from = Plan::read("from.yaml", head + "drivers: {a: 1, z: 1}\n" +
                                                "metrics: {x: {formula: a * z}}\n" + target);
  const Plan to =
      Plan::read("to.yaml", head + "drivers: {a: 3, z: 1}\n" +
                                "metrics: {y: {formula: a}, x: {formula: y * z}}\n" + target);
  const PlanPair pair(from, {}, to, {});
  REQUIRE(pair.changes().size() == 3); // a, the formula of x, y
  Workers workers(1);
  const Bridge bridge = find_bridge(
      pair, {.outputs = {{BridgeOutput::Kind::target, "goal"}}, .month = 3, .paths = 64}, workers,
      {});
  REQUIRE(bridge.groups.size() == 2);
  CHECK(bridge.groups[0] == std::vector<std::size_t>{0});
  CHECK(bridge.groups[1].size() == 2);
  CHECK(bridge.outputs[0].effects[0].effect == 1);
  CHECK(bridge.outputs[0].effects[1].effect == 0);
}

TEST_CASE("with many changes orders are sampled, and effects still add up") {
  const auto plan = [](const char* value) {
    std::string text = "escala: 1\nname: P\nhorizon: 2mo\ndrivers:\n";
    std::string sum = "0";
    for (int i = 0; i < 10; ++i) {
      text += fmt::format("  d{}: {}\n", i, value);
      sum += fmt::format(" + {} * d{}", i + 1, i);
    }
    return text + "metrics: {x: {formula: " + sum + "}}\n";
  };
  const PlanPair pair(Plan::read("a.yaml", plan("1")), {}, Plan::read("b.yaml", plan("2")), {});
  Workers workers(1);
  const Bridge bridge = find_bridge(
      pair, {.outputs = {{BridgeOutput::Kind::metric, "x"}}, .month = 2, .paths = 64}, workers, {});
  REQUIRE(bridge.sampled);
  for (std::size_t i = 0; i < 10; ++i) // a sum: the effect is the same in every order
    CHECK(bridge.outputs[0].effects[i].effect == Approx(static_cast<double>(i + 1)));
}
