// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>

#include <catch2/catch.hpp>

#include "escala/render/format.h"
#include "escala/report/run_data.h"
#include "sample_result.h"

using namespace escala;

namespace {

const std::string kCurvesHeader = "file,scenario,variant,metric,segment,label,unit,month,date,"
                                  "period,partial,actual,mean,sd,"
                                  "p5,p10,p25,p50,p75,p90,p95\r\n";
const std::string kTargetsHeader = "file,scenario,variant,target,label,when,timing,"
                                   "confidence,probability,std_error,lo,hi,verdict,undefined,"
                                   "median_month,median_date\r\n";

std::string render(const std::vector<RunResult>& results, const std::string& table) {
  return render(*find_format("csv"), {.documents = {}, .data = run_data(results, false)},
                {.page = {}, .table = table});
}

RunResult with_curve(double initial, const std::string& label = "ARR") {
  RunResult report = sample::empty_result("Plan", 1);
  report.curves.push_back(sample::curve("arr", label, sample::kDollars, initial, 2, 0.125, 1));
  return report;
}

RunResult with_target(const std::string& label, Timing timing) {
  RunResult report = sample::empty_result("Plan", 60);
  report.targets.push_back(
      sample::target("a", label, timing, {0.25, 0.01, {0.2, 0.3}, 4096}, 0.5, Verdict::missed));
  return report;
}

std::string label_cell(const std::string& label) {
  const std::string text = render({with_target(label, {TargetTiming::Kind::by, 0, 60})}, "targets");
  const std::string before = kTargetsHeader + "plan.yaml,Plan,,a,", after = ",a >= 1,by 60,";
  REQUIRE(text.substr(0, before.size()) == before);
  return text.substr(before.size(), text.rfind(after) - before.size());
}

} // namespace

TEST_CASE("CSV: curves") {
  CHECK(render({with_curve(5e6)}, "curves") ==
        kCurvesHeader + "plan.yaml,Plan,,arr,,ARR,USD,0,2025-12-31,,0,0,5000000,0,"
                        "5000000,5000000,5000000,5000000,5000000,5000000,5000000\r\n"
                        "plan.yaml,Plan,,arr,,ARR,USD,1,2026-01-31,2026,1,0,10000000,1250000,"
                        "7500000,8125000,9375000,10000000,10625000,11875000,12500000\r\n");
}

TEST_CASE("CSV: absent is empty, and negative numbers stay numbers") {
  RunResult report = with_curve(-2);
  report.provenance.variant = "cautious";
  report.curves[0].mean[1] = std::nullopt;
  report.curves[0].sd[1] = std::nullopt;
  for (auto& quantile : report.curves[0].quantiles)
    quantile.values[1] = std::nullopt;
  CHECK(render({report}, "curves") ==
        kCurvesHeader +
            "plan.yaml,Plan,cautious,arr,,ARR,USD,0,2025-12-31,,0,0,-2,0,-2,-2,-2,-2,-2,-2,-2\r\n"
            "plan.yaml,Plan,cautious,arr,,ARR,USD,1,2026-01-31,2026,1,0,,,,,,,,,\r\n");
}

TEST_CASE("CSV: a number that is not finite is empty, as it is null in JSON") {
  RunResult report = with_curve(5e6);
  report.curves[0].sd[1] = std::numeric_limits<double>::infinity();
  const std::string text = render({report}, "curves");
  CHECK(text.find("2026-01-31,2026,1,0,10000000,,7500000,") != std::string::npos);
}

TEST_CASE("CSV: targets") {
  RunResult report = with_target("Half", {TargetTiming::Kind::by, 0, 60});
  report.targets.push_back(report.targets[0]);
  report.targets.push_back(report.targets[0]);
  report.targets[1].timing = {TargetTiming::Kind::at, 60, 60};
  report.targets[1].median_month = 48;
  report.targets[2].timing = {TargetTiming::Kind::throughout, 24, 35};
  CHECK(render({report}, "targets") ==
        kTargetsHeader +
            "plan.yaml,Plan,,a,Half,a >= 1,by 60,0.5,0.25,0.01,0.2,0.3,missed,0,,\r\n"
            "plan.yaml,Plan,,a,Half,a >= 1,at 60,0.5,0.25,0.01,0.2,0.3,missed,0,48,2029-12-31\r\n"
            "plan.yaml,Plan,,a,Half,a >= 1,throughout 24-35,0.5,0.25,0.01,0.2,0.3,missed,0,,\r\n");
}

