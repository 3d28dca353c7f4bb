// SPDX-License-Identifier: Apache-2.0
// Variants and --set, from the dotted path to what the scenario then is.
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/plan/plan.h"
#include "escala/scenario/keys.h"

namespace escala {

namespace {

constexpr auto kPlan =
    "escala: 1\n"
    "name: P\n"
    "horizon: 5y\n"
    "drivers:\n"
    "  g: normal(40%, 5%)\n"
    "  d: {draw: \"normal(0, 1)\", every: month}\n"
    "metrics:\n"
    "  a: {model: compound, initial: 5, growth: [40%, 30%, 20%], volatility: 5%}\n"
    "  b: {formula: a * 2, label: Twice}\n"
    "targets:\n"
    "  big: {when: b > 20}\n";

using Sets = std::vector<std::pair<std::string, std::string>>;

// kPlan, with PATH=VALUE pairs laid over it.
struct Changed {
  explicit Changed(const Sets& sets) {
    Changes changes;
    for (const auto& [path, value] : sets)
      changes.sets.push_back(path + "=" + value);
    compiled = plan.compile(changes, diagnostics).compiled;
  }

  const Scenario& good() const {
    for (const Diagnostic& each : diagnostics.sorted())
      UNSCOPED_INFO(to_text(each));
    REQUIRE(compiled);
    return compiled->notes.written();
  }

  std::string errors() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += to_text(each);
    return text.substr(0, text.find('\n'));
  }

  // The expressions of the parameter `name` of a metric.
  std::vector<std::string> values(std::size_t metric, std::string_view name) const {
    std::vector<std::string> texts;
    const Metric& of = good().metrics.at(metric);
    for (const Argument& argument : of.arguments)
      if (of.parameter(argument.parameter).name == name)
        for (const Expression& value : argument.values)
          texts.push_back(value.source.text);
    return texts;
  }

  Plan plan = Plan::read("f", kPlan);
  Diagnostics diagnostics;
  std::optional<CompiledPlan> compiled;
};

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the key tables say which maps have paths for keys, and which have a short form") {
  CHECK(path_rules().maps_of_paths ==
        Texts{"risks.*.impact", "investment.pillars.*.lifts", "variants.*"});
  REQUIRE(path_rules().shorthands.size() == 1);
  CHECK(path_rules().shorthands[0].place == "drivers.*");
  CHECK(path_rules().shorthands[0].key == "draw");
}

TEST_CASE("a value is replaced at every depth") {
  CHECK(Changed(Sets{{"horizon", "3y"}}).good().horizon->source.text == "3y");
  CHECK(Changed(Sets{{"name", "Other"}}).good().name == "Other");
  CHECK(Changed(Sets{{"drivers.g", "10%"}}).good().drivers[0].draw.source.text == "10%");
  CHECK(Changed(Sets{{"drivers.d.every", "year"}}).good().drivers[1].draw_frequency ==
        DrawFrequency::year);
  CHECK(Changed(Sets{{"metrics.a.initial", "7"}}).values(0, "initial") == Texts{"7"});
}

TEST_CASE("a value may be a list or a map") {
  CHECK(Changed(Sets{{"metrics.a.growth", "[1%, 2%]"}}).values(0, "growth") == Texts{"1%", "2%"});
  CHECK(Changed(Sets{{"metrics.a.growth", "5%"}}).values(0, "growth") == Texts{"5%"});
  CHECK(Changed(Sets{{"metrics.b", "{formula: a * 3}"}}).values(1, "formula") == Texts{"a * 3"});
  CHECK(Changed(Sets{{"drivers.d", "{draw: \"normal(1, 2)\", every: year}"}})
            .good()
            .drivers[1]
            .draw_frequency == DrawFrequency::year);
}

TEST_CASE("lists go by index from 0") {
  CHECK(Changed(Sets{{"metrics.a.growth.1", "5%"}}).values(0, "growth") ==
        Texts{"40%", "5%", "20%"});
  CHECK(Changed(Sets{{"metrics.a.growth.0", "null"}}).values(0, "growth") == Texts{"30%", "20%"});
  CHECK(Changed(Sets{{"metrics.a.growth.3", "5%"}}).errors() ==
        "--set metrics.a.growth.3: error: there is no item 3 (the list has 3 items); items are "
        "counted from 0");
}

