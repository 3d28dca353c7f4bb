// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <limits>

#include "escala/core/version.h"
#include "escala/render/format.h"
#include "escala/render/json_writer.h"
#include "escala/report/run_data.h"
#include "sample_result.h"

using namespace escala;
using nlohmann::ordered_json;

namespace {

std::string render(const std::vector<RunResult>& results) {
  return render(*find_format("json"), {.documents = {}, .data = run_data(results, false)}, {});
}

ordered_json document(const RunResult& report) { return ordered_json::parse(render({report})); }

std::vector<std::string> keys_of(const ordered_json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items())
    keys.push_back(item.key());
  return keys;
}

using Keys = std::vector<std::string>;

RunResult small_report() {
  RunResult report = sample::empty_result("Plan", 2);
  report.curves.push_back(sample::curve("arr", "ARR", sample::kDollars, 5e6, 2, 0.125, 2));
  report.targets.push_back(sample::target("a", "Half way", {TargetTiming::Kind::throughout, 1, 2},
                                          {0.25, 0.01, {0.2, 0.3}, 4096}, 0.5, Verdict::missed));
  report.joint = JointResult{{0.25, 0.01, {0.2, 0.3}, 4096}, std::nullopt};
  return report;
}

std::string written(double number) {
  JsonWriter json;
  json.value(number);
  return json.take();
}

} // namespace

TEST_CASE("JSON: keys stand in the order of the contract") {
  const ordered_json json = document(small_report());
  CHECK(keys_of(json) == Keys{"schema", "tool", "scenario", "simulation", "verdict", "metrics",
                              "targets", "joint", "risks", "drivers", "findings"});
  CHECK(keys_of(json["scenario"]) == Keys{"name", "file", "sha256", "variant", "set", "start"});
  CHECK(keys_of(json["simulation"]) == Keys{"paths", "seed", "sampler", "isa"});
  CHECK(keys_of(json["metrics"][0]) ==
        Keys{"name", "label", "unit", "months", "dates", "mean", "sd", "quantiles"});
  CHECK(keys_of(json["metrics"][0]["quantiles"]) ==
        Keys{"p5", "p10", "p25", "p50", "p75", "p90", "p95"});
  CHECK(keys_of(json["targets"][0]) == Keys{"name", "label", "when", "timing", "confidence",
                                            "probability", "std_error", "interval", "paths",
                                            "verdict", "median_month", "first_month", "file",
                                            "line", "column"});
  CHECK(keys_of(json["joint"]) ==
        Keys{"probability", "std_error", "interval", "confidence", "verdict"});
}

TEST_CASE("JSON: values are those of the report") {
  const ordered_json json = document(small_report());
  CHECK(json["schema"] == "escala/result/1");
  CHECK(json["tool"] == ordered_json({{"name", "escala"}, {"version", kVersion}}));
  CHECK(json["scenario"]["variant"].is_null());
  CHECK(json["scenario"]["set"] == ordered_json::object());
  CHECK(json["metrics"][0]["months"] == ordered_json({0, 1, 2}));
  CHECK(json["metrics"][0]["dates"] == ordered_json({"2025-12", "2026-01", "2026-02"}));
  CHECK(json["metrics"][0]["mean"] == ordered_json({5e6, 1e7, 2e7}));
  CHECK(json["metrics"][0]["quantiles"]["p95"] == ordered_json({5e6, 1.25e7, 2.5e7}));
  const ordered_json& target = json["targets"][0];
  CHECK(target["timing"] == ordered_json({{"kind", "throughout"}, {"from", 1}, {"to", 2}}));
  CHECK(target["interval"] == ordered_json({0.2, 0.3}));
  CHECK(target["paths"] == 4096);
  CHECK(target["verdict"] == "missed");
  CHECK(target["median_month"].is_null());
  CHECK(target["first_month"] ==
        ordered_json({{"p10", nullptr}, {"p50", nullptr}, {"p90", nullptr}, {"never", 0.75}}));
  CHECK(target["file"].is_null());
  CHECK(target["line"].is_null());
  CHECK(json["joint"]["confidence"].is_null());
  CHECK(json["joint"]["verdict"].is_null());
  CHECK(json["risks"] == ordered_json::array());
}

