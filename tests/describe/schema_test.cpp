// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "describe/json_schema.h"
#include "escala/describe/schema.h"
#include "escala/input/yaml.h"
#include "escala/render/format.h"
#include "escala/report/run_data.h"
#include "escala/scenario/keys.h"
#include "render/sample_result.h"

namespace {

using namespace escala;
using nlohmann::json;

// As a YAML reader of the core schema sees it.
json scalar(const Node& node) {
  const std::string& text = node.text.text;
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (!node.quoted && error == std::errc{} && stop == end)
    return json::accept(text) ? json::parse(text) : json(number);
  if (!node.quoted && (text == "true" || text == "false"))
    return text == "true";
  return text;
}

json to_json(const Node& node) {
  json value;
  switch (node.kind) {
  case Node::Kind::null:
    break;
  case Node::Kind::scalar:
    return scalar(node);
  case Node::Kind::list:
    value = json::array();
    for (const Node& item : node.items)
      value.push_back(to_json(item));
    break;
  case Node::Kind::map:
    value = json::object();
    for (const Entry& entry : node.entries)
      value[entry.key.text] = to_json(entry.value);
    break;
  }
  return value;
}

json read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto root = read_yaml(sources.add("plan", text), diagnostics);
  INFO(text);
  REQUIRE(root);
  return to_json(*root);
}

const JsonSchema& schema() {
  static const JsonSchema kSchema(json::parse(scenario_schema()));
  return kSchema;
}

std::vector<std::string> mistakes(const std::string& lines) {
  return schema().mistakes(read(lines));
}

// A whole plan around these lines.
std::string plan(const std::string& lines) {
  const std::string metrics =
      lines.find("metrics:") == std::string::npos ? "metrics: {arr: {formula: 1}}\n" : "";
  return "escala: 1\nname: P\nhorizon: 2y\n" + metrics + lines + "\n";
}

std::string metric(const std::string& keys) { return plan("metrics: {arr: {" + keys + "}}"); }

} // namespace

TEST_CASE("every scenario of the gallery and every template fits the schema") {
  const std::string root = std::string(ESCALA_SOURCE_DIR);
  for (const std::string folder : {"/scenarios", "/src/app/templates"}) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root + folder)) {
      if (entry.path().extension() != ".yaml")
        continue;
      ++count;
      std::ifstream file(entry.path());
      std::ostringstream text;
      text << file.rdbuf();
      INFO(entry.path());
      CHECK(mistakes(text.str()) == std::vector<std::string>{});
    }
    CHECK(count > 0);
  }
}

TEST_CASE("the example plan and what the format adds to it fit the schema") {
  const std::string good[] = {
      std::string(example_plan()),
      plan("segments: {region: [americas, europe]}"),
      plan("drivers: {growth: {2026-01: 11%, 2027-01: 12.5%}}"),
      plan("drivers: {growth: {draw: {americas: 10%, europe: 5%}, each: region}}"),
      metric("each: [product, region], initial: {crm: {europe: 1}, erp.europe: 2}, next: x"),
      metric("each: [product], model: compound, growth: 1%, actual: {crm: {europe: {2026-01: 1}}}"),
      plan("drivers: {growth: 0.5, up: {draw: 'normal(0, 1)', every: year}}"),
      plan("risks: {r: {frequency: {2026-01: 1/y, 2027-01: 2/y}, impact: {arr.churn: -50%}, "
           "duration: "
           "1mo to 4mo, mitigation: {prevention: {2027-01: 40%}}}}"),
      plan("drivers:\nrisks:\ntargets:\nvariants:"),
      plan("fiscal_year: 7\nsimulation: {paths: 10k, seed: 1_000, sampler: sobol}"),
      plan("correlations: [{between: [arr.shock, arr.europe.growth], rho: -0.5}]"),
      plan("targets: {a: {when: arr > 1, throughout: 2y to 3y}, b: {when: arr > 1, throughout: "
           "true}, c: {when: arr > 1, at: 2027-12, confidence: 0.5}, all: {confidence: 12.5%}}"),
      plan("variants: {low: {metrics.arr.growth.0: 10%, risks.outage: null}}"),
      metric("model: compound, initial: {americas: $3M, europe: $1.5M}, growth: [80%, 40%], each: "
             "region, total: sum, actual: history.csv#arr"),
      metric("model: compound, growth: {2026-01: 50%}, actual: {2026-01: $5M, 2026-02: $5.2M}"),
      metric("model: compound, growth: 5%, actual: 'pnl.csv# of users', fill: geometric"),
      metric("model: launches, initial: 1, schedule: {2026-03: 4}"),
      metric("model: cohort, new: 1k/mo, retention: [90%, 0.8]"),
      metric("model: bass, market: 10M, innovation: 3%, imitation: 40%, form: discrete"),
      metric("initial: 5, next: arr + 1, volatility: 20%, min: -5, max: USD 5M"),
      metric("formula: {americas: a * b, europe: -5}, total: none"),
  };
  for (const std::string& text : good) {
    INFO(text);
    CHECK(mistakes(text) == std::vector<std::string>{});
  }
}