TEST_CASE("null removes parts of a plan") {
  CHECK(Changed(Sets{{"metrics.b.label", "null"}}).good().metrics[1].label.empty());
  CHECK(Changed(Sets{{"targets", "null"}}).good().targets.empty());
  CHECK(Changed(Sets{{"drivers.g", "null"}}).good().drivers.size() == 1);
  CHECK(Changed(Sets{{"drivers.nothing", "null"}}).errors() ==
        "--set drivers.nothing: error: there is no 'nothing' to remove");
  CHECK(Changed(Sets{{"risks.outage", "null"}}).errors() ==
        "--set risks.outage: error: there is no 'risks' to remove");
  CHECK_FALSE(Changed(Sets{{"metrics.a", "null"}}).compiled);
}

TEST_CASE("what is missing on the way is created, where the format allows it") {
  CHECK(Changed(Sets{{"simulation.paths", "10k"}}).compiled->simulation.paths == 10000);
  CHECK(Changed(Sets{{"metrics.c.formula", "b + 1"}}).good().metrics.size() == 3);
  CHECK(Changed(Sets{{"targets.small.when", "b < 1"}}).good().targets.size() == 2);
  CHECK(Changed(Sets{{"drivers.new", "5"}, {"metrics.c.formula", "new"}}).good().drivers.size() ==
        3);
  CHECK(Changed(Sets{{"metrics.a.grwth", "5"}})
            .errors()
            .starts_with("--set metrics.a.grwth: error: unknown key 'grwth' (metric a (compound)"));
  CHECK(Changed(Sets{{"metrics.a.initial.x", "5"}}).errors() ==
        "--set metrics.a.initial.x: error: 'metrics.a.initial' is text, not a map (a path "
        "can continue only below a map or a list)");
}

TEST_CASE("the last change wins") {
  CHECK(Changed(Sets{{"drivers.g", "10%"}, {"drivers.g", "20%"}})
            .good()
            .drivers[0]
            .draw.source.text == "20%");
  CHECK(Changed(Sets{{"drivers.g", "null"}, {"drivers.g", "20%"}}).good().drivers.size() == 2);
}

TEST_CASE("a changed value's mistake is shown in the option") {
  CHECK(
      Changed(Sets{{"drivers.g", "5m"}}).errors() ==
      "--set drivers.g: error: '5m' is ambiguous (m alone is not a unit); write 5M (millions), 5mo "
      "(months) or 5min (minutes)");
  CHECK(Changed(Sets{{"metrics.a.growth", "[10%, c]"}})
            .errors()
            .starts_with("--set metrics.a.growth: error: unknown name 'c'"));
}

namespace {

// Something of every part of the format.
constexpr auto kWhole =
    "escala: 1\n"
    "name: P\n"
    "horizon: 5y\n"
    "drivers:\n"
    "  g: normal(40%, 5%)\n"
    "  d: {draw: \"normal(0, 1)\", every: month}\n"
    "correlations:\n"
    "  - {between: [arr.shock, d], rho: 50%}\n"
    "metrics:\n"
    "  arr: {unit: USD, model: compound, initial: $5M, growth: [40%, 30%], volatility: 5%}\n"
    "  headcount: {unit: people, model: staffing, initial: 40, need: arr / $200k, speed: 25%/mo}\n"
    "risks:\n"
    "  r: {category: market, frequency: 1/y, duration: 3mo,\n"
    "      impact: {arr: 5%, headcount.speed: 10%}}\n"
    "investment:\n"
    "  budget: $10M\n"
    "  pillars: {product: {share: 50%, lifts: {arr.growth: 25%}, half_at: $4M}}\n"
    "targets:\n"
    "  goal: {when: arr > $6M}\n"
    "variants:\n"
    "  low: {drivers.g: 10%}\n";

// kWhole with one change: what is at the path then, and what is wrong with the plan.
struct Change {
  Change(const std::string& path, const std::string& value) {
    auto root = read_yaml(sources.add("f", kWhole), diagnostics);
    REQUIRE(root);
    const Source& at = sources.add("--set", path, true);
    auto node = read_option_value(sources.add("value", value, true), diagnostics);
    REQUIRE(node);
    Diagnostics unused;
    overlay(*root, {path, {&at, 0, static_cast<std::uint32_t>(path.size())}, {}}, std::move(*node),
            path_rules(), unused);
    if (const Node* changed = find_path(*root, path))
      found = changed->kind == Node::Kind::scalar ? changed->text.text
                                                  : std::string(kind_name(changed->kind));
    const Plan plan = Plan::read("f", kWhole);
    valid = plan.compile({.sets = {path + "=" + value}}, diagnostics).compiled.has_value();
    for (const Diagnostic& each : diagnostics.sorted())
      errors += to_text(each);
  }

