// SPDX-License-Identifier: Apache-2.0
// What risks do to metrics, worked out by hand from the events of each path.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

constexpr std::uint64_t kPaths = 2000;

// A plan of two years; `events` reports the events of the risk `outage`.
TestPlan plan_with(const std::string& metrics, const std::string& risks,
                   const std::string& head = "") {
  return plan_of(metrics + "  events: {formula: outage.events}\nrisks:\n" + risks, "24mo", head);
}

TestRun kept_run(const TestPlan& plan) {
  TestRun run = plan.run({.paths = kPaths, .seed = 3, .keep = true});
  INFO(to_text(run.outcome.failure));
  REQUIRE(run.outcome.status == escala::RunStatus::done);
  return run;
}

// Checks every path and month of a metric against `expected(events of the path by month, month)`.
template <typename Expected>
void check_paths(const TestRun& run, const std::string& metric, Expected expected) {
  double most = 0;
  for (std::size_t path = 0; path < kPaths; ++path) {
    std::vector<double> events;
    for (std::size_t month = 0; month < run.columns.size(); ++month) {
      events.push_back(run.values("events", month)[path]);
      most = std::max(most, events.back());
      const double wanted = expected(events, static_cast<int>(month));
      if (close(run.values(metric, month)[path], wanted, 1e-11))
        continue;
      INFO(metric << ", path " << path << ", month " << month);
      REQUIRE(run.values(metric, month)[path] == wanted);
    }
  }
  CHECK(most >= 2); // several at once were among them
}

// Events of a month, none before month 1.
double at(const std::vector<double>& events, int month) {
  return month < 1 ? 0 : events[static_cast<std::size_t>(month)];
}

double total(const std::vector<double>& events) {
  double sum = 0;
  for (double count : events)
    sum += count;
  return sum;
}

} // namespace

TEST_CASE("a permanent share lowers the state for good, several at once multiply") {
  const TestPlan plan = plan_with("  x: {model: compound, initial: 100, growth: 0%}\n",
                                  "  outage: {frequency: 6/y, impact: {x: 10%}}\n");
  check_paths(kept_run(plan), "x",
              [](const auto& events, int) { return 100 * std::pow(0.9, total(events)); });
}

TEST_CASE("a negative share raises") {
  const TestPlan plan = plan_with("  x: {initial: 100, next: x}\n",
                                  "  outage: {frequency: 3/y, impact: {x: -20%}}\n");
  check_paths(kept_run(plan), "x",
              [](const auto& events, int) { return 100 * std::pow(1.2, total(events)); });
}

TEST_CASE("shares act before amounts, whatever the order written") {
  const TestPlan both = plan_of("  x: {initial: 100, next: x}\n"
                                "  a: {formula: outage.events}\n"
                                "  b: {formula: fine.events}\n"
                                "risks:\n"
                                "  fine: {frequency: 12/y, impact: {x: 5}}\n"
                                "  outage: {frequency: 12/y, impact: {x: 10%}}\n");
  const TestRun run = kept_run(both);
  for (std::size_t path = 0; path < kPaths; ++path) {
    double x = 100;
    for (std::size_t month = 1; month < run.columns.size(); ++month) {
      x = x * std::pow(0.9, run.values("a", month)[path]) - 5 * run.values("b", month)[path];
      REQUIRE(close(run.values("x", month)[path], x, 1e-10));
    }
  }
}

TEST_CASE("a temporary loss weighs whole months and the part of the last one, and lets go") {
  const TestPlan plan =
      plan_with("  x: {initial: 100, next: x * 1.01}\n"
                "  seen: {formula: x}\n",
                "  outage: {frequency: 4/y, impact: {x: 20%}, duration: 1.5mo}\n");
  const TestRun run = kept_run(plan);
  const auto expected = [](const auto& events, int month) {
    return 100 * std::pow(1.01, month) * std::pow(0.8, at(events, month)) *
           std::pow(0.9, at(events, month - 1));
  };
  check_paths(run, "x", expected);
  check_paths(run, "seen", expected);
}

TEST_CASE("half a month weighs one half") {
  const TestPlan plan = plan_with(
      "  x: {formula: 100}\n", "  outage: {frequency: 4/y, impact: {x: 20%}, duration: 0.5mo}\n");
  check_paths(kept_run(plan), "x",
              [](const auto& events, int month) { return 100 * std::pow(0.9, at(events, month)); });
}

