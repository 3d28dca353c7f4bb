// SPDX-License-Identifier: Apache-2.0
// Growth models month by month, against closed forms and published examples.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

std::vector<double> certain(const std::string& metrics, const std::string& metric = "x",
                            const std::string& horizon = "60mo", const std::string& head = "") {
  return series_of(plan_of(metrics, horizon, head), metric);
}

double share_adopted(double p, double q, double years) {
  const double left = std::exp(-(p + q) * years);
  return p == 0 ? 0 : (1 - left) / (1 + q / p * left);
}

} // namespace

TEST_CASE("gompertz follows its closed form, and starts at the annual growth") {
  const auto x = certain("  x: {model: gompertz, initial: 10, growth: 80%, limit: 1000}\n");
  const double k = std::exp(-std::log(1.8) / std::log(100));
  check_months(
      x, [&](int month) { return 1000 * std::exp(-std::log(100) * std::pow(k, month / 12.0)); });
}

TEST_CASE("bass follows its closed form") {
  for (const auto& [p, q] : {std::pair{0.03, 0.38}, {0.2, 0.0}, {0.01, 1.5}, {0.0, 0.4}}) {
    const std::string text =
        "  x: {model: bass, initial: 50, market: 1000, innovation: " + std::to_string(p) +
        ", imitation: " + std::to_string(q) + "}\n";
    check_months(certain(text), [&, p = p, q = q](int month) {
      return 50 + 1000 * share_adopted(p, q, month / 12.0);
    });
  }
}

// Bass (1969), table of estimates: room air conditioners 1946-1961, p = 0.0104, q = 0.4186,
// m = 16.895 million; predicted peak after 8.6 years, at 1.9 million a year.
TEST_CASE("bass has the published peak of room air conditioners") {
  const auto x = certain("  x: {model: bass, market: 16.895M, innovation: 1.04%, "
                         "imitation: 41.86%}\n",
                         "x", "15y");
  std::size_t peak = 1;
  for (std::size_t month = 1; month < x.size(); ++month)
    if (x[month] - x[month - 1] > x[peak] - x[peak - 1])
      peak = month;
  CHECK(static_cast<double>(peak) / 12 == Approx(8.6).margin(0.1));
  CHECK((x[peak] - x[peak - 1]) * 12 == Approx(1.9e6).margin(0.05e6));
}

TEST_CASE("the discrete form is the yearly recursion, spread over its months") {
  const auto x = certain("  x: {model: bass, market: 1000, innovation: 3%, imitation: 38%, "
                         "form: discrete}\n");
  double adopted = 0;
  for (std::size_t year = 0; year < 5; ++year) {
    const double added = (0.03 + 0.38 * adopted / 1000) * (1000 - adopted);
    CHECK(x[12 * year + 6] == Approx(adopted + added / 2).epsilon(1e-12));
    adopted += added;
    CHECK(x[12 * year + 12] == Approx(adopted).epsilon(1e-12));
  }
}

TEST_CASE("a waterfall adds and takes what it says, by last month's level") {
  const std::string text =
      "  x: {unit: USD, model: waterfall, initial: $1M, new: $50k/mo, expansion: 18%/y, "
      "contraction: 0.5%/mo, churn: 12%/y}\n"
      "  new_: {formula: x.added}\n  up: {formula: x.expanded}\n  down: {formula: x.contracted}\n"
      "  out: {formula: x.churned}\n  nrr: {formula: x.nrr}\n  grr: {formula: x.grr}\n";
  const auto x = certain(text), up = certain(text, "up"), down = certain(text, "down");
  double level = 1e6;
  check_months(x, [&](int month) {
    return month == 0 ? level : level = level + 50e3 + level * (0.015 - 0.005 - 0.01);
  });
  CHECK(up[0] == 0);
  CHECK(certain(text, "new_")[0] == 0);
  CHECK(certain(text, "new_")[1] == 50e3);
  for (std::size_t month = 1; month < x.size(); ++month) {
    CHECK(up[month] == Approx(x[month - 1] * 0.015).epsilon(1e-12));
    CHECK(down[month] == Approx(x[month - 1] * 0.005).epsilon(1e-12));
  }
  check_months(certain(text, "nrr"), [](int) { return 1.0; });
  check_months(certain(text, "grr"), [](int) { return std::pow(1 - 0.015, 12); });
}

TEST_CASE("retention looks back twelve months, and annualises fewer") {
  const std::string text = "  x: {model: waterfall, initial: 100, new: 0/mo, expansion: up, "
                           "churn: 1%/mo}\n  nrr: {formula: x.nrr}\n  grr: {formula: x.grr}\n";
  const std::string head = "drivers: {up: {draw: \"if(t < 13mo, 1%/mo, 3%/mo)\", every: month}}";
  const auto factor = [](int month) { return month < 13 ? 1.0 : 1.02; };
  check_months(certain(text, "nrr", "30mo", head), [&](int month) {
    double product = month == 0 ? factor(0) : 1;
    for (int m = std::max(1, month - 11); m <= month; ++m)
      product *= factor(m);
    return std::pow(product, month == 0 ? 12 : 12.0 / std::min(12, month));
  });
  check_months(certain(text, "grr", "30mo", head), [](int) { return std::pow(0.99, 12); });
}

