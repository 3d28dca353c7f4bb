// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "escala/render/format.h"
#include "escala/report/run_data.h"
#include "sample_result.h"

using namespace escala;

namespace {

const std::string kCurvesHeader = "scenario,variant,metric,label,unit,month,date,mean,sd,"
                                  "p5,p10,p25,p50,p75,p90,p95\r\n";
const std::string kTargetsHeader = "scenario,variant,target,label,when,timing,confidence,"
                                   "probability,std_error,lo,hi,verdict,median_month\r\n";

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
  const std::string before = kTargetsHeader + "Plan,,a,", after = ",a >= 1,by 60,";
  REQUIRE(text.substr(0, before.size()) == before);
  return text.substr(before.size(), text.rfind(after) - before.size());
}

} // namespace

TEST_CASE("CSV: curves") {
  CHECK(render({with_curve(5e6)}, "curves") ==
        kCurvesHeader + "Plan,,arr,ARR,USD,0,2025-12,5000000,0,"
                        "5000000,5000000,5000000,5000000,5000000,5000000,5000000\r\n"
                        "Plan,,arr,ARR,USD,1,2026-01,10000000,1250000,"
                        "7500000,8125000,9375000,10000000,10625000,11875000,12500000\r\n");
}

TEST_CASE("CSV: absent is empty, and negative numbers stay numbers") {
  RunResult report = with_curve(-2);
  report.provenance.variant = "cautious";
  report.curves[0].mean[1] = std::nullopt;
  report.curves[0].sd[1] = std::nullopt;
  for (auto& quantile : report.curves[0].quantiles)
    quantile[1] = std::nullopt;
  CHECK(render({report}, "curves") ==
        kCurvesHeader + "Plan,cautious,arr,ARR,USD,0,2025-12,-2,0,-2,-2,-2,-2,-2,-2,-2\r\n"
                        "Plan,cautious,arr,ARR,USD,1,2026-01,,,,,,,,,\r\n");
}

TEST_CASE("CSV: targets") {
  RunResult report = with_target("Half", {TargetTiming::Kind::by, 0, 60});
  report.targets.push_back(report.targets[0]);
  report.targets.push_back(report.targets[0]);
  report.targets[1].timing = {TargetTiming::Kind::at, 60, 60};
  report.targets[1].median_month = 48;
  report.targets[2].timing = {TargetTiming::Kind::throughout, 24, 35};
  CHECK(render({report}, "targets") ==
        kTargetsHeader + "Plan,,a,Half,a >= 1,by 60,0.5,0.25,0.01,0.2,0.3,missed,\r\n"
                         "Plan,,a,Half,a >= 1,at 60,0.5,0.25,0.01,0.2,0.3,missed,48\r\n"
                         "Plan,,a,Half,a >= 1,throughout 24-35,0.5,0.25,0.01,0.2,0.3,missed,\r\n");
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
  CHECK(label_cell("=\"a\"") == "\"'=\"\"a\"\"\"");
  CHECK(label_cell("a=b") == "a=b");
}
