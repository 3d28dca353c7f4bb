// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <catch2/catch.hpp>

#include "escala/plan/plan.h"

namespace escala {

namespace {

// Everything that is said of a plan; it must be valid.
std::string said(const std::string& lines) {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("f", "escala: 1\nname: P\n" + lines);
  const bool valid = plan.compile({}, diagnostics).compiled.has_value();
  std::string text = valid ? "" : "invalid\n";
  for (const Diagnostic& each : diagnostics.sorted()) {
    CHECK(each.severity == Severity::warning);
    text += each.problem + "\n";
  }
  return text;
}

std::string grows(const std::string& horizon, const std::string& rest) {
  return said("horizon: " + horizon + "\nmetrics:\n  a: {model: compound, initial: 1, " + rest +
              "}\n");
}

std::string judges(const std::string& target) {
  return said("horizon: 5y\nmetrics:\n  a: {formula: t}\n  b: {formula: growth(a)}\n"
              "  c: {formula: \"sum(a, 6mo)\"}\ntargets:\n  big: {" +
              target + "}\n");
}

constexpr auto kFlat =
    "a grows by 200% a year for more than two years, and constant growth flatters\n";
constexpr auto kTrailing = "big looks at a trailing year during the first year\n";

} // namespace

TEST_CASE("growth by schedule is questioned where one entry lasts") {
  CHECK(grows("5y", "growth: {2026-01: 300%, 2026-07: 200%}") == kFlat);
  CHECK(grows("5y", "growth: {2026-01: 20%, 2028-01: 200%}") == kFlat);
  CHECK(grows("4y", "growth: {2026-01: 300%, 2027-01: 100%, 2028-01: 60%}") == "");
  CHECK(grows("5y", "growth: {2026-01: 20%, 2029-01: 200%}") == "");
  CHECK(grows("5y", "growth: {2026-01: 20%, 2028-01: 80}") ==
        "growth of a is 8,000%\n"
        "a grows by 8,000% a year for more than two years, and constant growth flatters\n");
}

TEST_CASE("constant growth is questioned") {
  CHECK(grows("5y", "growth: 200%") == kFlat);
  CHECK(grows("25mo", "growth: 200%") == kFlat);
  CHECK(grows("5y", "growth: 51%") ==
        "a grows by 51% a year for more than two years, and constant growth flatters\n");
  CHECK(grows("5y", "growth: \"normal(200%, 40%)\"") == kFlat);
  CHECK(grows("5y", "growth: [100%, 200%]") == kFlat);
  CHECK(grows("5y", "growth: 200%/y") == kFlat);
}

TEST_CASE("growth that decays, ends, is slow, short or meant is not") {
  CHECK(grows("5y", "growth: 50%").empty());
  CHECK(grows("2y", "growth: 200%").empty());
  CHECK(grows("5y", "growth: 200%, persistence: 85%").empty());
  CHECK(grows("5y", "growth: 200%, persistence: 100%").empty());
  CHECK(grows("5y", "growth: [200%, 200%, 200%, 200%]").empty());
  CHECK(grows("5y", "growth: [200%, 40%]").empty());
}

TEST_CASE("growth by a driver is its middle") {
  const std::string plan = "metrics:\n  a: {model: compound, initial: 1, growth: g}\n";
  CHECK(said("horizon: 5y\ndrivers: {g: \"normal(200%, 40%)\"}\n" + plan) == kFlat);
  CHECK(said("horizon: 5y\ndrivers: {g: 10% to 30%}\n" + plan).empty());
}

TEST_CASE("a trailing year shows through formulas and sub-series") {
  const auto judged = [](const std::string& when) {
    return said("horizon: 3y\nmetrics:\n"
                "  a: {unit: USD, model: waterfall, initial: $1M, new: $1M/mo, churn: 10%/y}\n"
                "  b: {formula: growth(a)}\n"
                "  c: {formula: b + 1}\n"
                "  d: {initial: 1, next: d + a.nrr}\n"
                "targets: {big: {at: 6mo, when: \"" +
                when + "\"}}\n");
  };
  CHECK(judged("a.nrr > 90%") == kTrailing);
  CHECK(judged("a.grr > 90%") == kTrailing);
  CHECK(judged("c > 90%") == kTrailing);
  CHECK(judged("a.churned > $1M").empty());
  CHECK(judged("d > 1").empty()); // a state of its own
}

TEST_CASE("an impact that is a number below 1 is questioned") {
  const auto lost = [](const std::string& impact) {
    return said("horizon: 3y\nmetrics: {a: {initial: 100, next: a}}\n"
                "risks: {r: {frequency: 1/y, impact: {a: " +
                impact + "}}}\n");
  };
  CHECK(lost("0.05") == "r subtracts 0.05 from a\n");
  CHECK(lost("5%").empty());
  CHECK(lost("5").empty());
}

TEST_CASE("a trailing year is not judged in its first year") {
  CHECK(judges("when: growth(a) > 5, by: 11mo") == kTrailing);
  CHECK(judges("when: growth(a) > 5, at: 6mo") == kTrailing);
  CHECK(judges("when: growth(a) > 5, throughout: true") == kTrailing);
  CHECK(judges("when: growth(a) > 5, throughout: 6mo to 2y") == kTrailing);
  CHECK(judges("when: b > 5, at: 6mo") == kTrailing);
  CHECK(judges("when: \"mean(a, 12mo) > 5\", at: 6mo") == kTrailing);
  CHECK(judges("when: growth(a) > 5, by: 1y").empty());
  CHECK(judges("when: growth(a) > 5, at: 2026-12").empty());
  CHECK(judges("when: growth(a) > 5, throughout: 1y to 5y").empty());
  CHECK(judges("when: c > 5, at: 6mo").empty());
  CHECK(judges("when: a > 5, at: 6mo").empty());
}

} // namespace escala