TEST_CASE("CSV: several reports share a header") {
  const std::string one = render({with_curve(5e6)}, "curves");
  CHECK(render({with_curve(5e6), with_curve(5e6)}, "curves") ==
        one + one.substr(kCurvesHeader.size()));
}

TEST_CASE("CSV: text is quoted where it must be") {
  CHECK(label_cell("plain text") == "plain text");
  CHECK(label_cell("a,b") == "\"a,b\"");
  CHECK(label_cell("say \"so\"") == "\"say \"\"so\"\"\"");
  CHECK(label_cell("two\nlines") == "\"two\nlines\"");
  CHECK(label_cell("a\rb") == "\"a\rb\"");
  CHECK(label_cell("東京 🚀") == "東京 🚀");
  CHECK(label_cell(std::string(300, 'x')) == std::string(300, 'x'));
}

TEST_CASE("CSV: no text is a formula") {
  CHECK(label_cell("=cmd()") == "\"'=cmd()\"");
  CHECK(label_cell("+1") == "\"'+1\"");
  CHECK(label_cell("-1") == "\"'-1\"");
  CHECK(label_cell("@SUM(A1)") == "\"'@SUM(A1)\"");
  CHECK(label_cell("\tx") == "\"'\tx\"");
  CHECK(label_cell("\rx") == "\"'\rx\"");
  CHECK(label_cell("\n=x") == "\"'\n=x\"");
  CHECK(label_cell("＝x") == "\"'＝x\"");
  CHECK(label_cell("＋x") == "\"'＋x\"");
  CHECK(label_cell("－x") == "\"'－x\"");
  CHECK(label_cell("＠x") == "\"'＠x\"");
  CHECK(label_cell("=\"a\"") == "\"'=\"\"a\"\"\"");
  CHECK(label_cell("a=b") == "a=b");
}

TEST_CASE("CSV: all targets together follow the targets of their run") {
  RunResult report = with_target("Half", {TargetTiming::Kind::by, 1, 60});
  report.targets[0].undefined = 0.125;
  report.joint = JointResult{{0.25, 0.01, {0.2, 0.3}, 4096, Verdict::missed}, 0.5};
  const std::string rows =
      "plan.yaml,Plan,,a,Half,a >= 1,by 60,0.5,0.25,0.01,0.2,0.3,missed,0.125,,\r\n"
      "plan.yaml,Plan,,all,,,,0.5,0.25,0.01,0.2,0.3,missed,,,\r\n";
  CHECK(render({report}, "targets") == kTargetsHeader + rows);
  CHECK(render({report, report}, "targets") == kTargetsHeader + rows + rows);
  report.joint->confidence = std::nullopt;
  CHECK(render({report}, "targets").ends_with("plan.yaml,Plan,,all,,,,,0.25,0.01,0.2,0.3,,,,\r\n"));
}

TEST_CASE("CSV: segments, fiscal years, parts of them and actual months") {
  RunResult report = sample::empty_result("Plan", 2);
  report.calendar = {CalendarMonth::of(2028, 2), 4};
  report.curves.push_back(sample::curve("arr.europe", "ARR", sample::kDollars, 1, 1, 0, 2));
  report.curves[0].segment = "europe";
  report.curves[0].first_actual = 1;
  report.curves[0].last_actual = 1;
  const std::string values = ",1,0,1,1,1,1,1,1,1\r\n",
                    begin = "plan.yaml,Plan,,arr,europe,ARR,USD,";
  CHECK(render({report}, "curves") == kCurvesHeader + begin + "0,2028-01-31,,0,0" + values + begin +
                                          "1,2028-02-29,FY2028,1,1" + values + begin +
                                          "2,2028-03-31,FY2028,1,0" + values);
}

TEST_CASE("CSV: quantiles are those that were chosen, in ascending order") {
  RunResult report = with_curve(4);
  report.percentiles = {2.5, 50, 99.9};
  report.curves[0].quantiles = {{2.5, {1, 2}}, {50, {4, 8}}, {99.9, {5, std::nullopt}}};
  const std::string text = render({report}, "curves");
  CHECK(text.find(",actual,mean,sd,p2.5,p50,p99.9\r\n") != std::string::npos);
  CHECK(text.find(",4,0,1,4,5\r\n") != std::string::npos);
  CHECK(text.ends_with(",8,1,2,8,\r\n"));
  RunResult other = with_curve(4); // a run with other quantiles has no value in their columns
  other.percentiles = {10, 50};
  other.curves[0].quantiles = {{10, {3, 6}}, {50, {4, 8}}};
  const std::string both = render({report, other}, "curves");
  CHECK(both.find(",mean,sd,p2.5,p10,p50,p99.9\r\n") != std::string::npos);
  CHECK(both.ends_with(",8,1,,6,8,\r\n"));
}

