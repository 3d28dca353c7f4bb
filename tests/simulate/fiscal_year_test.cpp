// SPDX-License-Identifier: Apache-2.0
// What the fiscal year moves, and what it leaves alone: lists, persistence, spend and yearly draws
// count from month 0, whatever the fiscal year.
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// From 2026-01, so that a fiscal year from April begins in month 4.
TestPlan plan_with(const std::string& fiscal_year) {
  return plan_of("  number: {formula: year}\n"
                 "  listed: {model: compound, initial: 100, growth: [100%, 0%]}\n"
                 "  decays: {model: compound, initial: 100, growth: 100%, persistence: 50%}\n"
                 "  drawn: {formula: u}",
                 "30mo",
                 "start: 2026-01\nfiscal_year: " + fiscal_year +
                     "\ndrivers: {u: {draw: \"uniform(0, 1)\", every: year}}\n"
                     "investment: {budget: $36M, over: 2y, pillars: {a: {spend: [$12M, $24M], "
                     "lifts: {decays.growth: 0%}, half_at: $1M}}}");
}

} // namespace

TEST_CASE("year counts fiscal years") {
  const TestRun run = plan_with("4").run({.paths = 2});
  check_months(run.curve("number").mean, [](int t) {
    return t < 4 ? 0.0 : t < 16 ? 1.0 : t < 28 ? 2.0 : 3.0;
  });
  check_months(plan_with("1").run({.paths = 2}).curve("number").mean, [](int t) {
    return t < 13 ? 0.0 : t < 25 ? 1.0 : 2.0;
  });
}

TEST_CASE("lists, persistence and spend count years of the plan") {
  for (const char* fiscal_year : {"1", "4", "12"}) {
    const TestRun run = plan_with(fiscal_year).run({.paths = 2});
    CHECK(close(run.mean("listed", 12), 200));
    CHECK(close(run.mean("listed", 30), 200));
    CHECK(close(run.mean("decays", 12), 200));
    CHECK(close(run.mean("decays", 24), 300));
    CHECK(close(run.mean("investment.spent", 12), 12e6));
    CHECK(close(run.mean("investment.spent", 18), 24e6));
    CHECK(close(run.mean("investment.spent", 24), 36e6));
  }
}

TEST_CASE("yearly draws change in months 1, 13 and 25") {
  const TestRun april = plan_with("4").run({.paths = 1});
  const Eigen::ArrayXd& drawn = april.curve("drawn").mean;
  for (Eigen::Index month = 1; month < drawn.size(); ++month)
    CHECK((drawn[month] != drawn[month - 1]) == (month == 13 || month == 25));
  CHECK(same_bits(drawn, plan_with("1").run({.paths = 1}).curve("drawn").mean));
}
