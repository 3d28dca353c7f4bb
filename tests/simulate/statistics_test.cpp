// SPDX-License-Identifier: Apache-2.0
// What many paths say, against what is known exactly: within four standard errors.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

constexpr double kScore95 = 1.6448536269514722;

double density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * M_PI); }
double below(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    ranks[order[i]] = static_cast<double>(i);
  return ranks;
}

// Metrics that report drivers: "a" reports the driver "a_", and so on.
std::string report(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text.append("  ").append(name).append(": {formula: ").append(name).append("_}\n");
  return text;
}

void check_moments(const escala::MetricSummary& curve, std::size_t month, double mean, double sd,
                   double paths) {
  check_estimate(curve.mean[month], mean, sd / std::sqrt(paths));
}

} // namespace

TEST_CASE("a metric with volatility is lognormal") {
  constexpr double kYears = 2;
  constexpr double kSigma = 0.4;
  const double mean = 100 * std::pow(1.5, kYears);
  const double spread = kSigma * std::sqrt(kYears);
  const double median = mean * std::exp(-spread * spread / 2);
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 100, growth: 50%, volatility: 40%}", "24mo",
              "targets:\n  above: {when: x >= 200, at: 24mo}");
  const TestRun run = plan.run({.paths = kManyPaths, .seed = 11});
  const auto n = static_cast<double>(kManyPaths);
  const escala::MetricSummary& x = run.curve("x");
  check_estimate(x.mean[24], mean, mean * std::sqrt((std::exp(spread * spread) - 1) / n));
  const auto check_quantile = [&](std::size_t q, double p, double z) {
    const double value = median * std::exp(spread * z);
    check_estimate(x.quantiles(24, q), value,
                   std::sqrt(p * (1 - p) / n) / (density(z) / (value * spread)));
  };
  check_quantile(0, 0.05, -kScore95);
  check_quantile(3, 0.5, 0);
  check_quantile(6, 0.95, kScore95);
  const double above = below(std::log(median / 200) / spread);
  check_estimate(run.probability("above"), above, std::sqrt(above * (1 - above) / n));
  // The mean is kept in every month.
  for (std::size_t month = 1; month < 24; ++month) {
    const double years = static_cast<double>(month) / 12;
    const double expected = 100 * std::pow(1.5, years);
    check_estimate(x.mean[month], expected,
                   expected * std::sqrt((std::exp(kSigma * kSigma * years) - 1) / n));
  }
}

TEST_CASE("the odds of a logistic metric keep their mean") {
  const TestPlan plan = plan_of("  x: {model: logistic, initial: 10, growth: 100%, limit: 100, "
                                "volatility: 30%}\n"
                                "  odds: {formula: x / (100 - x)}",
                                "12mo");
  const TestRun run = plan.run({.paths = kManyPaths / 4, .seed = 5});
  const double expected = 2.0 / 9;
  check_estimate(run.mean("odds", 12), expected,
                 expected *
                     std::sqrt((std::exp(0.09) - 1) / (static_cast<double>(kManyPaths) / 4)));
}

TEST_CASE("the benchmark's probabilities") {
  const TestPlan plan(scenario_text("five_curves.yaml"));
  const TestRun run = plan.run({.paths = kManyPaths, .seed = 2026, .curves = false});
  // At a million paths 0.0018 is at least 3.6 standard errors.
  const double margin = 0.0018 * std::sqrt(1e6 / static_cast<double>(kManyPaths));
  CHECK(run.probability("billion_arr") == Approx(0.1060).margin(margin));
  CHECK(run.probability("hundred_million_users") == Approx(0.3249).margin(margin));
  CHECK(run.probability("thousand_people") == Approx(0.5780).margin(margin));
  CHECK(run.probability("hundred_countries") == Approx(0.8192).margin(margin));
  CHECK(run.probability("hundredfold_capacity") == Approx(0.6926).margin(margin));
  const double joint =
      static_cast<double>(run.tally.joint.paths) / static_cast<double>(run.tally.paths);
  CHECK(joint == Approx(0.0372).margin(margin));
}

// --- drivers ---