TEST_CASE("CSV: the dialect of European spreadsheets") {
  RunResult report = with_curve(2.5, "Sales; \"new\", gross");
  report.provenance.scenario = "=1+1";
  report.curves[0].quantiles.resize(1);
  report.percentiles = {5};
  const RenderOptions options{.page = {}, .table = "curves", .dialect = CsvDialect::excel_eu};
  CHECK(
      render(*find_format("csv"), {.documents = {}, .data = run_data({&report, 1}, false)},
             options) ==
      "\xEF\xBB\xBF"
      "file;scenario;variant;metric;segment;label;unit;month;date;period;partial;actual;mean;sd;"
      "p5\r\n"
      "plan.yaml;\"'=1+1\";;arr;;\"Sales; \"\"new\"\", gross\";USD;0;2025-12-31;;0;0;2,5;0;2,5\r\n"
      "plan.yaml;\"'=1+1\";;arr;;\"Sales; \"\"new\"\", gross\";USD;1;2026-01-31;2026;1;0;5;0,625;"
      "3,75\r\n");
}

TEST_CASE("CSV: the wide layout has a row for each statistic and a column for each date") {
  RunResult report = with_curve(4);
  report.percentiles = {5, 50};
  RunResult flow = report; // no value in the opening; another start
  flow.curves[0].flow = true;
  flow.calendar.start = CalendarMonth::of(2026, 2);
  const std::array runs{report, flow};
  const RenderOptions options{.page = {}, .table = "curves", .layout = CsvLayout::wide};
  CHECK(render(*find_format("csv"), {.documents = {}, .data = run_data(runs, true)}, options) ==
        "file,scenario,variant,metric,segment,label,unit,statistic,2025-12-31,2026-01-31,2026-02-"
        "28\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,mean,4,8,\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,sd,0,1,\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,p5,4,6,\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,p50,4,8,\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,mean,,,8\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,sd,,,1\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,p5,,,6\r\n"
        "plan.yaml,Plan,,arr,,ARR,USD,p50,,,8\r\n");
}

TEST_CASE("CSV: first months sum up to shares of paths without rounding") {
  RunResult report = with_target("Half", {TargetTiming::Kind::by, 1, 3});
  report.targets[0].judgement.paths = 10;
  report.targets[0].first_months = {0.1, 0.2, 0.3};
  CHECK(render({report}, "first-months") ==
        "file,scenario,variant,target,label,month,date,share,cumulative\r\n"
        "plan.yaml,Plan,,a,Half,1,2026-01-31,0.1,0.1\r\n"
        "plan.yaml,Plan,,a,Half,2,2026-02-28,0.2,0.3\r\n"
        "plan.yaml,Plan,,a,Half,3,2026-03-31,0.3,0.6\r\n");
}

TEST_CASE("CSV: a risk has a row for each metric that it lowers, and at least one") {
  RunResult report = sample::empty_result("Plan", 12);
  report.metrics = {{"arr", "ARR", sample::kDollars}, {"users", "Users", sample::kPeople}};
  RiskResult outage;
  outage.found.name = "outage";
  outage.found.category = "technology";
  outage.found.residual = {.events = 2, .losses = {{0, 0.25, 0.5}, {1, 0.125, 0}}};
  outage.found.inherent = {.events = 4, .losses = {{0, 0.5, 0.5}, {1, 0.25, 0}}};
  outage.found.cost = 1.5;
  outage.affected = {0, 1};
  RiskResult churn;
  churn.found.name = "churn";
  report.risks = {outage, churn};
  CHECK(render({report}, "risks") ==
        "file,scenario,variant,risk,category,expected_events,inherent_events,cost,metric,"
        "expected_loss,inherent_loss,loss_at_horizon,inherent_loss_at_horizon\r\n"
        "plan.yaml,Plan,,outage,technology,2,4,1.5,arr,0.25,0.5,0.5,0.5\r\n"
        "plan.yaml,Plan,,outage,technology,2,4,1.5,users,0.125,0.25,0,0\r\n"
        "plan.yaml,Plan,,churn,,0,0,0,,,,,\r\n");
}
