// SPDX-License-Identifier: Apache-2.0
// What the documents show is what the program does.
#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include "escala/input/yaml.h"
#include "escala/model/compile.h"
#include "escala/render/render.h"
#include "escala/report/make_report.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/validate.h"
#include "escala/simulate/simulate.h"

namespace {

using namespace escala;

std::string read(const std::string& name) {
  std::ifstream file(std::string(ESCALA_SOURCE_DIR) + "/" + name);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The first block of a language in a document.
std::string block(const std::string& document, const std::string& language) {
  const std::string open = "```" + language + "\n";
  const std::size_t begin = document.find(open);
  REQUIRE(begin != std::string::npos);
  return document.substr(begin + open.size(),
                         document.find("```", begin + open.size()) - begin - open.size());
}

ValidScenario valid_scenario(const Source& source) {
  Diagnostics diagnostics;
  const auto root = read_yaml(source, diagnostics);
  REQUIRE(root);
  auto scenario = bind(*root, diagnostics);
  REQUIRE(scenario);
  auto valid = validate(std::move(*scenario), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(valid);
  CHECK(diagnostics.empty());
  return std::move(*valid);
}

std::string table(const Source& source) {
  ValidScenario valid = valid_scenario(source);
  const std::uint64_t paths = valid.paths;
  const Model model = compile(std::move(valid));
  SummaryObserver summary({{kQuantiles.begin(), kQuantiles.end()}});
  JudgeObserver judge;
  const std::array<MonthObserver*, 2> observers{&summary, &judge};
  Workers workers(0);
  const RunSpec spec{.seed = model.source.scenario.simulation.seed, .paths = paths};
  REQUIRE(simulate(model, spec, workers, observers).status == RunStatus::done);
  Findings findings = judge_run(model, judge.tally(), paths);
  findings.curves = &summary.metrics();
  const std::array reports{make_report(model, findings, {})};
  return find_format("table")->render(reports, {});
}

} // namespace

TEST_CASE("the README's plan gives the README's table") {
  const std::string readme = read("README.md");
  Sources sources;
  CHECK(table(sources.add("plan.yaml", block(readme, "yaml"))) == block(readme, "text"));
}

TEST_CASE("the plan of the language's page is valid") {
  Sources sources;
  valid_scenario(sources.add("language.yaml", block(read("docs/language.md"), "yaml")));
}
