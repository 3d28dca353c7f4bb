// SPDX-License-Identifier: Apache-2.0
// Sums over periods, by hand and against every path.
#include "escala/summarize/extremes.h"
#include "escala/summarize/flows.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "escala/report/make_result.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// A run whose curves are gathered in periods.
struct Gathered {
  Gathered(const TestPlan& plan, ReportPeriod report_period, std::uint64_t paths = 1,
           std::size_t threads = 1)
      : flows(report_period, {test_quantiles()}), summary({test_quantiles()}),
        extremes({test_quantiles()}) {
    const std::vector<MonthObserver*> observers{&summary, &judge, &flows, &extremes, &keeper};
    Workers workers(threads);
    REQUIRE(simulate({.model = &plan.model(), .paths = paths, .observers = observers}, workers)
                .status == RunStatus::done);
    Findings findings = judge_run(plan.model(), judge.tally(), Sampler::random, paths);
    findings.curves = &summary.metrics();
    findings.report_period = report_period;
    findings.flows = &flows.metrics();
    findings.extremes = &extremes.targets();
    result = make_result(plan.model(), plan.notes(), findings, {});
  }

  FlowObserver flows;
  SummaryObserver summary;
  ExtremeObserver extremes;
  JudgeObserver judge;
  ColumnKeeper keeper;
  RunResult result;
};

using Months = std::vector<int>;
using Cells = std::vector<MaybeNumber>;

// From 2026-02 to 2026-09, in a fiscal year from April: quarters end in months 2, 5 and 8.
TestPlan april_plan() {
  return plan_of("  burn: {unit: USD/mo, formula: $1M/mo * t}\n"
                 "  rent: {unit: USD/y, formula: $12M/y}\n"
                 "  hires: {formula: 2/mo}\n"
                 "  people_in: {unit: people/mo, formula: 6/q}\n"
                 "  churned: {unit: \"%\", formula: 1%}\n"
                 "  cash: {unit: USD, initial: $100M, next: cash - burn * 1mo}",
                 "8mo", "start: 2026-02\nfiscal_year: 4");
}

} // namespace

TEST_CASE("a rate of a share stands at a quarter's end as other shares do") {
  const Gathered run(plan_of("  churn: {unit: \"%/mo\", formula: t * 1%/mo}\n"
                             "  share: {unit: \"%\", flow: true, formula: t * 1%}",
                             "6mo"),
                     ReportPeriod::quarter);
  const Curve& churn = run.result.curves[0];
  CHECK(churn.months == Months{0, 3, 6});
  CHECK(churn.unit.text == "%/mo");
  CHECK_FALSE(churn.flow);
  CHECK(*churn.mean[1] == Approx(0.03));
  CHECK(*churn.mean[2] == Approx(0.06));
  CHECK(*run.result.curves[1].mean[1] == Approx(0.04 + 0.05 + 0.06)); // as the plan says
}

TEST_CASE("levels stand at a quarter's end, flows are summed over it") {
  const Gathered run(april_plan(), ReportPeriod::quarter);
  const std::vector<Curve>& curves = run.result.curves;
  CHECK(curves[0].months == Months{2, 5, 8});
  CHECK(curves[0].mean == Cells{3e6, 12e6, 21e6}); // 1 + 2, 3 + 4 + 5, 6 + 7 + 8
  CHECK(curves[0].sd == Cells{0.0, 0.0, 0.0});
  CHECK(curves[0].quantile(50) == Cells{3e6, 12e6, 21e6});
  CHECK(curves[0].unit.text == "USD");
  CHECK(curves[0].unit.per.empty());
  CHECK(curves[1].mean == Cells{2e6, 3e6, 3e6});
  CHECK(curves[1].unit.text == "USD");
  CHECK(curves[2].mean == Cells{4.0, 6.0, 6.0});
  CHECK(curves[2].unit.text.empty());
  CHECK(curves[3].mean == Cells{4.0, 6.0, 6.0});
  CHECK(curves[3].unit.text == "people");
  CHECK(curves[4].months == Months{0, 2, 5, 8});
  CHECK(curves[4].mean == Cells{0.01, 0.01, 0.01, 0.01});
  CHECK(curves[5].months == Months{0, 2, 5, 8});
  CHECK(curves[5].mean == Cells{100e6, 97e6, 85e6, 64e6});
}

