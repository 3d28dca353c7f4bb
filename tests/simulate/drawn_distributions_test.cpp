// SPDX-License-Identifier: Apache-2.0
// A million draws of each distribution through the engine, against closed forms.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

struct Known {
  std::string draw;
  double mean, variance;
  double kurtosis; // at least; for the standard error of the variance
  double median;
};

const double kE = std::exp(1.0);

std::vector<Known> known() {
  const double g1 = std::tgamma(1.5);
  return {
      {"gamma(4, 2)", 8, 16, 4.5, 7.344121497701792},
      {"weibull(2, 3)", 3 * g1, 9 * (1 - g1 * g1), 3.2451, 3 * std::sqrt(std::log(2.0))},
      {"exponential(5)", 5, 25, 9, 5 * std::log(2.0)},
      {"pareto(1, 9)", 9 / 8.0, 9 / (64 * 7.0), 3 + 6 * (729 + 81 - 54 - 2) / (9.0 * 6 * 5),
       std::pow(2, 1 / 9.0)},
      {"student(2, 3, 10)", 2, 9 * 10 / 8.0, 4, 2},
      {"loguniform(1, 2.718281828459045)", kE - 1, (kE * kE - 1) / 2 - (kE - 1) * (kE - 1), 2.2,
       std::sqrt(kE)},
      {"metalog(-1, 0, 1)", 0, M_PI * M_PI / 3 / std::pow(std::log(9.0), 2), 4.2, 0},
      {"discrete(1, 20%, 2, 50%, 7, 30%)", 3.3, 16.9 - 3.3 * 3.3, 2, 2},
      {"mixture(normal(0, 1), 3, normal(4, 2), 1)", 1, 0.75 + 0.25 * 4 + 0.25 * 16 - 1, 5, 0.3989},
      {"mixture(poisson(2), 50%, discrete(10, 100%), 50%)", 6, 0.5 * 6 + 50 - 36, 1.5, 0},
  };
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto ranks = [](const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    std::vector<double> found(values.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      found[order[i]] = static_cast<double>(i);
    return found;
  };
  const std::vector<double> x = ranks(a), y = ranks(b);
  const double middle = mean_of(x);
  double xy = 0, xx = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - middle) * (y[i] - middle);
    xx += (x[i] - middle) * (x[i] - middle);
  }
  return xy / xx;
}

} // namespace

TEST_CASE("draws have the moments and the median of their closed forms") {
  for (const Known& one : known()) {
    INFO(one.draw);
    const TestPlan plan =
        plan_of("  x: {formula: d}\n", "1mo", "drivers: {d: \"" + one.draw + "\"}");
    const TestRun run = plan.run({.paths = kManyPaths, .seed = 12, .threads = 2});
    const auto n = static_cast<double>(kManyPaths);
    const auto& x = run.curve("x");
    check_estimate(x.mean[1], one.mean, std::sqrt(one.variance / n));
    check_estimate(x.sd[1] * x.sd[1], one.variance,
                   one.variance * std::sqrt((one.kurtosis - 1) / n));
    if (one.median != 0)
      CHECK(x.quantiles(1, 3) == Approx(one.median).epsilon(0.02));
  }
}

TEST_CASE("truncation keeps the part between its bounds") {
  const TestPlan plan =
      plan_of("  a: {formula: da}\n  b: {formula: db}\n  c: {formula: dc}\n", "1mo",
              "drivers: {da: \"exponential(1, min=2)\", "
              "db: \"gamma(2, 1, max=1)\", dc: \"pareto(1, 1, min=4, max=8)\"}");
  const TestRun run = plan.run({.paths = kManyPaths, .seed = 2, .threads = 2, .keep = true});
  const auto n = static_cast<double>(kManyPaths);
  check_estimate(run.mean("a", 1), 3, 1 / std::sqrt(n)); // memoryless
  CHECK(*std::ranges::min_element(run.values("a", 1)) >= 2);
  CHECK(*std::ranges::max_element(run.values("b", 1)) <= 1);
  // E[X; X < 1] = 2 - 5/e, P = 1 - 2/e
  check_estimate(run.mean("b", 1), (2 - 5 / kE) / (1 - 2 / kE), 0.3 / std::sqrt(n));
  // density proportional to 1/x^2 on [4, 8]
  check_estimate(run.mean("c", 1), 8 * std::log(2.0), 1.2 / std::sqrt(n));
}

TEST_CASE("unlike distributions keep the copula's rank correlation") {
  const TestPlan plan = plan_of(
      "  a: {formula: da}\n  b: {formula: db}\n  c: {formula: dc}\n", "1mo",
      "drivers:\n  da: gamma(2, 3)\n  db: mixture(normal(0, 1), 1, normal(5, 1), 1)\n"
      "  dc: metalog(1, 2, 4)\n"
      "correlations:\n  - {between: [da, db], rho: 60%}\n  - {between: [db, dc], rho: -30%}\n");
  constexpr std::uint64_t kPaths = 200'000;
  const TestRun run = plan.run({.paths = kPaths, .seed = 7, .threads = 2, .keep = true});
  const double error = 1 / std::sqrt(static_cast<double>(kPaths));
  const auto spearman = [](double rho) { return 6 / M_PI * std::asin(rho / 2); };
  check_estimate(rank_correlation(run.values("a", 1), run.values("b", 1)), spearman(0.6), error);
  check_estimate(rank_correlation(run.values("b", 1), run.values("c", 1)), spearman(-0.3), error);
}

TEST_CASE("components of a mixture take no draw of their own") {
  const TestPlan plan = plan_of("  a: {formula: da}\n  b: {formula: db}\n", "1mo",
                                "drivers: {da: \"mixture(normal(3, 1), 5, normal(9, 1), 0)\", "
                                "db: \"normal(3, 1)\"}");
  const TestPlan same = plan_of("  a: {formula: da}\n  b: {formula: db}\n", "1mo",
                                "drivers: {da: \"normal(3, 1)\", db: \"normal(3, 1)\"}");
  const TestRun run = plan.run({.paths = 2000, .seed = 5, .keep = true});
  const TestRun other = same.run({.paths = 2000, .seed = 5, .keep = true});
  for (std::size_t path = 0; path < 2000; ++path)
    REQUIRE(close(run.values("a", 1)[path], other.values("a", 1)[path], 1e-11));
  CHECK(same_bits(run.values("b", 1), other.values("b", 1)));
}

TEST_CASE("weights are normalised") {
  const auto drawn = [](const char* rest) {
    const TestPlan plan =
        plan_of("  a: {formula: d}\n", "1mo",
                std::string("drivers: {d: \"mixture(normal(0, 1), ") + rest + "\"}");
    return plan.run({.paths = 500, .keep = true}).values("a", 1);
  };
  const std::vector<double> a = drawn("30%, uniform(5, 6), 70%)");
  const std::vector<double> b = drawn("3, uniform(5, 6), 7)");
  for (std::size_t i = 0; i < a.size(); ++i)
    REQUIRE(close(a[i], b[i], 1e-11));
}