TEST_CASE("amounts that last are subtracted while they do") {
  const TestPlan plan = plan_with("  x: {unit: USD, formula: $100}\n",
                                  "  outage: {frequency: 4/y, impact: {x: $3}, duration: 2mo}\n");
  check_paths(kept_run(plan), "x", [](const auto& events, int month) {
    return 100 - 3 * (at(events, month) + at(events, month - 1));
  });
}

TEST_CASE("permanent and temporary losses overlap; bounds act after each") {
  const TestPlan plan = plan_of("  x: {initial: 100, next: x, min: 60}\n"
                                "  events: {formula: outage.events}\n"
                                "  gone: {formula: departure.events}\n"
                                "risks:\n"
                                "  outage: {frequency: 4/y, impact: {x: 25%}, duration: 2mo}\n"
                                "  departure: {frequency: 2/y, impact: {x: 10%}}\n");
  const TestRun run = kept_run(plan);
  for (std::size_t path = 0; path < kPaths; ++path) {
    double state = 100;
    double before = 0;
    for (std::size_t month = 1; month < run.columns.size(); ++month) {
      state = std::max(60.0, state * std::pow(0.9, run.values("gone", month)[path]));
      const double now = run.values("events", month)[path];
      const double reported = std::max(60.0, state * std::pow(0.75, now + before));
      REQUIRE(close(run.values("x", month)[path], reported, 1e-11));
      before = now;
    }
  }
}

TEST_CASE("a formula and an availability keep a permanent loss as a factor") {
  const TestPlan plan =
      plan_with("  x: {formula: 50 + t}\n", "  outage: {frequency: 3/y, impact: {x: 10%}}\n");
  check_paths(kept_run(plan), "x", [](const auto& events, int month) {
    return (50 + month) * std::pow(0.9, total(events));
  });
}

TEST_CASE("a certain detection lets the response through, and recovery shortens the loss") {
  const TestPlan plan =
      plan_with("  x: {formula: 100}\n",
                "  outage: {frequency: 4/y, impact: {x: 20%}, duration: 3mo,\n"
                "           mitigation: {detection: 100%, response: 75%, recovery: 50%}}\n");
  // 20% * 25% = 5%, for 1.5 months
  check_paths(kept_run(plan), "x", [](const auto& events, int month) {
    return 100 * std::pow(0.95, at(events, month)) * std::pow(0.975, at(events, month - 1));
  });
}

TEST_CASE("without detection nothing is responded to") {
  const TestPlan plan = plan_with("  x: {initial: 100, next: x}\n",
                                  "  outage: {frequency: 4/y, impact: {x: 20%},\n"
                                  "           mitigation: {detection: 0%, response: 75%}}\n");
  check_paths(kept_run(plan), "x",
              [](const auto& events, int) { return 100 * std::pow(0.8, total(events)); });
}

TEST_CASE("a parameter and a driver are changed from the same month's step on") {
  const TestPlan plan =
      plan_with("  x: {initial: 0, next: x + pace * 1mo}\n"
                "  w: {model: waterfall, initial: 100, new: 10/mo, churn: 5%/mo}\n"
                "  left: {formula: w.churned}\n"
                "  level: {formula: w}\n",
                "  outage: {frequency: 4/y, impact: {pace: 50%, w.churn: -100%},\n"
                "           duration: 2mo}\n",
                "drivers: {pace: 8/mo}");
  const TestRun run = kept_run(plan);
  for (std::size_t path = 0; path < kPaths; ++path) {
    double x = 0;
    double w = 100;
    std::vector<double> events{0};
    for (std::size_t month = 1; month < run.columns.size(); ++month) {
      events.push_back(run.values("events", month)[path]);
      const double active =
          at(events, static_cast<int>(month)) + at(events, static_cast<int>(month) - 1);
      const double churn = 0.05 * std::pow(2.0, active);
      x += 8 * std::pow(0.5, active);
      REQUIRE(close(run.values("x", month)[path], x, 1e-11));
      const double left = std::min(w * churn, w + 10); // no more than there is
      REQUIRE(close(run.values("left", month)[path], left, 1e-11));
      w += 10 - left;
      REQUIRE(close(run.values("level", month)[path], w, 1e-11));
    }
  }
}

TEST_CASE("a waterfall's permanent losses are churned, so that its flows still add up") {
  const TestPlan plan =
      plan_with("  w: {model: waterfall, initial: 100, new: 10/mo, expansion: 24%/y, "
                "contraction: 6%/y, churn: 12%/y}\n"
                "  flows: {initial: 100, next: flows + w.added + w.expanded - "
                "w.contracted - w.churned}\n",
                "  outage: {frequency: 3/y, impact: {w: 10%}}\n");
  const TestRun run = kept_run(plan);
  for (std::size_t month = 0; month < run.columns.size(); ++month)
    for (std::size_t path = 0; path < kPaths; ++path)
      REQUIRE(close(run.values("flows", month)[path], run.values("w", month)[path], 1e-10));
}