TEST_CASE("a plan's first and last year may be parts of one") {
  const Gathered run(april_plan(), ReportPeriod::year);
  CHECK(run.result.curves[0].months == Months{2, 8});
  CHECK(run.result.curves[0].mean == Cells{3e6, 33e6});
  CHECK(run.result.curves[5].mean == Cells{100e6, 97e6, 64e6});
}

TEST_CASE("months are as they were") {
  const Gathered run(april_plan(), ReportPeriod::month);
  CHECK(run.result.curves[0].months == Months{0, 1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(run.result.curves[0].mean[3] == 3e6);
  CHECK(run.result.curves[0].unit.text == "USD/mo");
  CHECK(run.result.curves[1].mean[3] == 12e6);
}

TEST_CASE("a target's median is that of its month, whatever the periods") {
  const TestPlan plan = plan_of("  burn: {unit: USD/mo, formula: $1M/mo * t}", "12mo",
                                "targets: {low: {when: burn < $9M/mo, at: 7mo}}");
  CHECK(Gathered(plan, ReportPeriod::year).result.targets[0].median_there == 7e6);
}

TEST_CASE("quantiles of sums are not sums of quantiles") {
  const TestPlan plan =
      plan_of("  sold: {unit: USD/mo, formula: \"uniform(0, $1M/mo)\"}\n"
              "  none: {unit: USD/mo, formula: \"sold / (if(sold < $0.1M/mo, 0, 1))\"}",
              "6mo");
  constexpr std::size_t kPaths = 5000;
  const Gathered run(plan, ReportPeriod::quarter, kPaths, 2);
  std::vector<double> sums;
  std::size_t undefined = 0;
  for (std::size_t path = 0; path < kPaths; ++path) {
    double sum = 0;
    bool whole = true;
    for (std::size_t month = 4; month <= 6; ++month) {
      sum += run.keeper.columns()[month][0][path];
      whole = whole && !std::isnan(run.keeper.columns()[month][1][path]);
    }
    sums.push_back(sum);
    undefined += whole ? 0 : 1;
  }
  std::ranges::sort(sums);
  const MetricSummary& sold = run.flows.metrics()[0];
  const double h = (kPaths - 1) * 0.05;
  const auto low = static_cast<std::size_t>(h);
  CHECK(sold.quantiles(1, 0) == sums[low] + (h - std::floor(h)) * (sums[low + 1] - sums[low]));
  const Eigen::ArrayXd monthly = run.summary.metrics()[0].quantiles.col(0);
  CHECK(sold.quantiles(1, 0) > 2 * (monthly[4] + monthly[5] + monthly[6]));
  CHECK(run.flows.metrics()[1].undefined[1] == static_cast<double>(undefined) / kPaths);
  CHECK(undefined > 0);
}

TEST_CASE("a period with a month that is n/a is n/a") {
  const TestPlan plan =
      plan_of("  x: {unit: USD/mo, formula: \"$3/mo / if(t == 5, 0, 1)\"}", "9mo");
  const Curve curve = Gathered(plan, ReportPeriod::quarter).result.curves[0];
  CHECK(curve.mean == Cells{9.0, std::nullopt, 9.0});
  CHECK(curve.undefined == std::vector<double>{0, 1, 0});
}

TEST_CASE("sums are the same bytes on any number of threads") {
  const TestPlan plan = plan_of("  a: {unit: USD/mo, formula: \"normal($5/mo, $1/mo)\"}\n"
                                "  b: {formula: \"1/mo * t * u\"}",
                                "10mo", "drivers: {u: \"uniform(0, 1)\"}");
  const Gathered one(plan, ReportPeriod::quarter, 3000, 1);
  const Gathered many(plan, ReportPeriod::quarter, 3000, 3);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(same_bits(one.flows.metrics()[i], many.flows.metrics()[i]));
}
