// SPDX-License-Identifier: Apache-2.0
// Curves against every path's values.
#include <algorithm>
#include <cmath>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

TEST_CASE("curves are the moments and quantiles of every path") {
  const TestPlan plan = plan_of("  x: {model: compound, initial: 100, growth: g, volatility: 30%}\n"
                                "  holes: {formula: \"if(x > 110, 1 / 0, x)\"}\n"
                                "  few: {formula: \"if(x > 60, 1 / 0, x)\"}",
                                "12mo", "drivers: {g: \"normal(10%, 30%, min=-90%)\"}");
  constexpr std::size_t kPaths = 9000;
  const TestRun run = plan.run({.paths = kPaths, .threads = 2, .keep = true});
  for (const char* name : {"x", "holes", "few"}) {
    const escala::MetricSummary& curve = run.curve(name);
    for (std::size_t month = 0; month <= 12; ++month) {
      std::vector<double> values = run.values(name, month);
      std::erase_if(values, [](double value) { return std::isnan(value); });
      INFO(name << " in month " << month << ", " << values.size() << " paths");
      CHECK(curve.undefined[month] ==
            static_cast<double>(kPaths - values.size()) / static_cast<double>(kPaths));
      if (values.empty()) {
        CHECK(std::isnan(curve.mean[month]));
        continue;
      }
      long double sum = 0;
      for (const double value : values)
        sum += value;
      CHECK(close(curve.mean[month], static_cast<double>(sum / values.size())));
      std::sort(values.begin(), values.end());
      for (std::size_t q = 0; q < test_quantiles().size(); ++q) {
        const double h = static_cast<double>(values.size() - 1) * test_quantiles()[q];
        const auto low = static_cast<std::size_t>(h);
        const double next = values[std::min(low + 1, values.size() - 1)];
        CHECK(curve.quantiles(month, q) ==
              values[low] + (h - std::floor(h)) * (next - values[low]));
      }
    }
  }
}

TEST_CASE("a certain plan is simulated once and has no deviation") {
  const TestPlan plan = plan_of("  x: {formula: t}", "3mo");
  CHECK_FALSE(plan.model().is_uncertain());
  const TestRun run = plan.run({.paths = 100'000});
  CHECK(run.tally.paths == 1);
  CHECK((run.curve("x").sd == Eigen::ArrayXd::Zero(4)).all());
  CHECK((run.curve("x").quantiles.col(3) == Eigen::ArrayXd::LinSpaced(4, 0, 3)).all());
}

TEST_CASE("one path of an uncertain plan has no deviation to tell") {
  const TestPlan plan = plan_of("  x: {formula: \"normal(0, 1)\"}", "2mo");
  const TestRun run = plan.run({.paths = 1});
  CHECK(std::isnan(run.curve("x").sd[1]));
  CHECK(run.curve("x").quantiles(1, 0) == run.curve("x").mean[1]);
}