TEST_CASE("a permanent loss lowers every cohort alike, and Bass goes on from the lowered state") {
  const TestPlan plan =
      plan_with("  c: {model: cohort, new: 10/mo, retention: [90%, 80%, 70%]}\n"
                "  b: {model: bass, market: 100, innovation: 30%, imitation: 0%}\n",
                "  outage: {frequency: 3/y, impact: {c: 10%, b: 10%}}\n");
  const TestRun run = kept_run(plan);
  const std::vector<double> survival{1, 0.9, 0.8, 0.7};
  for (std::size_t path = 0; path < kPaths; ++path) {
    std::vector<double> cohorts{0};
    double b = 0;
    for (std::size_t month = 1; month < run.columns.size(); ++month) {
      const double left = std::pow(0.9, run.values("events", month)[path]);
      cohorts.push_back(10);
      double active = 0;
      for (std::size_t came = 0; came <= month; ++came) {
        cohorts[came] *= left;
        active += cohorts[came] * survival[std::min<std::size_t>(3, month - came)];
      }
      REQUIRE(close(run.values("c", month)[path], active, 1e-10));
      b = (b + (100 - b) * (1 - std::exp(-0.3 / 12))) * left;
      REQUIRE(close(run.values("b", month)[path], b, 1e-10));
    }
  }
}

TEST_CASE("costs add up from month 1 on") {
  const TestPlan plan =
      plan_of("  one: {formula: outage.cost}\n  both: {formula: risks.cost}\n"
              "  x: {formula: 1}\n"
              "risks:\n"
              "  outage: {frequency: 1/y, impact: {x: 1%}, mitigation: {cost: $12/y}}\n"
              "  fire: {frequency: 1/y, impact: {x: 1%}, mitigation: {cost: $2/mo}}\n");
  const TestRun run = kept_run(plan);
  for (std::size_t month = 0; month < run.columns.size(); ++month) {
    CHECK(close(run.values("one", month)[0], static_cast<double>(month)));
    CHECK(close(run.values("both", month)[0], 3 * static_cast<double>(month)));
  }
}

TEST_CASE("the sum of a compound Poisson process has its moments") {
  // Amounts uniform on [1, 3] at rate 2 a year for two years: n = 4, E[X^k] known.
  const TestPlan money =
      plan_of("  m: {unit: USD, initial: $0, next: m}\n"
              "risks:\n  loss: {frequency: 2/y, impact: {m: \"uniform($1, $3)\"}}\n");
  const TestRun run = money.run({.paths = kManyPaths / 4, .seed = 8, .threads = 2, .keep = true});
  std::vector<double> lost = run.values("m", 24);
  const double n = static_cast<double>(lost.size());
  double mean = 0;
  for (double& value : lost)
    mean += (value = -value) / n;
  double m2 = 0, m3 = 0, m4 = 0, m6 = 0;
  for (double value : lost) {
    const double d = value - mean;
    m2 += d * d / n;
    m3 += d * d * d / n;
    m4 += d * d * d * d / n;
    m6 += std::pow(d, 6) / n;
  }
  constexpr double kEvents = 4;
  constexpr double kFirst = 2, kSecond = 13.0 / 3, kThird = 10;
  check_estimate(mean, kEvents * kFirst, std::sqrt(m2 / n));
  check_estimate(m2, kEvents * kSecond, std::sqrt((m4 - m2 * m2) / n));
  check_estimate(m3 / std::pow(m2, 1.5), kThird / (std::sqrt(kEvents) * std::pow(kSecond, 1.5)),
                 std::sqrt(m6 / n) / std::pow(m2, 1.5));
}

