// SPDX-License-Identifier: Apache-2.0
// A plan from its text to a model: what is laid over it, and what is told of mistakes.
#include "escala/plan/plan.h"

#include <string>

#include <catch2/catch.hpp>

namespace {

using namespace escala;

constexpr auto kPlan = "escala: 1\n"
                       "name: P\n"
                       "horizon: 12mo\n"
                       "simulation: {seed: 7, paths: 500}\n"
                       "drivers: {pace: 40%}\n"
                       "metrics:\n"
                       "  arr: {unit: USD, model: compound, initial: $5M, growth: pace}\n"
                       "targets: {goal: {when: arr >= $6M}}\n"
                       "variants:\n"
                       "  slow: {drivers.pace: 10%}\n"
                       "  short: {horizon: 6mo, drivers.pace: 20%}\n"
                       "  broken: {drivers.pace: 5m}\n";

std::string told(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    text += to_text(diagnostic);
  return text.substr(0, text.find('\n'));
}

// The text of the driver `pace` once changes are laid.
std::string pace(const Changes& changes) {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("p.yaml", kPlan);
  const auto compiled = plan.compile(changes, diagnostics).compiled;
  INFO(told(diagnostics));
  REQUIRE(compiled);
  return compiled->notes.written().drivers[0].draw.source.text;
}

} // namespace

TEST_CASE("variants are laid in their order, then each set, then the settings") {
  CHECK(pace({}) == "40%");
  CHECK(pace({.variants = {"slow"}}) == "10%");
  CHECK(pace({.variants = {"slow", "short"}}) == "20%");
  CHECK(pace({.variants = {"short", "slow"}}) == "10%");
  CHECK(pace({.variants = {"slow"}, .sets = {"drivers.pace=15%"}}) == "15%");
  CHECK(pace({.variants = {"slow"}, .sets = {"variants.slow.drivers.pace=12%"}}) == "12%");
  CHECK(pace({.sets = {"drivers.pace=15%", "drivers.pace=16%"}}) == "16%");
  CHECK(pace({.sets = {"drivers.pace=15%"}, .settings = {{"--pace", "drivers.pace", "17%"}}}) ==
        "17%");
  CHECK(pace({.sets = {"drivers.pace=15%"},
              .expressions = {{.path = "drivers.pace", .expression = "18% + 1%"}}}) == "18% + 1%");
}

TEST_CASE("a plan says how it wants to be simulated, and options win") {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("p.yaml", kPlan);
  const auto own = plan.compile({}, diagnostics).compiled;
  REQUIRE(own);
  CHECK(own->simulation.paths == 500);
  CHECK(own->simulation.seed == 7);
  CHECK(own->simulation.sampler == Sampler::random);
  const auto changed = plan.compile({.settings = {{"--seed", "simulation.seed", "9"},
                                                  {"--sampler", "simulation.sampler", "sobol"}}},
                                    diagnostics)
                           .compiled;
  REQUIRE(changed);
  CHECK(changed->simulation.seed == 9);
  CHECK(changed->simulation.sampler == Sampler::sobol);
}

TEST_CASE("diagnostics outlive the plan that they are about") {
  Diagnostics diagnostics;
  Plan::read("p.yaml", "escala: 1\nname: P\nhorizon: 0mo\n").compile({}, diagnostics);
  CHECK(told(diagnostics).find("p.yaml:1:1: error: the key 'metrics' is missing") == 0);
}

TEST_CASE("a compiled plan outlives the plan, and a model is a value") {
  CompiledPlan kept = [] {
    Diagnostics diagnostics;
    return *Plan::read("p.yaml", kPlan).compile({}, diagnostics).compiled;
  }();
  const Model copy = kept.model;
  kept.model.metrics.clear();
  CHECK(copy.metrics.size() == 1);
  CHECK(copy.metrics[0].name == "arr");
  const LocatedText& name = kept.notes.written().targets[0].name;
  CHECK(position_of(*name.span.source, name.span.begin).line == 8);
}

