// SPDX-License-Identifier: Apache-2.0
// What the pillars spend, and what that lifts.
#include <algorithm>
#include <cmath>
#include <string>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

TestPlan plan_with(const std::string& investment,
                   const std::string& metrics = "  x: {formula: tech}\n") {
  return plan_of(metrics + "investment:\n" + investment, "24mo", "drivers: {tech: 100}");
}

} // namespace

TEST_CASE("a lift has half its effect at half_at, by what was spent before the month") {
  // $10 a month for a year.
  const TestPlan plan =
      plan_with("  budget: $120\n  over: 1y\n"
                "  pillars: {all: {share: 100%, lifts: {tech: 20%}, half_at: $40}}\n");
  const auto spent = [](int month) { return 10.0 * std::min(month, 12); };
  check_months(series_of(plan, "investment.spent"), spent);
  const std::vector<double> x = series_of(plan, "x");
  check_months(x, [&](int month) {
    const double before = month == 0 ? 0 : spent(month - 1);
    return 100 * (1 + 0.2 * before / (before + 40));
  });
  CHECK(x[0] == 100);
  CHECK(x[1] == 100);
  CHECK(close(x[5], 110)); // $40 spent by the end of month 4
}

TEST_CASE("spend by year replaces the even spend, and stops with its list") {
  const TestPlan plan = plan_with("  budget: $100\n  over: 2y\n"
                                  "  pillars:\n"
                                  "    a: {share: 40%, spend: [$24, $12]}\n"
                                  "    b: {share: 30%}\n"
                                  "    c: {spend: [$12]}\n");
  check_months(series_of(plan, "investment.spent"), [](int month) {
    const double first = std::min(month, 12);
    const double second = std::max(0, month - 12);
    return first * 2 + second * 1 + 30.0 * month / 24 + first;
  });
}

TEST_CASE("pillars multiply what they lift, a metric's parameter as well as a driver") {
  const TestPlan plan =
      plan_with("  budget: $100\n  over: 1mo\n"
                "  pillars:\n"
                "    a: {share: 50%, lifts: {tech: 30%, g.growth: 50%}, half_at: $50}\n"
                "    b: {share: 50%, lifts: {tech: -20%}, half_at: $50}\n",
                "  x: {formula: tech}\n"
                "  g: {model: compound, initial: 1, growth: 40%, persistence: 100%}\n");
  check_months(series_of(plan, "x"), [](int month) { return month < 2 ? 100 : 100 * 1.15 * 0.9; });
  check_months(series_of(plan, "g"), [](int month) {
    return month < 2 ? std::pow(1.4, month / 12.0)
                     : std::pow(1.4, 1 / 12.0) * std::pow(1.5, (month - 1) / 12.0);
  });
}