// A published worked example (dnoise.online, "Net Revenue Retention"): 200,000 at the start of the
// month, 6,000 churned, 4,000 contracted, 20,000 expanded: 105%.
TEST_CASE("a waterfall gives the published month's net retention") {
  const std::string text = "  x: {model: waterfall, initial: 200k, new: 0/mo, expansion: 10%/mo, "
                           "contraction: 2%/mo, churn: 3%/mo}\n  nrr: {formula: x.nrr}\n"
                           "  e: {formula: x.expanded}\n  c: {formula: x.contracted}\n"
                           "  h: {formula: x.churned}\n";
  CHECK(certain(text)[1] == Approx(210'000).epsilon(1e-12));
  CHECK(certain(text, "e")[1] == Approx(20'000).epsilon(1e-12));
  CHECK(certain(text, "c")[1] == Approx(4'000).epsilon(1e-12));
  CHECK(certain(text, "h")[1] == Approx(6'000).epsilon(1e-12));
  CHECK(std::pow(certain(text, "nrr")[1], 1 / 12.0) == Approx(1.05).epsilon(1e-12));
}

TEST_CASE("a cohort is the sum of what came times what is left") {
  const auto x = certain("  x: {model: cohort, new: pace, retention: [90%, 70%, 65%]}\n", "x",
                         "30mo", "drivers: {pace: {draw: \"(10 + t / 1mo)/1mo\", every: month}}");
  const std::vector<double> survival{1, 0.9, 0.7, 0.65};
  check_months(x, [&](int month) {
    double sum = 0;
    for (int came = 0; came <= month; ++came)
      sum += (10 + came) * survival[static_cast<std::size_t>(std::min(3, month - came))];
    return sum;
  });
}

// Fader and Hardie (2007): the "high end" cohort, survival over seven years as observed, and the
// next five as the model of alpha = 0.6681, beta = 3.8061 gives them.
TEST_CASE("a cohort under sbg survives as published") {
  const auto x = certain("  x: {model: cohort, new: \"if(t < 1mo, 1/mo, 0/mo)\", "
                         "retention: \"sbg(0.6681, 3.8061)\"}\n",
                         "x", "12mo");
  const std::vector<double> observed{1, .869, .743, .653, .593, .551, .517, .491};
  for (std::size_t age = 0; age < observed.size(); ++age)
    CHECK(x[age] == Approx(observed[age]).margin(0.02));
  const std::vector<double> forecast{.4604, .4358, .4142, .3951, .3780};
  for (std::size_t i = 0; i < forecast.size(); ++i)
    CHECK(x[8 + i] == Approx(forecast[i]).margin(6e-5));
}

// The textbook figures: MTBF 1000 h and MTTR 1 h are three nines, 0.999; two in parallel
// 1 - (1 - A)^2; 99% in one copy is 99.99% in two and 99.9999% in three. 99.9% is 8.76 h a year.
TEST_CASE("availability has the published means for one, two and three copies") {
  const Plan plan = plan_of("  nines: {model: availability, mtbf: 999h, mttr: 1h}\n"
                            "  one: {model: availability, mtbf: 99h, mttr: 1h}\n"
                            "  two: {model: availability, mtbf: 99h, mttr: 1h, copies: 2}\n"
                            "  three: {model: availability, mtbf: 9h, mttr: 1h, copies: 3}\n",
                            "12mo");
  constexpr std::uint64_t kRuns = 200'000;
  const Run run = plan.run({.paths = kRuns, .seed = 21, .threads = 2});
  const auto check = [&](const char* metric, double mean) {
    for (std::size_t month : {0U, 1U, 12U}) {
      INFO(metric << " in month " << month);
      const auto& curve = run.curve(metric);
      check_estimate(curve.mean[month], mean, curve.sd[month] / std::sqrt(double{kRuns}));
    }
  };
  check("nines", 0.999);
  check("one", 0.99);
  check("two", 1 - 0.01 * 0.01);
  check("three", 1 - 0.1 * 0.1 * 0.1);
  double year = 0;
  for (std::size_t month = 1; month <= 12; ++month)
    year += (1 - run.mean("nines", month)) * 730.5;
  CHECK(year == Approx(8.76).epsilon(0.01));
}

TEST_CASE("downtime is a compound Poisson sum, with failovers") {
  // Outages at rate 1/(mtbf + mttr), exponential of mean mttr: variance 2 * rate * mttr^2.
  const Plan plan = plan_of("  x: {model: availability, mtbf: 719.5h, mttr: 11h}\n"
                            "  y: {model: availability, mtbf: 719.5h, mttr: 11h, copies: 2, "
                            "failover: 10h}\n"
                            "  z: {model: availability, mtbf: 1s, mttr: 1s}\n",
                            "1mo");
  constexpr std::uint64_t kRuns = 400'000;
  const Run run = plan.run({.paths = kRuns, .seed = 22, .threads = 2});
  const double repair = 11 / 730.5;
  const auto& x = run.curve("x");
  CHECK(x.sd[1] * x.sd[1] == Approx(2 * repair * repair).epsilon(0.03));
  const double down = 11 / 730.5; // U
  const double failover = 10 / 730.5;
  const auto& y = run.curve("y");
  check_estimate(1 - y.mean[1], down * down + failover, y.sd[1] / std::sqrt(double{kRuns}));
  CHECK(run.mean("z", 1) == Approx(0.5).epsilon(1e-5));
}

TEST_CASE("uncertain growth is a discounted walk in the logarithm, and keeps the median") {
  const Plan plan = plan_of("  x: {model: compound, initial: 1, growth: 50%, persistence: 80%, "
                            "growth_volatility: 20%}\n",
                            "36mo");
  const Run run = plan.run({.paths = kManyPaths / 2, .seed = 23, .threads = 2, .keep = true});
  // ln x(T) = sum of u_t dt for the steps 1 to T, u of step t a sum of shocks before it.
  const double dt = 1 / 12.0;
  const double kept = std::pow(0.8, dt);
  double variance = 0;
  for (int shock = 1; shock < 36; ++shock) { // after step `shock`, at work in the later ones
    const double weight = (1 - std::pow(kept, 36 - shock)) / (1 - kept) * dt;
    variance += weight * weight * 0.2 * 0.2 * dt;
  }
  const double median = std::pow(1.5, 1) * std::pow(1 + 0.5 * 0.8, 1) * std::pow(1 + 0.5 * 0.64, 1);
  double sum = 0, squares = 0;
  for (double value : run.values("x", 36)) {
    const double log = std::log(value / median);
    sum += log;
    squares += log * log;
  }
  const auto n = static_cast<double>(run.values("x", 36).size());
  check_estimate(sum / n, 0, std::sqrt(variance / n));
  check_estimate(squares / n, variance, variance * std::sqrt(2 / n));
  CHECK(run.curve("x").sd[1] == 0); // u is 0 in the first step
}

TEST_CASE("without growth volatility nothing changes, and no draw is taken") {
  const Plan plain = plan_of("  x: {model: compound, initial: 1, growth: 50%, volatility: 20%}\n");
  const Plan still = plan_of("  x: {model: compound, initial: 1, growth: 50%, volatility: 20%, "
                             "growth_volatility: 0}\n");
  CHECK(same_bits(plain.run({.paths = 1000}).curve("x"), still.run({.paths = 1000}).curve("x")));
}

TEST_CASE("mean_reverting comes back at its speed, and keeps its mean under shocks") {
  check_months(certain("  x: {model: mean_reverting, initial: 50, level: 100, speed: 60%/y}\n"),
               [](int month) { return 100 * std::exp(std::log(0.5) * std::exp(-0.05 * month)); });
  const Plan plan = plan_of("  x: {model: mean_reverting, initial: 100, level: 100, speed: 0/y, "
                            "volatility: 30%}\n",
                            "12mo");
  const Run run = plan.run({.paths = kManyPaths / 4, .seed = 24, .threads = 2});
  const double spread = 100 * std::sqrt(std::exp(0.09) - 1);
  check_estimate(run.mean("x", 12), 100, spread / std::sqrt(kManyPaths / 4.0));
}

TEST_CASE("reading a sub-series changes no other number, however many threads") {
  const std::string metrics = "  x: {model: waterfall, initial: 100, new: \"uniform(5, 9)/1mo\", "
                              "churn: 2%/mo}\n  y: {model: availability, mtbf: 30d, mttr: 4h}\n";
  const Plan plan = plan_of(metrics);
  const Plan more = plan_of(metrics + "  n: {formula: x.nrr}\n  c: {formula: \"sum(x.churned, "
                                      "12mo)\"}\n  l: {formula: \"lag(x.added, 2mo)\"}\n");
  const Run run = plan.run({.paths = 3000, .seed = 2});
  const Run other = more.run({.paths = 3000, .seed = 2, .threads = 7});
  const Run one = more.run({.paths = 3000, .seed = 2});
  for (const char* metric : {"x", "y"})
    CHECK(same_bits(run.curve(metric), other.curve(metric)));
  for (const char* metric : {"n", "c", "l"})
    CHECK(same_bits(one.curve(metric), other.curve(metric)));
}
