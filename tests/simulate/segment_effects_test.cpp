// SPDX-License-Identifier: Apache-2.0
// What acts on segments (risks, lifts, correlations), and which luck each of them has.
#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <utility>

#include "simulate/run_scenario.h"

namespace {

using namespace escala;
using namespace escala::test;

constexpr const char* kRegions = "segments: {region: [americas, europe]}\n";

} // namespace

TEST_CASE("a risk on the bare name strikes every segment with one event of one size") {
  const TestPlan plan =
      plan_of("  arr: {formula: {americas: 300, europe: 100}, each: region, total: sum}\n"
              "  other: {formula: 100, each: region}\n"
              "risks:\n"
              "  outage: {frequency: 2/y, impact: {arr: 10% to 60%, other.europe: 50%}}",
              "24mo", kRegions);
  const TestRun run = plan.run({.paths = 2000, .seed = 3, .keep = true});
  std::size_t struck = 0;
  for (std::size_t path = 0; path < 2000; ++path) {
    const double a = run.values("arr.americas", 24)[path];
    const double e = run.values("arr.europe", 24)[path];
    struck += a < 300 ? 1 : 0;
    CHECK(a == Approx(3 * e).epsilon(1e-12));
    CHECK(run.values("arr", 24)[path] == Approx(a + e).epsilon(1e-12));
    CHECK(run.values("other.americas", 24)[path] == 100);
    CHECK((run.values("other.europe", 24)[path] < 100) == (a < 300));
    // The total of a formula is what the formula makes of totals: here of nothing that was hit.
    CHECK(run.values("other", 24)[path] == 100);
  }
  CHECK(struck > 1900);
  // Told under the bare name, and under the segment that is named.
  REQUIRE(run.risks.at(0).residual.losses.size() == 2);
  CHECK(run.names[run.risks[0].residual.losses[0].metric] == "arr");
  CHECK(run.names[run.risks[0].residual.losses[1].metric] == "other.europe");
}

TEST_CASE("what hits a split formula by its bare name hits the formula of the totals too") {
  const TestPlan plan =
      plan_of("  arr: {formula: {americas: 300, europe: 100}, each: region, total: sum}\n"
              "  twice: {formula: 2 * arr, each: region}\n"
              "risks:\n"
              "  outage: {frequency: 2/y, impact: {twice: 50%}}",
              "24mo", kRegions);
  const TestRun run = plan.run({.paths = 500, .keep = true});
  for (std::size_t path = 0; path < 500; ++path)
    CHECK(run.values("twice", 24)[path] ==
          Approx(run.values("twice.europe", 24)[path] + run.values("twice.americas", 24)[path]));
}

TEST_CASE("risks and lifts on a parameter or a split driver act on every segment") {
  const std::string metrics = "  arr: {model: compound, each: region, initial: 100, growth: "
                              "{americas: 20%, europe: 40%}}\n"
                              "  flow: {formula: rate, each: region, total: none}\n";
  const std::string head =
      std::string(kRegions) + "drivers: {rate: {draw: {americas: 1, europe: 2}, each: region}}\n";
  SECTION("risks") {
    const TestRun run = plan_of(metrics + "risks:\n"
                                          "  shock: {frequency: 3/y, impact: {arr.growth: 50%, "
                                          "rate: 10% to 40%}, duration: 6mo}",
                                "24mo", head)
                            .run({.paths = 500, .keep = true});
    for (std::size_t path = 0; path < 500; ++path) {
      const double a = run.values("flow.americas", 20)[path];
      CHECK(run.values("flow.europe", 20)[path] == Approx(2 * a));
      const double low = std::log(run.values("arr.americas", 24)[path] / 100);
      CHECK(low <= 2 * std::log(1.2) + 1e-12);
    }
  }
  SECTION("lifts") {
    const TestPlan plan = plan_of(metrics + "investment:\n"
                                            "  budget: $24M\n"
                                            "  pillars: {p: {share: 100%, lifts: {rate: 50%, "
                                            "arr.europe.growth: 10%}, half_at: $12M}}",
                                  "24mo", head);
    const double factor = 1 + 0.5 * 12 / (12 + 12); // $12M spent by the start of month 13
    CHECK(series_of(plan, "flow.americas").at(13) == Approx(factor));
    CHECK(series_of(plan, "flow.europe").at(13) == Approx(2 * factor));
    CHECK(series_of(plan, "arr.americas").at(12) == Approx(120));
    CHECK(series_of(plan, "arr.europe").at(12) > 140);
  }
}

TEST_CASE("a bare name in between links all its segments") {
  const TestPlan plan =
      plan_of("  x: {formula: z, each: region, total: none}\n"
              "  y: {formula: other}\n"
              "correlations:\n"
              "  - {between: [z, other], rho: 60%}",
              "1mo",
              "segments: {region: [a1, a2, a3]}\n"
              "drivers: {z: {draw: \"normal(0, 1)\", each: region}, other: \"normal(0, 1)\"}\n");
  const TestRun run = plan.run({.paths = 20'000, .keep = true});
  const auto correlation = [&](std::string_view one, std::string_view other) {
    const auto& a = run.values(one, 1);
    const auto& b = run.values(other, 1);
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
      sum += a[i] * b[i];
    return sum / static_cast<double>(a.size());
  };
  for (const auto& [one, other] :
       {std::pair{"x.a1", "x.a2"}, std::pair{"x.a2", "x.a3"}, std::pair{"x.a3", "y"}})
    CHECK(correlation(one, other) == Approx(0.6).margin(0.04));
}

TEST_CASE("a shock of one segment can be correlated, and one name with itself over segments") {
  const std::string metric =
      "  arr: {model: compound, each: region, initial: 1, growth: 0%, volatility: 50%}\n";
  const auto ratio = [&](const std::string& correlation) {
    const TestRun run = plan_of(metric + correlation, "1mo", kRegions).run({.paths = 20'000});
    return run.curve("arr").sd[1] / run.curve("arr.europe").sd[1]; // sqrt(2 + 2 rho)
  };
  CHECK(ratio("") == Approx(std::sqrt(2.0)).epsilon(0.02));
  for (const char* names : {"[arr.shock]", "[arr.americas.shock, arr.europe.shock]"})
    CHECK(ratio("correlations: [{between: " + std::string(names) + ", rho: 90%}]\n") ==
          Approx(std::sqrt(3.8)).epsilon(0.02));
}

TEST_CASE("another segment leaves every other draw as it was") {
  const auto run = [](const char* regions, const char* initial) {
    return plan_of("  arr: {model: compound, each: region, initial: " + std::string(initial) +
                       ", growth: 10% to 50%, volatility: 30%}\n  launches: {model: launches, "
                       "each: region, initial: 1, rate: 2/mo}",
                   "12mo", std::string("segments: {region: [") + regions + "]}\n")
        .run({.paths = 600, .keep = true});
  };
  const TestRun two = run("americas, europe", "{americas: 3, europe: 1}");
  const TestRun three = run("asia, europe, americas", "{asia: 7, americas: 3, europe: 1}");
  for (const char* name : {"arr.americas", "arr.europe", "launches.europe"})
    CHECK(same_bits(two.values(name, 12), three.values(name, 12)));
}
