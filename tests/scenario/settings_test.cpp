// SPDX-License-Identifier: Apache-2.0
// What the settings, drivers, targets and correlations of a plan become.
#include <string>

#include <catch2/catch.hpp>

#include "checked_plan.h"

namespace escala {

namespace {

constexpr auto kMetrics = "metrics:\n"
                          "  arr: {unit: USD, model: compound, initial: $5M, growth: 40%, "
                          "volatility: 10%}\n"
                          "  users: {initial: 5, next: users, volatility: 5%}\n";

struct Checked : CheckedPlan {
  explicit Checked(const std::string& lines) : CheckedPlan(lines + kMetrics) {}
};

int horizon_of(const std::string& horizon) {
  return Checked("horizon: " + horizon + "\n").good().horizon;
}

ValidTarget target_of(const std::string& timing) {
  Checked checked("horizon: 5y\ntargets: {big: {when: arr > $6M" + timing + "}}\n");
  return checked.good().targets.at(0);
}

const ValidScenario& good(const Checked& checked) { return checked.good(); }

} // namespace

TEST_CASE("defaults") {
  const Checked checked("horizon: 1y\n");
  const ValidScenario& plan = good(checked);
  CHECK(plan.scenario.start == CalendarMonth::of(2026, 1));
  CHECK(plan.scenario.currency == "USD");
  CHECK(plan.scenario.fiscal_year == 1);
  CHECK(plan.scenario.simulation.seed == 1);
  CHECK(plan.paths == 100000);
  CHECK(plan.targets.empty());
  CHECK_FALSE(plan.joint_confidence);
}

TEST_CASE("horizons are whole months, 1mo to 100y") {
  CHECK(horizon_of("1mo") == 1);
  CHECK(horizon_of("18mo") == 18);
  CHECK(horizon_of("5y") == 60);
  CHECK(horizon_of("6q") == 18);
  CHECK(horizon_of("1.5y") == 18);
  CHECK(horizon_of("1y + 6mo") == 18);
  CHECK(horizon_of("100y") == 1200);
  for (const char* bad :
       {"0mo", "13.5mo", "1201mo", "-1y", "5", "$5", "2030-01", "arr / $1 * 1y"}) {
    CAPTURE(bad);
    CHECK_FALSE(Checked(std::string("horizon: ") + bad + "\n").is_valid());
  }
}

TEST_CASE("seeds have 64 bits") {
  const auto seed_of = [](const std::string& seed) {
    return Checked("horizon: 1y\nsimulation: {seed: " + seed + "}\n")
        .good()
        .scenario.simulation.seed;
  };
  CHECK(seed_of("0") == 0);
  CHECK(seed_of("2_026") == 2026);
  CHECK(seed_of("18446744073709551615") == 18446744073709551615U);
  CHECK_FALSE(Checked("horizon: 1y\nsimulation: {seed: 18446744073709551616}\n").is_valid());
}

TEST_CASE("a target's months") {
  CHECK(target_of("").to == 60);
  CHECK(target_of("").from == 1);
  CHECK(target_of(", by: 2y").to == 24);
  CHECK(target_of(", by: 2y").from == 1);
  CHECK(target_of(", by: 2y to 3y").from == 24);
  CHECK(target_of(", throughout: 0mo to 3y").from == 0);
  CHECK(target_of(", throughout: true").from == 1);
  CHECK(target_of(", by: 2026-12").to == 12);
  CHECK(target_of(", at: 2025-12").to == 0);
  CHECK(target_of(", at: 2030-12").from == 60);
  CHECK(target_of(", at: 0mo").to == 0);
  CHECK(target_of(", throughout: true").to == 60);
  CHECK(target_of(", throughout: true").kind == TargetTiming::Kind::always);
  CHECK(target_of(", throughout: 2y to 3y").from == 24);
  CHECK(target_of(", throughout: 2y to 3y").to == 36);
  CHECK(target_of(", throughout: 2026-01 to 2026-01").from == 1);
  CHECK(target_of(", throughout: 1y to 2027-06").to == 18);
}

TEST_CASE("a target's confidence") {
  CHECK(target_of("").confidence == 0.5);
  CHECK(target_of(", confidence: 95%").confidence == 0.95);
  CHECK(target_of(", confidence: 0.25").confidence == 0.25);
  const Checked joint("horizon: 1y\ntargets:\n  big: {when: arr > $6M}\n  all: {confidence: 5%}\n");
  CHECK(good(joint).joint_confidence == 0.05);
  CHECK(good(joint).targets.size() == 1);
}

TEST_CASE("a constant driver is a named constant") {
  const Checked checked("horizon: 1y\ndrivers: {a: 2y / 1mo, b: a * 2, c: \"max(b, 50) + 1\"}\n");
  const ValidScenario& plan = good(checked);
  CHECK(plan.drivers[0].draw.constant() == Approx(24));
  CHECK(plan.drivers[1].draw.constant() == Approx(48));
  CHECK(plan.drivers[2].draw.constant() == Approx(51));
}

TEST_CASE("a driver may name drivers below it") {
  const Checked checked("horizon: 1y\ndrivers: {b: a * 2, a: \"normal(0, 1)\"}\n");
  CHECK_FALSE(good(checked).drivers[0].draw.constant());
}

TEST_CASE("correlated names are grouped in the order of their bytes") {
  const Checked checked("horizon: 1y\n"
                        "drivers:\n"
                        "  z: {draw: \"normal(0, 1)\", every: month}\n"
                        "  B: {draw: \"normal(0, 1)\", every: month}\n"
                        "  p: normal(0, 1)\n"
                        "  q: uniform(0, 1)\n"
                        "correlations:\n"
                        "  - {between: [z, arr.shock], rho: 60%}\n"
                        "  - {between: [z, B], rho: -30%}\n"
                        "  - {between: [q, p], rho: 10%}\n");
  const ValidScenario& plan = good(checked);
  REQUIRE(plan.groups.size() == 2);
  const bool first = plan.groups[0].members.size() == 3;
  const CopulaGroup& three = plan.groups[first ? 0 : 1];
  REQUIRE(three.members.size() == 3);
  CHECK(three.members[0].name == "B");
  CHECK(three.members[1].name == "arr.shock");
  CHECK(three.members[2].name == "z");
  CHECK(three.factor(1, 0) == Approx(0).margin(1e-12));
  CHECK(three.factor(2, 0) == Approx(-0.3));
  CHECK(three.factor(2, 1) == Approx(0.6));
  CHECK(three.factor(2, 2) == Approx(std::sqrt(1 - 0.09 - 0.36)));
}

TEST_CASE("three names at once are three pairs") {
  const Checked checked("horizon: 1y\n"
                        "drivers: {a: \"normal(0, 1)\", b: \"normal(0, 1)\", c: \"normal(0, 1)\"}\n"
                        "correlations:\n  - {between: [c, a, b], rho: 50%}\n");
  const ValidScenario& plan = good(checked);
  REQUIRE(plan.groups.size() == 1);
  CHECK(plan.groups[0].factor(1, 0) == Approx(0.5));
  CHECK(plan.groups[0].factor(2, 0) == Approx(0.5));
  CHECK(plan.groups[0].factor(2, 1) == Approx(0.5 * 0.5 / std::sqrt(0.75)));
}

} // namespace escala
