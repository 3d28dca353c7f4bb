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

// "The Bass diffusion model" in R (tecdat, segmentfault article 1190000023280426, 2020): yearly
// sales from 1979 on, fitted by nonlinear least squares to the density: M = 6.80e4, P = 6.59e-3, Q
// = 6.38e-1, with a residual standard error of 727 on 7 degrees of freedom.
TEST_CASE("bass is as far from the published sales as the published fit") {
  const auto x = certain("  x: {model: bass, market: 6.80e4, innovation: 6.59e-3, "
                         "imitation: 6.38e-1}\n",
                         "x", "121mo");
  double squares = 0;
  std::size_t year = 0;
  for (double sales : {840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890}) {
    ++year;
    const double rate = (x[12 * year + 1] - x[12 * year - 1]) * 6; // a year, in mid-month
    squares += (rate - sales) * (rate - sales);
  }
  CHECK(std::sqrt(squares / 7) == Approx(727).margin(1)); // parameters of three digits
}

// A worked exercise of MIT's course 2.555A, 2020 (notes in the repository aoyingxue/GitNote,
// Module_1_InClass.md, exercise 1), by the recursion: with p = 0.0045, q = 0.35 and M = 5 million
// most adopt in year 15, around 0.45 million.
TEST_CASE("the discrete form has the published peak") {
  const auto x = certain("  x: {model: bass, market: 5M, innovation: 0.45%, imitation: 35%, "
                         "form: discrete}\n",
                         "x", "25y");
  const auto added = [&](std::size_t year) { return x[12 * year] - x[12 * (year - 1)]; };
  std::size_t peak = 1;
  for (std::size_t year = 1; year <= 25; ++year)
    if (added(year) > added(peak))
      peak = year;
  CHECK(peak == 15);
  CHECK(added(peak) == Approx(0.45e6).margin(0.005e6));
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

// "NRR vs GRR" (BigDelta metrics library, section "How to calculate NRR and GRR?"): a base of
// $20,000 that loses $1,200 to cancellations and $800 to downgrades and gains $3,000 of upgrades
// has a GRR of 90% and an NRR of 105%.
TEST_CASE("a waterfall gives the published month's retention") {
  const std::string text = "  x: {unit: USD, model: waterfall, initial: $20k, new: $0/mo, "
                           "expansion: 15%/mo, contraction: 4%/mo, churn: 6%/mo}\n"
                           "  nrr: {formula: x.nrr}\n  grr: {formula: x.grr}\n"
                           "  e: {formula: x.expanded}\n  c: {formula: x.contracted}\n"
                           "  h: {formula: x.churned}\n";
  CHECK(certain(text, "e")[1] == Approx(3000).epsilon(1e-12));
  CHECK(certain(text, "c")[1] == Approx(800).epsilon(1e-12));
  CHECK(certain(text, "h")[1] == Approx(1200).epsilon(1e-12));
  const auto month_of = [&](const char* metric) { // annualised in month 1
    return std::pow(certain(text, metric)[1], 1 / 12.0);
  };
  CHECK(month_of("nrr") == Approx(1.05).epsilon(1e-12));
  CHECK(month_of("grr") == Approx(0.90).epsilon(1e-12));
}

// "MRR Waterfall Calculator" (MetricKit, 2026, section "Example"): $200,000 with $12,000 new,
// $8,000 expansion, $3,000 contraction and $5,000 churned ends at $212,000.
TEST_CASE("a waterfall ends the published month where it should") {
  const auto x = certain("  x: {unit: USD, model: waterfall, initial: $200k, new: $12k/mo, "
                         "expansion: 4%/mo, contraction: 1.5%/mo, churn: 2.5%/mo}\n");
  CHECK(x[1] == Approx(212'000).epsilon(1e-12));
}

TEST_CASE("a cohort is the sum of what came times what is left") {
  const auto x = certain("  x: {model: cohort, new: pace, retention: [90%, 70%, 65%]}\n", "x",
                         "30mo", "drivers: {pace: {draw: \"(10 + t / 1mo)/1mo\", every: month}}");
  const std::vector<double> survival{1, 0.9, 0.7, 0.65};
  check_months(x, [&](int month) {
    double sum = 0;
    for (int came = 1; came <= month; ++came)
      sum += (10 + came) * survival[static_cast<std::size_t>(std::min(3, month - came))];
    return sum;
  });
}

TEST_CASE("the new ones of a month count whole from month 1 on, and initial is one cohort") {
  const auto values = [](const std::string& cohort, const std::string& months = "3mo") {
    return certain("  x: {" + cohort + "}\n", "x", months);
  };
  CHECK(values("model: cohort, new: 100/mo, retention: [90%, 82%]") ==
        std::vector<double>{0, 100, 190, 272});
  CHECK(values("model: cohort, initial: 50, new: 100/mo, retention: [90%, 80%]") ==
        std::vector<double>{50, 145, 230, 310});
}

TEST_CASE("a cohort's value is one expression, or a list by age from 0 on") {
  const auto value = [](const std::string& written, const std::string& metric) {
    return certain("  x: {unit: USD, model: cohort, initial: 10, new: 100/mo, retention: [90%, "
                   "80%], value: " +
                       written + "}\n",
                   metric, "3mo");
  };
  // 10 at first: 9, 8, 8 are left; 100 a month, of which 90 and 80 are left.
  CHECK(value("$2", "x") == std::vector<double>{20, 218, 396, 556});
  CHECK(value("[$10, $20, $30]", "x") ==
        std::vector<double>{100, 9 * 20 + 1000, 8 * 30 + 1800 + 1000, 8 * 30 + 2400 + 1800 + 1000});
  CHECK(value("\"$2 * (1 + t / 1)\"", "x") == std::vector<double>{20, 436, 1188, 2224});
}

// "SaaS Cohort Retention Calculator" (Simulalo, section "Practical example"): of 500 users with 6%
// monthly churn 415 are active in month 3, 345 in month 6 and 238 in month 12.
TEST_CASE("a cohort with listed retention has the published survivors") {
  std::string retention;
  for (int age = 1; age <= 12; ++age)
    retention += (age > 1 ? ", " : "") + std::to_string(std::pow(0.94, age));
  const auto x =
      certain("  x: {model: cohort, initial: 500, new: 0/mo, retention: [" + retention + "]}\n",
              "x", "12mo");
  CHECK(x[3] == Approx(415).margin(0.5));
  CHECK(x[6] == Approx(345).margin(0.5));
  CHECK(x[12] == Approx(238).margin(0.5));
}

// Fader and Hardie, "How to Project Customer Retention" (Journal of Interactive Marketing 21,
// 2007): the "high end" cohort, survival over seven years as observed, and the next five as the
// model of alpha = 0.6681, beta = 3.8061 gives them.
TEST_CASE("a cohort under sbg survives as published") {
  const auto x = certain("  x: {model: cohort, initial: 1, new: 0/mo, "
                         "retention: \"sbg(0.6681, 3.8061)\"}\n",
                         "x", "12mo");
  const std::vector<double> observed{1, .869, .743, .653, .593, .551, .517, .491};
  for (std::size_t age = 0; age < observed.size(); ++age)
    CHECK(x[age] == Approx(observed[age]).margin(0.02));
  const std::vector<double> forecast{.4604, .4358, .4142, .3951, .3780};
  for (std::size_t i = 0; i < forecast.size(); ++i)
    CHECK(x[8 + i] == Approx(forecast[i]).margin(6e-5));
}

// QNX, "High Availability: Terminology" (Neutrino Cookbook 7.0): an MTBF of 1000 hours and an MTTR
// of one hour are an availability of 0.999. AWS, "Availability and Beyond" (2021, section
// "Availability with redundancy"): two subsystems of 99% are 99.99% together, s spares fail with
// (1 - A)^(s + 1). Weinman, Cloudonomics (2012, section "Availability via Redundancy and
// Diversity"): 90% in one copy is 99% in two, 99.9% in three, 99.99% in four.
TEST_CASE("availability has the published means, in one copy and in several") {
  const TestPlan plan = plan_of("  nines: {model: availability, mtbf: 1000h, mttr: 1h}\n"
                                "  one: {model: availability, mtbf: 99h, mttr: 1h}\n"
                                "  two: {model: availability, mtbf: 99h, mttr: 1h, copies: 2}\n"
                                "  a1: {model: availability, mtbf: 9h, mttr: 1h}\n"
                                "  a2: {model: availability, mtbf: 9h, mttr: 1h, copies: 2}\n"
                                "  a3: {model: availability, mtbf: 9h, mttr: 1h, copies: 3}\n"
                                "  a4: {model: availability, mtbf: 9h, mttr: 1h, copies: 4}\n",
                                "2mo");
  constexpr std::uint64_t kRuns = 200'000;
  const TestRun run = plan.run({.paths = kRuns, .seed = 21, .threads = 2});
  const auto check = [&](const char* metric, double mean) {
    for (std::size_t month : {0U, 1U, 2U}) {
      INFO(metric << " in month " << month);
      const auto& curve = run.curve(metric);
      check_estimate(curve.mean[month], mean, curve.sd[month] / std::sqrt(double{kRuns}));
    }
  };
  CHECK(run.mean("nines", 1) == Approx(0.999).margin(0.0005));
  check("nines", 1000 / 1001.0);
  check("one", 0.99);
  check("two", 0.9999);
  check("a1", 0.9);
  check("a2", 0.99);
  check("a3", 0.999);
  check("a4", 0.9999);
}

TEST_CASE("downtime is a compound Poisson sum, with failovers") {
  // Outages at rate 1/(mtbf + mttr), exponential of mean mttr: variance 2 * rate * mttr^2.
  const TestPlan plan = plan_of("  x: {model: availability, mtbf: 719.5h, mttr: 11h}\n"
                                "  y: {model: availability, mtbf: 719.5h, mttr: 11h, copies: 2, "
                                "failover: 10h}\n"
                                "  z: {model: availability, mtbf: 1s, mttr: 1s}\n",
                                "1mo");
  constexpr std::uint64_t kRuns = 400'000;
  const TestRun run = plan.run({.paths = kRuns, .seed = 22, .threads = 2});
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
  const TestPlan plan = plan_of("  x: {model: compound, initial: 1, growth: 50%, persistence: 80%, "
                                "growth_volatility: 20%}\n",
                                "36mo");
  const TestRun run = plan.run({.paths = kManyPaths / 2, .seed = 23, .threads = 2, .keep = true});
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
  const TestPlan plain =
      plan_of("  x: {model: compound, initial: 1, growth: 50%, volatility: 20%}\n");
  const TestPlan still = plan_of("  x: {model: compound, initial: 1, growth: 50%, volatility: 20%, "
                                 "growth_volatility: 0}\n");
  CHECK(same_bits(plain.run({.paths = 1000}).curve("x"), still.run({.paths = 1000}).curve("x")));
}

TEST_CASE("mean_reverting comes back at its speed, and keeps its mean under shocks") {
  check_months(certain("  x: {model: mean_reverting, initial: 50, level: 100, speed: 60%/y}\n"),
               [](int month) { return 100 * std::exp(std::log(0.5) * std::exp(-0.05 * month)); });
  const TestPlan plan =
      plan_of("  x: {model: mean_reverting, initial: 100, level: 100, speed: 0/y, "
              "volatility: 30%}\n",
              "12mo");
  const TestRun run = plan.run({.paths = kManyPaths / 4, .seed = 24, .threads = 2});
  const double spread = 100 * std::sqrt(std::exp(0.09) - 1);
  check_estimate(run.mean("x", 12), 100, spread / std::sqrt(kManyPaths / 4.0));
}

TEST_CASE("reading a sub-series changes no other number, however many threads") {
  const std::string metrics = "  x: {model: waterfall, initial: 100, new: \"uniform(5, 9)/1mo\", "
                              "churn: 2%/mo}\n  y: {model: availability, mtbf: 30d, mttr: 4h}\n";
  const TestPlan plan = plan_of(metrics);
  const TestPlan more = plan_of(metrics + "  n: {formula: x.nrr}\n  c: {formula: \"sum(x.churned, "
                                          "12mo)\"}\n  l: {formula: \"lag(x.added, 2mo)\"}\n");
  const TestRun run = plan.run({.paths = 3000, .seed = 2});
  const TestRun other = more.run({.paths = 3000, .seed = 2, .threads = 7});
  const TestRun one = more.run({.paths = 3000, .seed = 2});
  for (const char* metric : {"x", "y"})
    CHECK(same_bits(run.curve(metric), other.curve(metric)));
  for (const char* metric : {"n", "c", "l"})
    CHECK(same_bits(one.curve(metric), other.curve(metric)));
}