TEST_CASE("prevention thins the arrivals, and the inherent events stay what they were") {
  const std::string metrics = "  x: {formula: 100}\n  events: {formula: outage.events}\n"
                              "risks:\n  outage: {category: technology, frequency: 3/y, "
                              "impact: {x: 10%}, duration: 2mo";
  const TestPlan mitigated = plan_of(metrics + ", mitigation: {prevention: 40%}}\n");
  const TestPlan bare = plan_of(metrics + "}\n");
  const TestRun with = mitigated.run({.paths = 100'000, .seed = 4, .threads = 2});
  const TestRun without = bare.run({.paths = 100'000, .seed = 4, .threads = 2});
  check_estimate(with.risks[0].residual.events, 3.6, std::sqrt(3.6 / 100'000));
  check_estimate(with.risks[0].inherent.events, 6, std::sqrt(6.0 / 100'000));
  CHECK(with.risks[0].inherent.events == without.risks[0].residual.events);
  CHECK(with.risks[0].inherent.losses[0].mean == without.risks[0].residual.losses[0].mean);
  const TestRun omitted = mitigated.run({.paths = 100'000,
                                         .seed = 4,
                                         .threads = 2,
                                         .without = {{escala::Omission::Kind::mitigation}}});
  CHECK(same_bits(omitted.curve("x"), without.curve("x")));
}

TEST_CASE("the expected loss is that of independent events in their months") {
  // Each month's loss is 1 - exp(-share * rate * months at work), by the Poisson's generating
  // function.
  const TestPlan plan =
      plan_of("  x: {formula: 100}\n"
              "risks:\n"
              "  a: {category: market, frequency: 3/y, impact: {x: 10%}, duration: 2mo}\n"
              "  b: {category: market, frequency: 1/y, impact: {x: 20%}}\n");
  constexpr std::uint64_t kRuns = 200'000;
  const TestRun run = plan.run({.paths = kRuns, .seed = 5, .threads = 2, .curves = false});
  double short_loss = 0, lasting_loss = 0, joint_loss = 0;
  for (int month = 1; month <= 24; ++month) {
    const double kept = std::exp(-0.1 * 3 / 12 * std::min(month, 2));
    const double left = std::exp(-0.2 / 12 * month);
    short_loss += (1 - kept) / 24;
    lasting_loss += (1 - left) / 24;
    joint_loss += (1 - kept * left) / 24;
  }
  REQUIRE(run.risks.size() == 2);
  REQUIRE(run.categories.size() == 1);
  constexpr double kSpread = 0.2; // more than any path's mean loss differs by
  const double error = kSpread / std::sqrt(static_cast<double>(kRuns));
  check_estimate(run.risks[0].residual.losses[0].mean, short_loss, error / 4);
  check_estimate(run.risks[1].residual.losses[0].mean, lasting_loss, error);
  check_estimate(run.categories[0].residual.losses[0].mean, joint_loss, error);
  check_estimate(run.risks[1].residual.losses[0].at_horizon, 1 - std::exp(-0.4), error);
  CHECK(run.categories[0].residual.events ==
        Approx(run.risks[0].residual.events + run.risks[1].residual.events));
}

TEST_CASE("another risk, and more threads, leave every number as it was") {
  const std::string metrics =
      "  x: {model: compound, initial: 100, growth: 30%, volatility: 20%}\n"
      "  y: {formula: \"lag(x, 3mo)\"}\n"
      "risks:\n"
      "  a: {frequency: 2/y, impact: {x: 2% to 8%}, duration: 1mo to 4mo,\n"
      "      mitigation: {prevention: 40%, detection: 60%, response: 50%}}\n";
  const TestPlan plan = plan_of(metrics);
  const TestPlan more =
      plan_of("  z: {formula: 1}\n" + metrics + "  b: {frequency: 5/y, impact: {z: 10%}}\n");
  const TestRun run = plan.run({.paths = 5000, .seed = 6});
  const TestRun threads = plan.run({.paths = 5000, .seed = 6, .threads = 7});
  const TestRun other = more.run({.paths = 5000, .seed = 6});
  for (const char* metric : {"x", "y"}) {
    CHECK(same_bits(run.curve(metric), threads.curve(metric)));
    CHECK(same_bits(run.curve(metric), other.curve(metric)));
  }
  CHECK(run.risks[0].residual.losses[0].mean == threads.risks[0].residual.losses[0].mean);
  CHECK(run.risks[0].residual.losses[0].mean == other.risks[0].residual.losses[0].mean);
}

TEST_CASE("a risk that never strikes changes nothing") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 100, growth: 30%, volatility: 20%}\n");
  const TestPlan risky =
      plan_of("  x: {model: compound, initial: 100, growth: 30%, volatility: 20%}\n"
              "risks:\n  a: {frequency: 0/y, impact: {x: 50%}}\n");
  CHECK(same_bits(plan.run({.paths = 3000}).curve("x"), risky.run({.paths = 3000}).curve("x")));
}

TEST_CASE("a drawn share over 100% takes the whole, never more") {
  const TestPlan plan =
      plan_with("  x: {formula: 100}\n", "  outage: {frequency: 4/y, impact: {x: big}}\n",
                "drivers: {big: \"normal(150%, 1%)\"}");
  check_paths(kept_run(plan), "x",
              [](const auto& events, int) { return total(events) > 0 ? 0.0 : 100.0; });
}
