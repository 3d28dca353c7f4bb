// SPDX-License-Identifier: Apache-2.0
// What decides the draws of a run: rules for single streams.
#include "escala/simulate/draw_source.h"

#include <cmath>

#include "escala/columns/standard_normal.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

TestPlan drawn(std::string_view correlations = "") {
  return plan_of("  a: {formula: u}\n  b: {formula: v}\n  c: {formula: w}\n"
                 "  x: {model: compound, initial: 100, growth: 0%, volatility: 20%}\n"
                 "risks: {fire: {frequency: 3/y, impact: {x: 5% to 10%}}}\n",
                 "12mo",
                 "drivers: {u: \"uniform(0, 1)\", v: \"normal(0, 1)\", "
                 "w: {draw: \"normal(0, 1)\", every: month}}\n" +
                     std::string(correlations));
}

TestRun run(const TestPlan& plan, DrawSource draws) {
  return plan.run({.paths = 1200, .keep = true, .draws = std::move(draws)});
}

} // namespace

TEST_CASE("a stream with another seed has the draws of a run with that seed, and no other moves") {
  const TestPlan plan = drawn();
  for (const Sampler sampler : {Sampler::random, Sampler::antithetic}) {
    const TestRun first = run(plan, DrawSource(1, sampler));
    const TestRun second = run(plan, DrawSource(2, sampler));
    const TestRun mixed = run(plan, DrawSource(1, sampler).reseed(stream_of("v"), 2));
    CHECK(same_bits(mixed.values("b", 3), second.values("b", 3)));
    CHECK_FALSE(same_bits(first.values("b", 3), second.values("b", 3)));
    for (const char* metric : {"a", "c", "x"})
      CHECK(same_bits(mixed.values(metric, 7), first.values(metric, 7)));
  }
}

TEST_CASE("all streams of a model with another seed are a run with that seed") {
  for (const char* name : {"risk_register.yaml", "five_curves.yaml", "saas_waterfall.yaml"}) {
    INFO(name);
    const TestPlan plan(scenario_text(name));
    DrawSource reseeded(1);
    for (const NamedStream& each : plan.model().streams)
      reseeded.reseed(each.stream, 2);
    const TestRun mixed = plan.run({.paths = 1100, .draws = reseeded});
    const TestRun second = plan.run({.paths = 1100, .draws = DrawSource(2)});
    for (std::size_t metric = 0; metric < second.curves.size(); ++metric)
      CHECK(same_bits(mixed.curves[metric], second.curves[metric]));
  }
}

TEST_CASE("a reseeded Sobol stream is scrambled anew and keeps its evenness") {
  const TestPlan plan = drawn();
  const TestRun first =
      plan.run({.paths = 4096, .keep = true, .draws = DrawSource(1, Sampler::sobol)});
  const TestRun mixed =
      plan.run({.paths = 4096,
                .keep = true,
                .draws = DrawSource(1, Sampler::sobol).reseed(stream_of("u"), 9)});
  CHECK_FALSE(same_bits(first.values("a", 1), mixed.values("a", 1)));
  CHECK(same_bits(first.values("b", 1), mixed.values("b", 1)));
  CHECK(std::abs(mixed.mean("a", 1) - 0.5) < 2e-3); // plain draws: 4.5e-3
}

TEST_CASE("a fixed quantile is that of the distribution on every path") {
  const TestPlan plan = drawn();
  const TestRun fixed = run(plan, DrawSource(1).fix(stream_of("v"), 0.9).fix(stream_of("u"), 0.25));
  for (std::size_t path : {0U, 700U, 1199U}) {
    CHECK(fixed.values("a", 5)[path] == 0.25);
    CHECK(fixed.values("b", 5)[path] == Approx(1.2815515655446004).epsilon(1e-14));
  }
}