TEST_CASE("drivers have the means of their distributions") {
  constexpr std::uint64_t kPaths = kManyPaths / 4;
  const TestPlan plan = plan_of(report({"n", "l", "u", "v", "p", "b", "c", "r", "s", "f"}), "1mo",
                                "drivers:\n"
                                "  n_: normal(3, 2)\n"
                                "  l_: lognormal(10, 0.5)\n"
                                "  u_: uniform(-1, 5)\n"
                                "  v_: triangular(0, 1, 5)\n"
                                "  p_: pert(0, 1, 5)\n"
                                "  b_: beta(2, 6)\n"
                                "  c_: poisson(3.5)\n"
                                "  r_: 10 to 40\n"
                                "  s_: -20 to 10\n"
                                "  f_: \"if(bernoulli(30%), 1, 0)\"\n");
  const TestRun run = plan.run({.paths = kPaths, .seed = 3});
  const auto check = [&](const char* name, double mean, double variance) {
    INFO(name);
    check_moments(run.curve(name), 0, mean, std::sqrt(variance), static_cast<double>(kPaths));
  };
  check("n", 3, 4);
  check("l", 10 * std::exp(0.125), 100 * std::exp(0.25) * (std::exp(0.25) - 1));
  check("u", 2, 3);
  check("v", 2, (0 + 1 + 25 - 0 - 0 - 5) / 18.0);
  check("p", 9 / 6.0, (9 / 6.0) * (5 - 9 / 6.0) / 7);
  check("b", 0.25, 0.25 * 0.75 / 9);
  check("c", 3.5, 3.5);
  const double spread = std::log(2.0) / kScore95;
  check("r", 20 * std::exp(spread * spread / 2),
        400 * std::exp(spread * spread) * (std::exp(spread * spread) - 1));
  check("s", -5, std::pow(15 / kScore95, 2));
  check("f", 0.3, 0.21);
  // 5% below the lower end of `a to b`, 5% above the upper one.
  const double n = static_cast<double>(kPaths);
  const double density_low = density(kScore95) / (10 * spread);
  check_estimate(run.curve("r").quantiles(0, 0), 10, std::sqrt(0.0475 / n) / density_low);
  const double density_high = density(kScore95) / (15 / kScore95);
  check_estimate(run.curve("s").quantiles(0, 6), 10, std::sqrt(0.0475 / n) / density_high);
}

TEST_CASE("a truncated normal has no value outside and the mean of what is left") {
  constexpr std::uint64_t kPaths = kManyPaths / 4;
  const TestPlan plan = plan_of(report({"low", "both", "tail"}), "1mo",
                                "drivers:\n"
                                "  low_: normal(200%, 100%, min=50%)\n"
                                "  both_: normal(0, 1, min=-1, max=0.5)\n"
                                "  tail_: normal(0, 1, min=6)\n");
  const TestRun run = plan.run({.paths = kPaths, .seed = 8, .keep = true});
  const auto check = [&](const char* name, double mu, double sigma, double a, double b) {
    INFO(name);
    const double from = (a - mu) / sigma;
    const double to = (b - mu) / sigma;
    const auto& values = run.values(name, 1);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    CHECK(*least >= a);
    CHECK(*most <= b);
    const double mass = below(-from) - below(-to);
    const double shift = (density(from) - density(to)) / mass;
    const double edges = (from * density(from) - (std::isinf(to) ? 0 : to * density(to))) / mass;
    const double variance = sigma * sigma * (1 + edges - shift * shift);
    check_estimate(mean_of(values), mu + sigma * shift,
                   std::sqrt(variance / static_cast<double>(kPaths)));
  };
  const double infinity = HUGE_VAL;
  check("low", 2, 1, 0.5, infinity);
  check("both", 0, 1, -1, 0.5);
  check("tail", 0, 1, 6, infinity);
}

// --- when draws are made ---

