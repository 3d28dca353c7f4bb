// SPDX-License-Identifier: Apache-2.0
#include "escala/render/read_json.h"

#include <catch2/catch.hpp>

#include <limits>
#include <nlohmann/json.hpp>

#include "escala/render/format.h"
#include "escala/report/run_data.h"
#include "sample_result.h"

using namespace escala;
using nlohmann::ordered_json;

namespace {

RunResult full_result() {
  RunResult result = sample::empty_result("Plan \"é\"/~", 2);
  result.provenance.set = {{"a/b", "1"}};
  result.provenance.seed = std::numeric_limits<std::uint64_t>::max();
  result.provenance.data = {{"history.csv", std::string(64, 'b')}};
  result.curves = {sample::curve("arr", "ARR", sample::kDollars, 0.1, 1.1, 0.125, 2)};
  result.curves[0].mean[1] = std::nullopt;
  result.curves[0].undefined[1] = 0.25;
  result.targets = {sample::target("a", "Half", {TargetTiming::Kind::throughout, 1, 2},
                                   sample::estimate(0.25, 0.01), 0.5, Verdict::missed)};
  result.joint = JointResult{sample::estimate(0.25, 0.01), 0.5};
  result.metrics = {{"arr", "ARR", sample::kDollars}};
  const RiskSummary risk{
      "outage", "technology", {1.5, {{0, 0.1, 0.2}}}, {2.5, {{0, 0.3, 0.4}}}, 1e6};
  result.risks = {{risk, {0}, std::nullopt}};
  result.categories = {risk};
  return result;
}

std::string json_of(const std::vector<RunResult>& results, bool several) {
  return render(*find_format("json"), {.documents = {}, .data = run_data(results, several)}, {});
}

std::string csv_of(const Data& data, const std::string& table) {
  return render(*find_format("csv"), {.documents = {}, .data = data}, {.page = {}, .table = table});
}

ReadData read(const std::string& text) {
  const RecordType* const types[] = {&result_type(), &results_type()};
  return read_json(text, types);
}

// What is said of a result that was changed.
template <class Change>
std::vector<std::string> mistakes(Change change) {
  ordered_json json = ordered_json::parse(json_of({full_result()}, false));
  change(json);
  const ReadData found = read(json.dump());
  CHECK_FALSE(found.document.has_value());
  std::vector<std::string> lines;
  for (const JsonMistake& mistake : found.mistakes)
    lines.push_back(mistake.where + " " + mistake.what);
  return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("What was written is read back the same") {
  const std::vector<RunResult> results{full_result(), full_result()};
  for (const bool several : {false, true}) {
    const std::vector<RunResult> some(results.begin(), results.end() - (several ? 0 : 1));
    const std::string text = json_of(some, several);
    const ReadData found = read(text);
    REQUIRE(found.mistakes.empty());
    REQUIRE(found.document);
    const Data data{*found.document, run_tables()};
    CHECK(render(*find_format("json"), {.documents = {}, .data = data}, {}) == text);
    for (const std::string table : {"curves", "targets", "risks"})
      CHECK(csv_of(data, table) == csv_of(run_data(some, several), table));
  }
}

TEST_CASE("Values that were read are at hand by their paths") {
  const ReadData found = read(json_of({full_result()}, false));
  REQUIRE(found.document);
  const Record& document = *found.document;
  CHECK(*document.find("simulation.seed")->get<std::uint64_t>() == 18446744073709551615u);
  CHECK(document.find("scenario.variant")->get<Null>() != nullptr);
  CHECK(document.find("periods")->get<Absent>() != nullptr);
  const auto& targets = *document.find("targets")->get<Value::List>();
  REQUIRE(targets.size() == 1);
  CHECK(*targets[0].get<Record>()->find("probability")->get<double>() == 0.25);
}

TEST_CASE("What does not fit is told where it is, all of it") {
  CHECK(mistakes([](ordered_json& json) {
          json["targets"][0]["verdict"] = "maybe";
          json["targets"][0]["paths"] = -1;
          json["metrics"][0]["dates"][1] = "2026-13";
          json["metrics"][0]["quantiles"]["p5"] = 3;
        }) == Lines{"/metrics/0/dates/1 '2026-13' is not a month such as 2026-01",
                    "/metrics/0/quantiles/p5 is not a list",
                    "/targets/0/paths is not a whole number of 0 or more",
                    "/targets/0/verdict 'maybe' is not one of met, missed, undecided"});
  CHECK(mistakes([](ordered_json& json) { json["scenario"]["set"]["a/b"] = 1; }) ==
        Lines{"/scenario/set/a~1b is not a text"});
  CHECK(mistakes([](ordered_json& json) { json["tool"]["name"] = "other"; }) ==
        Lines{"/tool/name 'other' is not escala"});
  CHECK(mistakes([](ordered_json& json) { json["metrics"] = "none"; }) ==
        Lines{"/metrics is not a list"});
  CHECK(mistakes([](ordered_json& json) { json["simulation"] = 5; }) ==
        Lines{"/simulation is not an object"});
  CHECK(mistakes([](ordered_json& json) { json["targets"][0]["confidence"] = nullptr; }) ==
        Lines{"/targets/0/confidence is null"});
  CHECK(mistakes([](ordered_json& json) { json["metrics"][0]["mean"][0] = "x"; }) ==
        Lines{"/metrics/0/mean/0 is not a number"});
}

TEST_CASE("Another document is told apart") {
  const auto first = [](const std::string& text) {
    const ReadData found = read(text);
    REQUIRE(found.mistakes.size() == 1);
    return found.mistakes[0].where + " " + found.mistakes[0].what;
  };
  CHECK(first("") == " is not JSON");
  CHECK(first("{") == " is not JSON");
  CHECK(first("[]") == "/schema is not escala/result/1 or escala/results/1");
  CHECK(first("{\"schema\": \"escala/result/2\"}") ==
        "/schema is not escala/result/1 or escala/results/1");
  CHECK(first("{\"schema\": 1}") == "/schema is not escala/result/1 or escala/results/1");
}

TEST_CASE("What a later version adds is left out") {
  ordered_json json = ordered_json::parse(json_of({full_result()}, false));
  const std::string before = json.dump();
  json["weather"] = ordered_json::array();
  json["targets"][0]["mood"] = 5;
  const ReadData found = read(json.dump());
  REQUIRE(found.document);
  const Data data{*found.document, run_tables()};
  CHECK(ordered_json::parse(render(*find_format("json"), {.documents = {}, .data = data}, {}))
            .dump() == before);
}
