// SPDX-License-Identifier: Apache-2.0
// Second draws of streams: independent of the first ones, as even as they are, and conditional on
// the correlated draws that keep theirs.
#include <array>
#include <cmath>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

TestPlan two_drawn() {
  return plan_of("  a: {formula: u}\n  b: {formula: v}\n  c: {formula: w}\n", "6mo",
                 "drivers: {u: \"uniform(0, 1)\", v: \"uniform(0, 1)\", "
                 "w: {draw: \"normal(0, 1)\", every: month}}\n");
}

TestRun run(const TestPlan& plan, DrawSource draws, std::uint64_t paths = 4096) {
  return plan.run({.paths = paths, .keep = true, .curves = false, .draws = std::move(draws)});
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double ab = 0, aa = 0, bb = 0, sum_a = 0, sum_b = 0;
  const auto n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum_a += a[i];
    sum_b += b[i];
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  const double covariance = ab / n - sum_a * sum_b / n / n;
  return covariance /
         std::sqrt((aa / n - sum_a * sum_a / n / n) * (bb / n - sum_b * sum_b / n / n));
}

} // namespace

TEST_CASE("a second draw moves its own stream only") {
  const TestPlan plan = two_drawn();
  for (const Sampler sampler : {Sampler::random, Sampler::antithetic, Sampler::sobol}) {
    const TestRun first = run(plan, DrawSource(1, sampler), 1200);
    const TestRun second = run(plan, DrawSource(1, sampler).redraw(stream_of("u")), 1200);
    CHECK_FALSE(same_bits(first.values("a", 3), second.values("a", 3)));
    CHECK(same_bits(first.values("b", 3), second.values("b", 3)));
    CHECK(same_bits(first.values("c", 5), second.values("c", 5)));
  }
}

TEST_CASE("pairs of first and second draws fill the square") {
  const TestPlan plan = two_drawn();
  for (const Sampler sampler : {Sampler::random, Sampler::antithetic, Sampler::sobol}) {
    const auto first = run(plan, DrawSource(3, sampler)).values("a", 1);
    const auto second = run(plan, DrawSource(3, sampler).redraw(stream_of("u"))).values("a", 1);
    std::array<int, 64> cells = {};
    for (std::size_t i = 0; i < first.size(); ++i)
      ++cells[static_cast<std::size_t>(first[i] * 8) * 8 + static_cast<std::size_t>(second[i] * 8)];
    for (const int count : cells) // 64 are expected; four deviations of independent points are 32
      CHECK(std::abs(count - 64) < 36);
  }
}

// Mean of u u' over the square: 1/4. Independent points would have a standard error of 0.0034.
TEST_CASE("pairs of Sobol draws integrate better than random ones") {
  const TestPlan plan = two_drawn();
  double squares = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto first = run(plan, DrawSource(seed, Sampler::sobol)).values("a", 1);
    const auto second =
        run(plan, DrawSource(seed, Sampler::sobol).redraw(stream_of("u"))).values("a", 1);
    double mean = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
      mean += first[i] * second[i] / 4096;
    squares += (mean - 0.25) * (mean - 0.25) / 10;
  }
  CHECK(std::sqrt(squares) < 0.001);
}

TEST_CASE("second monthly draws are independent of the first ones") {
  const TestPlan plan = two_drawn();
  for (const Sampler sampler : {Sampler::random, Sampler::sobol}) {
    const TestRun first = run(plan, DrawSource(1, sampler));
    const TestRun second = run(plan, DrawSource(1, sampler).redraw(stream_of("w")));
    for (const std::size_t month : {1U, 2U, 6U})
      CHECK(std::abs(correlation(first.values("c", month), second.values("c", month))) < 0.07);
  }
}

// Given u and w, v is normal with mean R(v,uw) R(uw,uw)^-1 (u, w).
TEST_CASE("correlated values are drawn anew given those that stay") {
  const TestPlan plan =
      plan_of("  a: {formula: u}\n  b: {formula: v}\n  c: {formula: w}\n", "2mo",
              "drivers: {u: \"normal(0, 1)\", v: \"normal(0, 1)\", w: \"normal(0, 1)\"}\n"
              "correlations: [{between: [u, v], rho: 60%}, {between: [v, w], rho: -50%}]\n");
  for (const Sampler sampler : {Sampler::random, Sampler::sobol}) {
    const TestRun first = run(plan, DrawSource(4, sampler));
    const TestRun second = run(plan, DrawSource(4, sampler).redraw(stream_of("v")));
    CHECK(same_bits(first.values("a", 1), second.values("a", 1)));
    CHECK(same_bits(first.values("c", 1), second.values("c", 1)));
    CHECK(correlation(second.values("b", 1), second.values("a", 1)) == Approx(0.6).margin(0.05));
    CHECK(correlation(second.values("b", 1), second.values("c", 1)) == Approx(-0.5).margin(0.05));
    // What is left of v and of its second draw is unrelated, with variance 1 - 0.36 - 0.25.
    const auto rest = [&](const TestRun& of) {
      std::vector<double> left = of.values("b", 1);
      for (std::size_t i = 0; i < left.size(); ++i)
        left[i] -= 0.6 * of.values("a", 1)[i] - 0.5 * of.values("c", 1)[i];
      return left;
    };
    CHECK(std::abs(correlation(rest(first), rest(second))) < 0.07);
    double variance = 0;
    for (const double left : rest(second))
      variance += left * left / 4096;
    CHECK(variance == Approx(0.39).epsilon(0.1));
  }
}

TEST_CASE("a group that is drawn anew as a whole keeps its correlation") {
  const TestPlan plan = plan_of("  a: {formula: u}\n  b: {formula: v}\n", "2mo",
                                "drivers: {u: \"normal(0, 1)\", v: \"normal(0, 1)\"}\n"
                                "correlations: [{between: [u, v], rho: 60%}]\n");
  const DrawSource draws(4, Sampler::sobol);
  const TestRun first = run(plan, draws);
  const TestRun second = run(plan, DrawSource(draws).redraw(stream_of("u")).redraw(stream_of("v")));
  CHECK(correlation(second.values("a", 1), second.values("b", 1)) == Approx(0.6).margin(0.05));
  CHECK(std::abs(correlation(first.values("a", 1), second.values("a", 1))) < 0.07);
  CHECK(std::abs(correlation(first.values("b", 1), second.values("a", 1))) < 0.07);
}