TEST_CASE("a driver is drawn once per path, year or month") {
  const TestPlan plan = plan_of(report({"once", "yearly", "monthly"}), "30mo",
                                "start: 2026-03\nfiscal_year: 7\n"
                                "drivers:\n"
                                "  once_: normal(0, 1)\n"
                                "  yearly_: {draw: \"normal(0, 1)\", every: year}\n"
                                "  monthly_: {draw: \"normal(0, 1)\", every: month}\n");
  const TestRun run = plan.run({.paths = 600, .keep = true});
  // Month 0 shares the first year; a year of draws is a year of the plan.
  const auto first_of = [](std::size_t month) {
    return month == 0 ? std::size_t{1} : (month - 1) / 12 * 12 + 1;
  };
  for (std::size_t month = 0; month <= 30; ++month) {
    REQUIRE(run.values("once", month) == run.values("once", 0));
    REQUIRE(run.values("yearly", month) == run.values("yearly", first_of(month)));
    for (std::size_t other = 0; other < month; ++other) {
      if (first_of(other) != first_of(month))
        REQUIRE(std::abs(correlation(run.values("yearly", month), run.values("yearly", other))) <
                0.2);
      REQUIRE(std::abs(correlation(run.values("monthly", month), run.values("monthly", other))) <
              0.2);
    }
  }
}

