// SPDX-License-Identifier: Apache-2.0
// Every description is complete, and every example in it stands in a plan that holds.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "escala/catalog/distribution.h"
#include "escala/catalog/function.h"
#include "escala/describe/reference.h"
#include "escala/plan/plan.h"
#include "escala/scenario/keys.h"

namespace {

using namespace escala;

// The example plan, changed.
class ChangedExample {
 public:
  ChangedExample& with(const std::string& path, std::string_view yaml) {
    const bool quoted = yaml.size() > 1 && yaml.front() == '"' && yaml.back() == '"';
    changes_.settings.push_back(
        {"example", path, std::string(quoted ? yaml.substr(1, yaml.size() - 2) : yaml)});
    return *this;
  }
  ChangedExample& without(const std::string& path) { return with(path, "null"); }

  // Everything that is said of it, but of drivers that a changed example no longer reads.
  std::string said() const {
    Diagnostics diagnostics;
    const Plan plan = Plan::read("example", std::string(example_plan()));
    plan.compile(changes_, diagnostics);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.sorted())
      if (!diagnostic.problem.starts_with("nothing reads the driver"))
        text += to_text(diagnostic);
    return text;
  }

 private:
  Changes changes_;
};

void check_example(const std::string& path, std::string_view example) {
  INFO(path << ": " << example);
  ChangedExample plan;
  if (path == "metrics.arr.total") // only what is split has one
    plan.with("metrics.arr.each", "region");
  if (path == "metrics.arr.fill") // only values by quarter or year have one
    plan.with("metrics.arr.actual", "{2025-12: 5M, 2026-03: 5.2M}");
  if (path == "drivers.example") // a driver that nothing reads is warned of
    plan.with("metrics.reader", "{formula: example}");
  if (path == "investment.discount") // only what an investment is worth is discounted
    plan.with("investment.value", "arr");
  CHECK(plan.with(path, example).said() == "");
}

void check_line(std::string_view name, std::string_view line) {
  INFO(name << ": " << line);
  CHECK(!line.empty());
  CHECK(line.find('\n') == std::string_view::npos);
  CHECK(!line.ends_with('.'));
}

// "arr: {...}"
struct MetricExample {
  explicit MetricExample(const ModelSpec& model)
      : path("metrics." + std::string(model.example.substr(0, model.example.find(':')))),
        metric(model.example.substr(model.example.find(':') + 2)) {}

  std::string path;
  std::string_view metric;
};

void check_model(const ModelSpec& model) {
  check_line(model.name, model.doc);
  check_line(model.name, model.formula);
  check_line(model.name, model.source);
  const MetricExample example(model);
  check_example(example.path, example.metric);
  for (const ParameterSpec& parameter : model.parameters) {
    check_line(parameter.name, parameter.doc);
    ChangedExample plan;
    plan.with(example.path, example.metric);
    if (!parameter.instead_of.empty())
      plan.without(fmt::format("{}.{}", example.path, parameter.instead_of));
    INFO(model.name << " " << parameter.name << ": " << parameter.example);
    CHECK(plan.with(fmt::format("{}.{}", example.path, parameter.name), parameter.example).said() ==
          "");
  }
}

void check_keys(const KeyMap& map) {
  for (const KeySpec& key : map.keys) {
    check_line(key.name, key.doc);
    if (key.status != KeyStatus::planned)
      check_example(map.path.empty() ? std::string(key.name)
                                     : fmt::format("{}.{}", map.path, key.name),
                    key.example);
    if (key.map != nullptr)
      check_keys(*key.map);
  }
}

std::string file(const std::string& name) {
  std::ifstream stream(std::string(ESCALA_SOURCE_DIR) + "/" + name);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

} // namespace

TEST_CASE("the example plan holds") { CHECK(ChangedExample().said() == ""); }

TEST_CASE("models describe themselves, with examples that hold") {
  for (const ModelSpec* model : growth_models())
    check_model(*model);
  check_model(formula_model());
  check_model(next_model());
  for (const ParameterSpec& parameter : common_parameters())
    check_example(fmt::format("metrics.arr.{}", parameter.name), parameter.example);
}

TEST_CASE("distributions describe themselves, with examples that hold") {
  for (const DistributionSpec* spec : distributions()) {
    check_line(spec->name, spec->doc);
    check_line(spec->name, spec->formula);
    check_line(spec->name, spec->source);
    for (const DistributionParameter& parameter : spec->parameters)
      check_line(parameter.name, parameter.doc);
    check_example("drivers.example", fmt::format("\"{}\"", spec->example));
  }
}

TEST_CASE("functions, operators and terms describe themselves, with examples that hold") {
  const auto check = [](const auto& spec) {
    check_line(spec.name, spec.doc);
    check_example("metrics.example", fmt::format("{{formula: \"{}\"}}", spec.example));
  };
  for (const FunctionSpec& spec : functions())
    check(spec);
  for (const FunctionSpec& spec : operators())
    check(spec);
  for (const TimeFunctionSpec& spec : time_functions())
    check(spec);
  for (const LanguageTerm& term : language_terms())
    check(term);
}

TEST_CASE("keys describe themselves, with examples that hold") {
  check_keys(kScenarioKeys);
  check_keys(kJointKeys);
  check_example("metrics.arr.model", kModelKey.example);
}

TEST_CASE("docs/reference.md is what the descriptions say") {
  CHECK(file("docs/reference.md") == reference()); // the target update-reference writes it
}