TEST_CASE("given numbers are the uniforms of their paths and months") {
  const TestPlan plan = drawn();
  Eigen::ArrayXXd once(1200, 1);
  for (Eigen::Index i = 0; i < 1200; ++i)
    once(i, 0) = (static_cast<double>(i) + 0.5) / 1200;
  Eigen::ArrayXXd monthly = Eigen::ArrayXXd::Constant(1, 13, 0.5);
  monthly(0, 4) = normal_probability(1.5);
  const TestRun given =
      run(plan, DrawSource(1).give(stream_of("u"), once).give(stream_of("w"), monthly));
  CHECK(given.values("a", 2)[0] == 0.5 / 1200);
  CHECK(given.values("a", 2)[1199] == 1199.5 / 1200);
  CHECK(std::abs(given.values("c", 3)[10]) < 1e-15);
  CHECK(given.values("c", 4)[10] == Approx(1.5).epsilon(1e-14));
}

TEST_CASE("a rule for a member of a correlated group moves the others as correlation says") {
  const TestPlan plan = plan_of("  a: {formula: u}\n  b: {formula: v}\n", "2mo",
                                "drivers: {u: \"normal(0, 1)\", v: \"normal(0, 1)\"}\n"
                                "correlations: [{between: [u, v], rho: 60%}]\n");
  const TestRun free = run(plan, DrawSource(4));
  const TestRun fixed = run(plan, DrawSource(4).fix(stream_of("u"), normal_probability(2)));
  for (std::size_t path = 0; path < 1200; path += 97) {
    CHECK(fixed.values("a", 1)[path] == Approx(2).epsilon(1e-13));
    // v = 0.6 u + 0.8 z with the same z.
    const double z = (free.values("b", 1)[path] - 0.6 * free.values("a", 1)[path]) / 0.8;
    CHECK(fixed.values("b", 1)[path] == Approx(1.2 + 0.8 * z).epsilon(1e-12));
  }
}

TEST_CASE("what a risk draws follows rules too") {
  const TestPlan plan = drawn();
  const TestRun calm = run(plan, DrawSource(1).fix(stream_of("fire.events"), 0.5));
  CHECK(calm.risks[0].residual.events == 0); // P(none in a month) is above a half
  // 0.99 is between P(at most 1) = 0.9735 and P(at most 2) = 0.9978 at a rate of a quarter.
  const TestRun busy = run(plan, DrawSource(1).fix(stream_of("fire.events"), 0.99));
  CHECK(busy.risks[0].residual.events == 24);
  const TestRun same_size = run(plan, DrawSource(1)
                                          .fix(stream_of("fire.events"), 0.97)
                                          .fix(stream_of("fire.impact.x"), 0.5)
                                          .fix(stream_of("x.shock"), 0.5));
  // One event a month; the median of 5% to 10% is their geometric mean.
  const double loss = std::sqrt(0.05 * 0.10);
  const double drift = std::exp(-0.2 * 0.2 / 24);
  CHECK(same_size.values("x", 12)[50] ==
        Approx(100 * std::pow((1 - loss) * drift, 12)).epsilon(1e-12));
}

TEST_CASE("a risk that is left out never happens, and all else meets the same luck") {
  const TestPlan plan = drawn();
  const TestRun with = run(plan, DrawSource(1));
  const TestRun without = plan.run(
      {.paths = 1200, .keep = true, .without = {{.kind = Omission::Kind::risk, .risk = 0}}});
  const TestRun none = plan_of("  a: {formula: u}\n  b: {formula: v}\n  c: {formula: w}\n"
                               "  x: {model: compound, initial: 100, growth: 0%, volatility: 20%}",
                               "12mo",
                               "drivers: {u: \"uniform(0, 1)\", v: \"normal(0, 1)\", "
                               "w: {draw: \"normal(0, 1)\", every: month}}")
                           .run({.paths = 1200, .keep = true});
  CHECK(without.risks[0].residual.events == 0);
  CHECK(with.risks[0].residual.events > 2);
  CHECK(same_bits(without.values("x", 12), none.values("x", 12)));
  CHECK(same_bits(without.values("c", 12), with.values("c", 12)));
}