TEST_CASE("every reference of the schemas leads to a definition") {
  for (const std::string& text : {scenario_schema(), result_schema()}) {
    const json whole = json::parse(text);
    const std::string key = "\"$ref\": \"#/definitions/";
    std::size_t references = 0;
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
      const std::size_t begin = at + key.size();
      const std::string name = text.substr(begin, text.find('"', begin) - begin);
      INFO(name);
      CHECK(whole["definitions"].contains(name));
      ++references;
    }
    CHECK(references > 10);
  }
}

TEST_CASE("what a schema can see to be wrong does not fit") {
  const std::string bad[] = {
      "name: P\nhorizon: 2y\nmetrics: {a: {formula: 1}}", // no version
      "escala: 2\nname: P\nhorizon: 2y\nmetrics: {a: {formula: 1}}",
      "escala: 1\nname: P\nmetrics: {a: {formula: 1}}",
      "escala: 1\nname: P\nhorizon: 2y",
      "escala: 1\nname: P\nhorizon: 24\nmetrics: {a: {formula: 1}}",
      "escala: 1\nname: P\nhorizon: 2 y\nmetrics: {a: {formula: 1}}",
      "escala: 1\nname: P\nhorizon: 5m\nmetrics: {a: {formula: 1}}",
      "escala: 1\nname: P\nhorizon: 2y\nmetrics: {}",
      "escala: 1\nname: ''\nhorizon: 2y\nmetrics: {a: {formula: 1}}",
      plan("horizn: 2y"),
      plan("start: 2026-13"),
      plan("start: 2026"),
      plan("currency: usd"),
      plan("currency: [USD]"),
      plan("fiscal_year: 13"),
      plan("simulation: {paths: 0}"),
      plan("simulation: {path: 100}"),
      plan("simulation: {seed: -1}"),
      plan("simulation: {seed: 1.5}"),
      plan("simulation: {sampler: halton}"),
      plan("segments: {region: []}"),
      metric("each: [], initial: 1, next: x"),
      metric("each: [a, b, c], initial: 1, next: x"),
      plan("segments: {region: [a, a]}"),
      plan("segments: {region: europe}"),
      plan("segments: {region: [1st]}"),
      plan("drivers: {g: 12 %}"),
      plan("drivers: {g: 5m}"),
      plan("drivers: {g: 5 M}"),
      plan("drivers: {g: $ 5M}"),
      plan("drivers: {g: ''}"),
      plan("drivers: {g: arr +}"),
      plan("drivers: {g: '* 2'}"),
      plan("drivers: {g: }"),
      plan("drivers: {g: true}"),
      plan("drivers: {g: {every: month}}"),
      plan("drivers: {g: {draw: 5%, every: week}}"),
      plan("drivers: {g: {2026-01: 5%, 2026-1: 6%}}"),
      plan("drivers: {2nd: 5%}"),
      plan("drivers: [5%]"),
      plan("correlations: {between: [a, b], rho: 50%}"),
      plan("correlations: [{between: [a, b]}]"),
      plan("correlations: [{between: [a, b], rho: 1}]"),
      plan("targets: {a: {by: 2y}}"),
      plan("targets: {a: {when: arr > 1, by: 2y, at: 2y}}"),
      plan("targets: {a: {when: arr > 1, by: 2030-13}}"),
      plan("targets: {a: {when: arr > 1, by: 24}}"),
      plan("targets: {a: {when: arr > 1, throughout: false}}"),
      plan("targets: {a: {when: arr > 1, confidence: 100%}}"),
      plan("targets: {a: {when: arr > 1, confidence: 120%}}"),
      plan("targets: {a: {when: arr > 1, confidence: 50}}"),
      plan("targets: {all: {when: arr > 1}}"),
      plan("risks: {r: {impact: {arr: 5%}}}"),
      plan("risks: {r: {frequency: 1/y, impact: {}}}"),
      plan("risks: {r: {frequency: 1/y, impact: 5%}}"),
      plan("risks: {r: {frequency: 1/y, impact: {arr: 5%}, category: weather}}"),
      plan("risks: {r: {frequency: 1/y, impact: {arr: 5%}, duration: 3}}"),
      plan("risks: {r: {frequency: 1/y, impact: {arr: 5%}, mitigation: {prevention: 140%}}}"),
      plan("investment: {budget: $1M}"),
      plan("investment: {budget: $1M, pillars: {a: {share: 30%, lifts: {arr: 5%}}}}"),
      plan("investment: {budget: $1M, pillars: {a: {spend: 30%}}}"),
      plan("variants: {low: 5}"),
      plan("variants: {low: {drivers..g: 5}}"),
      metric("initial: 5"),
      metric("next: arr"),
      metric("formula: 5, next: arr"),
      metric("model: compund, initial: 5, growth: 5%"),
      metric("model: compound, growth: 5%"),
      metric("model: compound, initial: 5"),
      metric("model: compound, initial: 5, growth: 5%, limit: 5"),
      metric("model: compound, initial: 5, growth: 5%, formula: 5"),
      metric("model: compound, initial: 5, growth: []"),
      metric("model: compound, initial: 5, growth: -1"),
      metric("model: logistic, initial: 5, growth: [5%, 6%], limit: 9"),
      metric("model: launches, initial: 1"),
      metric("model: launches, initial: 1, rate: 1/mo, schedule: {2026-03: 4}"),
      metric("model: launches, initial: 1, schedule: 4"),
      metric("model: bass, market: 10M, innovation: 3%, imitation: 40%, form: smooth"),
      metric("model: cohort, new: 1k/mo, retention: 90%"),
      metric("model: compound, growth: 5%, actual: history.csv"),
      metric("formula: 5, total: median"),
      metric("formula: 5, actual: history.csv#arr, fill: quadratic"),
      plan("metrics: {arr: 5}"),
  };
  for (const std::string& text : bad) {
    INFO(text);
    CHECK(!mistakes(text).empty());
  }
}

TEST_CASE("a result fits the schema of results") {
  const JsonSchema results(json::parse(result_schema()));
  RunResult report = sample::empty_result("Plan", 2);
  report.curves.push_back(sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.1, 2));
  report.targets.push_back(sample::target("big", "Big", {TargetTiming::Kind::by, 0, 2},
                                          sample::estimate(0.6, 0.01), 0.5, Verdict::met));
  report.joint = JointResult{sample::estimate(0.6, 0.01), std::nullopt};
  const auto rendered = [&](bool several) {
    const Answer answer{.documents = {}, .data = run_data(std::span(&report, 1), several)};
    return json::parse(render(*find_format("json"), answer, {}));
  };
  const json one = rendered(false);
  CHECK(results.mistakes(one) == std::vector<std::string>{});
  CHECK(results.mistakes(rendered(true)) == std::vector<std::string>{});
  json broken = one;
  broken["targets"][0]["verdict"] = "maybe";
  CHECK(!results.mistakes(broken).empty());
  broken = one;
  broken["metrics"][0].erase("quantiles");
  CHECK(!results.mistakes(broken).empty());
}