  Sources sources;
  Diagnostics diagnostics;
  std::string found = "nothing";
  std::string errors;
  bool valid = false;
};

} // namespace

TEST_CASE("everything that has a dotted path can be replaced or added") {
  const std::vector<std::pair<std::string, std::string>> changes{
      {"name", "Other"},
      {"description", "Some words"},
      {"start", "2027-01"},
      {"horizon", "3y"},
      {"fiscal_year", "4"},
      {"simulation.seed", "7"},
      {"simulation.paths", "10k"},
      {"drivers.g", "10%"},
      {"drivers.g.draw", "10%"},
      {"drivers.g.every", "year"},
      {"drivers.d.every", "month"},
      {"drivers.new", "5%"},
      {"drivers.new.draw", "5%"},
      {"correlations.0.rho", "-20%"},
      {"metrics.arr.initial", "$8M"},
      {"metrics.arr.growth", "50%"},
      {"metrics.arr.growth.1", "20%"},
      {"metrics.arr.persistence", "85%"},
      {"metrics.arr.label", "ARR"},
      {"metrics.arr.max", "$1B"},
      {"metrics.headcount.attrition", "10%/y"},
      {"metrics.new.formula", "arr * 2"},
      {"risks.r.frequency", "2/y"},
      {"risks.r.category", "financial"},
      {"risks.r.impact.arr", "2%"},
      {"risks.r.impact.headcount", "3"},
      {"risks.r.impact.headcount.speed", "5%"},
      {"risks.r.impact.arr.growth", "5%"}, // beside the key arr
      {"risks.r.mitigation.prevention", "20%"},
      {"investment.budget", "$20M"},
      {"investment.over", "2y"},
      {"investment.pillars.product.share", "20%"},
      {"investment.pillars.product.lifts.arr.growth", "30%"},
      {"investment.pillars.product.lifts.headcount.speed", "30%"},
      {"targets.goal.confidence", "60%"},
      {"targets.goal.by", "3y"},
      {"targets.all.confidence", "20%"},
      {"targets.new.when", "headcount > 50"},
      {"variants.low.drivers.g", "5%"},
      {"variants.low.drivers.g.every", "year"},
      {"variants.low.horizon", "3y"},
      {"variants.high.metrics.arr.initial", "$9M"},
  };
  for (const auto& [path, value] : changes) {
    const Change change(path, value);
    INFO(path << "\n" << change.errors);
    CHECK(change.found == value);
    CHECK(change.valid);
  }
}

TEST_CASE("lists and maps can be given whole") {
  for (const auto& [path, value] : std::vector<std::pair<std::string, std::string>>{
           {"metrics.arr.growth", "[50%, 20%]"},
           {"correlations", "[]"},
           {"drivers.g", "{draw: 5%, every: year}"},
           {"investment.pillars.new", "{share: 10%, lifts: {g: 5%}, half_at: $1M}"},
           {"risks.s", "{frequency: 1/y, impact: {arr: 1%}}"},
           {"variants.high", "{drivers.g: 50%}"}}) {
    const Change change(path, value);
    INFO(path << "\n" << change.errors);
    CHECK(change.valid);
    CHECK((change.found == "a map" || change.found == "a list"));
  }
}

TEST_CASE("null removes whatever has a path") {
  for (const char* path :
       {"drivers.g", "correlations", "correlations.0", "metrics.arr.growth.1", "risks", "risks.r",
        "risks.r.category", "risks.r.impact.arr", "risks.r.impact.headcount.speed", "investment",
        "targets", "targets.goal", "variants", "variants.low", "variants.low.drivers.g"}) {
    const Change change(path, "null");
    INFO(path << "\n" << change.errors);
    CHECK(change.found != "10%");
    CHECK(change.valid);
  }
  for (const char* path : {"risks.r.impact.arr.growth", "variants.low.drivers", "targets.all",
                           "investment.pillars.product.lifts.arr", "simulation.seed"})
    CHECK(Change(path, "null").errors.find("to remove") != std::string::npos);
}

} // namespace escala