TEST_CASE("distributions in next and formula are drawn every month, in parameters once") {
  const TestPlan plan =
      plan_of("  walk: {initial: 0, next: \"walk + normal(0, 1)\"}\n"
              "  noise: {formula: \"normal(0, 1)\"}\n"
              "  two: {formula: \"normal(0, 1) - normal(0, 1)\"}\n"
              "  start: {initial: \"normal(5, 1)\", next: start}\n"
              "  grown: {model: compound, initial: 1, growth: \"uniform(0, 1)\"}\n"
              "  rate: {formula: grown.growth}",
              "24mo");
  const TestRun run = plan.run({.paths = 20'000, .keep = true});
  CHECK(std::abs(correlation(run.values("noise", 3), run.values("noise", 4))) < 0.03);
  check_estimate(run.curve("noise").sd[7], 1, std::sqrt(0.5 / 20'000));
  check_estimate(run.curve("walk").sd[16], 4, 4 * std::sqrt(0.5 / 20'000));
  check_estimate(run.curve("two").sd[3], std::sqrt(2.0), std::sqrt(1.0 / 20'000));
  CHECK(run.values("start", 24) == run.values("start", 0));
  CHECK(run.values("rate", 24) == run.values("rate", 1));
  for (std::size_t path = 0; path < 20'000; ++path)
    REQUIRE(close(run.values("grown", 24)[path], std::pow(1 + run.values("rate", 1)[path], 2)));
}

TEST_CASE("neighbouring paths, names and seeds are independent") {
  const TestPlan plan = plan_of(report({"a", "b"}), "2mo",
                                "drivers:\n"
                                "  a_: {draw: \"normal(0, 1)\", every: month}\n"
                                "  b_: {draw: \"normal(0, 1)\", every: month}\n");
  constexpr std::size_t kPaths = 100'000;
  const TestRun run = plan.run({.paths = kPaths, .keep = true});
  const TestRun other = plan.run({.paths = kPaths, .seed = 2, .keep = true});
  constexpr double kFourErrors = 4 / 316.0;
  const auto& a = run.values("a", 1);
  CHECK(std::abs(correlation(a, run.values("b", 1))) < kFourErrors);
  CHECK(std::abs(correlation(a, run.values("a", 2))) < kFourErrors);
  CHECK(std::abs(correlation(a, other.values("a", 1))) < kFourErrors);
  for (const std::size_t shift : {1U, 2U, 511U, 512U}) {
    const auto gap = static_cast<std::ptrdiff_t>(shift);
    CHECK(std::abs(correlation({a.begin(), a.end() - gap}, {a.begin() + gap, a.end()})) <
          kFourErrors);
  }
}

// --- correlations ---

TEST_CASE("correlated normals have the correlation that the plan says") {
  constexpr std::uint64_t kPaths = kManyPaths / 4;
  const TestPlan plan =
      plan_of(report({"a", "b", "c", "d"}) +
                  "  x: {model: compound, initial: 1, growth: 0%, volatility: 20%}\n"
                  "  shock: {formula: x.shock}\n"
                  "  m: {formula: monthly}\n",
              "3mo",
              "drivers:\n"
              "  a_: normal(1, 2)\n"
              "  b_: normal(-3, 0.5)\n"
              "  c_: normal(0, 1)\n"
              "  d_: normal(0, 1)\n"
              "  monthly: {draw: \"normal(0, 1)\", every: month}\n"
              "correlations:\n"
              "  - {between: [a_, b_], rho: -60%}\n"
              "  - {between: [b_, c_], rho: 30%}\n"
              "  - {between: [x.shock, monthly], rho: 0.8}\n");
  const TestRun run = plan.run({.paths = kPaths, .seed = 21, .keep = true});
  const auto check = [&](const std::string& a, const std::string& b, double rho) {
    for (std::size_t month = 1; month <= 3; ++month) {
      INFO(a << " and " << b << " in month " << month);
      check_estimate(correlation(run.values(a, month), run.values(b, month)), rho,
                     (1 - rho * rho) / std::sqrt(static_cast<double>(kPaths)));
    }
  };
  check("a", "b", -0.6);
  check("b", "c", 0.3);
  check("a", "c", 0); // pairs that aren't named
  check("c", "d", 0);
  check("shock", "m", 0.8);
  check_moments(run.curve("a"), 0, 1, 2, static_cast<double>(kPaths));
  check_moments(run.curve("b"), 0, -3, 0.5, static_cast<double>(kPaths));
}

TEST_CASE("drivers of every year are correlated year by year") {
  constexpr std::uint64_t kPaths = 50'000;
  const TestPlan plan = plan_of(report({"a", "b"}), "14mo",
                                "drivers:\n"
                                "  a_: {draw: \"normal(0, 1)\", every: year}\n"
                                "  b_: {draw: \"normal(5, 3)\", every: year}\n"
                                "correlations:\n"
                                "  - {between: [a_, b_], rho: 90%}\n");
  const TestRun run = plan.run({.paths = kPaths, .keep = true});
  const double root = std::sqrt(static_cast<double>(kPaths));
  CHECK(run.values("a", 12) == run.values("a", 0));
  CHECK(run.values("b", 12) == run.values("b", 1));
  for (const std::size_t month : {0U, 12U, 13U})
    check_estimate(correlation(run.values("a", month), run.values("b", month)), 0.9, 0.19 / root);
  check_estimate(correlation(run.values("a", 12), run.values("a", 13)), 0, 1 / root);
  check_estimate(correlation(run.values("a", 12), run.values("b", 13)), 0, 1 / root);
}

TEST_CASE("unlike marginals have the copula's rank correlation") {
  constexpr std::uint64_t kPaths = kManyPaths / 5;
  const TestPlan plan = plan_of(report({"a", "b", "c"}), "1mo",
                                "drivers:\n"
                                "  a_: beta(2, 9)\n"
                                "  b_: $10 to $400\n"
                                "  c_: normal(0, 1, min=0)\n"
                                "correlations:\n"
                                "  - {between: [a_, b_, c_], rho: 70%}\n");
  const TestRun run = plan.run({.paths = kPaths, .seed = 4, .keep = true});
  const double expected = 6 / M_PI * std::asin(0.35);
  const double error = 1.06 / std::sqrt(static_cast<double>(kPaths)); // at most
  const auto a = ranks(run.values("a", 0));
  const auto b = ranks(run.values("b", 0));
  const auto c = ranks(run.values("c", 0));
  check_estimate(correlation(a, b), expected, error);
  check_estimate(correlation(a, c), expected, error);
  check_estimate(correlation(b, c), expected, error);
}

TEST_CASE("parameters of metrics are correlated by their names") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: \"lognormal(10, 0.3)\", "
              "growth: \"uniform(0, 1)\"}\n"
              "  start: {formula: x.initial}\n"
              "  rate: {formula: x.growth}",
              "2mo", "correlations:\n  - {between: [x.initial, x.growth], rho: 50%}");
  constexpr std::uint64_t kPaths = 50'000;
  const TestRun run = plan.run({.paths = kPaths, .keep = true});
  CHECK(run.values("start", 1) == run.values("x", 0));
  check_estimate(correlation(ranks(run.values("start", 1)), ranks(run.values("rate", 1))),
                 6 / M_PI * std::asin(0.25), 1.06 / std::sqrt(static_cast<double>(kPaths)));
}