TEST_CASE("mistakes name the place where they were made") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  const auto mistake = [&](const Changes& changes) {
    Diagnostics diagnostics;
    CHECK_FALSE(plan.compile(changes, diagnostics).compiled);
    return told(diagnostics);
  };
  CHECK(mistake({.variants = {"slwo"}}) == "--variant: error: no variant is called 'slwo' (p.yaml "
                                           "has slow, short, broken); did you mean 'slow'?");
  CHECK(mistake({.variants = {"broken"}}).starts_with("p.yaml:12:26: error: '5m' is ambiguous"));
  CHECK(mistake({.sets = {"drivers.pace"}})
            .starts_with("--set: error: 'drivers.pace' is not PATH=EXPR"));
  CHECK(mistake({.sets = {"drivers.pace=5m"}})
            .starts_with("--set drivers.pace: error: '5m' is ambiguous"));
  CHECK(mistake({.settings = {{"--seed", "simulation.seed", "x"}}}).starts_with("--seed: error: "));
}

TEST_CASE("what several variants share is told once, and what one brings names it") {
  const Plan plan = Plan::read("p.yaml", "escala: 1\nname: P\nhorizon: 3y\n"
                                         "drivers: {d: 5%}\n"
                                         "metrics:\n"
                                         "  x: {model: compound, initial: 1, growth: 90%}\n"
                                         "  y: {formula: x * d}\n"
                                         "variants:\n"
                                         "  one: {metrics.x.unit: users}\n"
                                         "  two: {drivers.d: null}\n");
  Diagnostics diagnostics;
  CHECK(plan.compile({}, diagnostics).compiled);
  CHECK(plan.compile({.variants = {"one"}}, diagnostics).compiled);
  CHECK(diagnostics.all().size() == 1); // constant growth
  CHECK_FALSE(plan.compile({.variants = {"two"}}, diagnostics).compiled);
  REQUIRE(diagnostics.has_errors());
  const std::string& reason = diagnostics.all().back().reason;
  INFO(reason);
  CHECK(reason.find("in variant two") != std::string::npos);
}

TEST_CASE("under strict a warning is a mistake") {
  const Plan plan =
      Plan::read("p.yaml", "escala: 1\nname: P\nhorizon: 3y\n"
                           "metrics: {x: {model: compound, initial: 1, growth: 90%}}\n");
  Diagnostics diagnostics;
  CHECK(plan.compile({}, diagnostics).compiled);
  CHECK_FALSE(plan.compile({}, diagnostics, true).compiled);
}

TEST_CASE("a text that is not YAML is told when it is compiled") {
  const Plan plan = Plan::read("p.yaml", "escala: [1\n");
  Diagnostics diagnostics;
  CHECK_FALSE(plan.compile({}, diagnostics).compiled);
  CHECK(diagnostics.has_errors());
}

TEST_CASE("data files are read beside the plan, and without any a mistake says so") {
  class OneFile final : public DataFiles {
   public:
    DataFile read(const std::string&) override { return {"month,x\n2026-01,3\n2026-02,4\n", {}}; }
  };
  const std::string text = "escala: 1\nname: P\nhorizon: 12mo\n"
                           "metrics: {x: {model: compound, growth: 5%, actual: h.csv#x}}\n";
  Diagnostics diagnostics;
  const Plan plan = Plan::read("p.yaml", text, std::make_shared<OneFile>());
  const Compilation read = plan.compile({}, diagnostics);
  INFO(told(diagnostics));
  REQUIRE(read.compiled);
  CHECK(read.data_files == std::vector<std::string>{"h.csv"});
  CHECK(read.compiled->model.metrics[0].actual.last() == 2);
  Diagnostics without_files;
  CHECK_FALSE(Plan::read("p.yaml", text).compile({}, without_files).compiled);
}

TEST_CASE("the text at a path is that of the changed plan") {
  const Plan plan = Plan::read("p.yaml", kPlan);
  CHECK(plan.text_at("metrics.arr.initial", {}) == "$5M");
  CHECK(plan.text_at("drivers.pace", {.variants = {"slow"}}) == "10%");
  CHECK_FALSE(plan.text_at("metrics.arr", {}));
  CHECK_FALSE(plan.text_at("metrics.none", {}));
  CHECK(plan.currency({}) == "USD");
  CHECK(plan.currency({.sets = {"currency=EUR"}}) == "EUR");
}
