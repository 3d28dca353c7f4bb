// SPDX-License-Identifier: Apache-2.0
// The worst and best values of spans, against every path.
#include "escala/summarize/extremes.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

struct Watched {
  Watched(const TestPlan& plan, std::uint64_t paths, std::size_t threads = 1)
      : extremes({test_quantiles()}) {
    const std::vector<MonthObserver*> observers{&extremes, &keeper};
    Workers workers(threads);
    REQUIRE(simulate({.model = &plan.model(), .paths = paths, .observers = observers}, workers)
                .status == RunStatus::done);
  }

  ExtremeObserver extremes;
  ColumnKeeper keeper;
};

// Hyndman and Fan, type 7.
double quantile(std::vector<double> values, double probability) {
  std::ranges::sort(values);
  const double at = probability * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

} // namespace

TEST_CASE("the lowest or highest value of the span, as the condition has it") {
  const TestPlan plan = plan_of("  x: {formula: 10 - abs(t - 6)}", "12mo",
                                "targets:\n"
                                "  above: {when: x >= 4, throughout: 2mo to 9mo}\n"
                                "  below: {when: x < 20, throughout: 2mo to 9mo}\n"
                                "  turned: {when: 4 <= x, throughout: 2mo to 9mo}\n"
                                "  by: {when: x >= 4, by: 9mo}\n"
                                "  down: {when: x <= 6, by: 2mo to 9mo}\n"
                                "  at: {when: x >= 4, at: 9mo}\n"
                                "  equal: {when: x == 4, by: 9mo}\n"
                                "  other: {when: x >= 4 and x < 20, throughout: true}\n");
  const Watched run(plan, 1);
  const auto& targets = run.extremes.targets();
  REQUIRE(targets.size() == 8);
  CHECK(targets[0].quantiles(0, 0) == 6); // month 2
  CHECK(targets[1].quantiles(0, 0) == 10);
  CHECK(targets[2].quantiles(0, 0) == 6);
  CHECK(targets[3].quantiles(0, 0) == 10); // the best, in month 6
  CHECK(targets[4].quantiles(0, 0) == 6);  // the lowest is the best
  CHECK(targets[5].quantiles(0, 0) == 7);  // the month itself
  for (std::size_t i = 6; i < 8; ++i)
    CHECK(targets[i].quantiles.size() == 0);
}

TEST_CASE("the best value reaches what a target by a time asks for where the target is met") {
  const TestPlan plan = plan_of("  x: {initial: 10, next: \"x + normal(0, 1)\"}", "24mo",
                                "targets: {above: {when: x >= 12, by: 20mo}}");
  const Watched run(plan, 5000);
  std::vector<double> highest(5000, -1e9);
  for (std::size_t month = 1; month <= 20; ++month)
    for (std::size_t path = 0; path < 5000; ++path)
      highest[path] = std::max(highest[path], run.keeper.columns()[month][0][path]);
  const MetricSummary& found = run.extremes.targets()[0];
  for (std::size_t q = 0; q < test_quantiles().size(); ++q)
    CHECK(found.quantiles(0, static_cast<Eigen::Index>(q)) ==
          Approx(quantile(highest, test_quantiles()[q])).epsilon(1e-14));
}

TEST_CASE("quantiles over paths are those of every path's worst value") {
  const TestPlan plan = plan_of("  x: {initial: 10, next: \"x + normal(0, 1)\"}", "24mo",
                                "targets: {above: {when: x >= 8, throughout: 3mo to 20mo}}");
  for (const std::size_t threads : {1, 4}) {
    const Watched run(plan, 5000, threads);
    std::vector<double> lowest(5000, 1e9);
    for (std::size_t month = 3; month <= 20; ++month)
      for (std::size_t path = 0; path < 5000; ++path)
        lowest[path] = std::min(lowest[path], run.keeper.columns()[month][0][path]);
    const MetricSummary& found = run.extremes.targets()[0];
    for (std::size_t q = 0; q < test_quantiles().size(); ++q)
      CHECK(found.quantiles(0, static_cast<Eigen::Index>(q)) ==
            Approx(quantile(lowest, test_quantiles()[q])).epsilon(1e-14));
  }
}

TEST_CASE("n/a is left out of a span") {
  const TestPlan plan = plan_of("  x: {formula: 5 + 0 / (t - 3)}\n"
                                "  y: {formula: 0 / (t - t)}",
                                "6mo",
                                "targets:\n"
                                "  some: {when: x >= 4, throughout: 3mo to 6mo}\n"
                                "  none: {when: y >= 4, throughout: true}\n");
  const Watched run(plan, 1);
  CHECK(run.extremes.targets()[0].quantiles(0, 0) == 5);
  CHECK(std::isnan(run.extremes.targets()[1].quantiles(0, 0)));
}