TEST_CASE("JSON: what may be absent, present") {
  RunResult report = small_report();
  report.provenance.variant = "cautious";
  report.provenance.set = {{"a.b", "1"}, {"c", "x"}, {"a.b", "2"}};
  report.provenance.seed = std::numeric_limits<std::uint64_t>::max();
  report.curves[0].undefined[1] = 0.5;
  report.curves[0].quantiles[0].values[1] = std::nullopt;
  report.targets[0].median_month = 1;
  report.targets[0].first.p50 = 1.5;
  report.targets[0].file = "plan.yaml";
  report.targets[0].line = 12;
  report.targets[0].column = 3;
  report.joint->confidence = 0.25;
  report.joint->judgement.verdict = Verdict::undecided;
  const ordered_json json = document(report);
  CHECK(json["scenario"]["variant"] == "cautious");
  CHECK(json["scenario"]["set"] == ordered_json({{"c", "x"}, {"a.b", "2"}}));
  CHECK(json["simulation"]["seed"] == 18446744073709551615u);
  CHECK(json["metrics"][0]["undefined"] == ordered_json({0, 0.5, 0}));
  CHECK(json["metrics"][0]["quantiles"]["p5"][1].is_null());
  CHECK(json["targets"][0]["median_month"] == 1);
  CHECK(json["targets"][0]["first_month"]["p50"] == 1.5);
  CHECK(json["targets"][0]["file"] == "plan.yaml");
  CHECK(json["targets"][0]["line"] == 12);
  CHECK(json["targets"][0]["column"] == 3);
  CHECK(json["joint"]["confidence"] == 0.25);
  CHECK(json["joint"]["verdict"] == "undecided");
}

TEST_CASE("JSON: no targets, no joint probability") {
  RunResult report = small_report();
  report.targets.clear();
  report.joint.reset();
  const ordered_json json = document(report);
  CHECK(json["targets"] == ordered_json::array());
  CHECK(json["joint"].is_null());
}

TEST_CASE("JSON: several reports are one document") {
  const ordered_json json = ordered_json::parse(render({small_report(), small_report()}));
  CHECK(keys_of(json) == Keys{"schema", "verdict", "met", "targets", "results", "errors"});
  CHECK(json["schema"] == "escala/results/1");
  REQUIRE(json["results"].size() == 2);
  CHECK(json["results"][1] == document(small_report()));
}

TEST_CASE("JSON: hostile text comes back as it was") {
  std::string hostile = "a\"b\\c\n\r\t\b\f\x01\x1f/é東🚀, =cmd()";
  hostile += std::string(1, '\0') + std::string(300, 'x');
  RunResult report = small_report();
  report.provenance.scenario = hostile;
  report.curves[0].label = hostile;
  report.provenance.set = {{hostile, hostile}};
  const ordered_json json = document(report);
  CHECK(json["scenario"]["name"] == hostile);
  CHECK(json["metrics"][0]["label"] == hostile);
  CHECK(json["scenario"]["set"][hostile] == hostile);
}

TEST_CASE("JSON: bytes that aren't UTF-8 are replaced") {
  RunResult report = small_report();
  report.provenance.file = "pl\xE4n.yaml";
  CHECK(document(report)["scenario"]["file"] == "pl\uFFFDn.yaml");
}

TEST_CASE("JSON: numbers are the shortest that read back the same") {
  CHECK(written(0.1) == "0.1\n");
  CHECK(written(1215000000) == "1215000000\n");
  CHECK(written(1.0 / 3) == "0.3333333333333333\n");
  CHECK(written(-2.5e-9) == "-2.5e-09\n");
  CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null\n");
  CHECK(written(std::numeric_limits<double>::infinity()) == "null\n");
}

TEST_CASE("JSON: layout") {
  JsonWriter json;
  json.begin_object();
  json.member("a", 1);
  json.key("line");
  json.begin_line();
  json.value(0.5);
  json.value(std::nullopt);
  json.value(std::string_view("x"));
  json.end_line();
  json.key("nested");
  json.begin_array();
  json.begin_object();
  json.member("b", std::optional<int>());
  json.end_object();
  json.begin_object();
  json.end_object();
  json.end_array();
  json.end_object();
  CHECK(json.take() == R"({
  "a": 1,
  "line": [0.5, null, "x"],
  "nested": [
    {
      "b": null
    },
    {}
  ]
}
)");
}
