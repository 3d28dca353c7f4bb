// SPDX-License-Identifier: Apache-2.0
// What the documents show is what the program does.
#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include "escala/plan/plan.h"
#include "escala/render/format.h"
#include "escala/report/make_result.h"
#include "escala/report/run_document.h"
#include "escala/simulate/simulate.h"
#include "escala/summarize/extremes.h"

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

CompiledPlan compiled(const std::string& text) {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("plan.yaml", text);
  auto compilation = plan.compile({}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(compilation.compiled);
  CHECK(diagnostics.empty());
  return std::move(*compilation.compiled);
}

std::string table(const std::string& text) {
  const auto [model, notes, simulation, output] = compiled(text);
  SummaryObserver summary({{kQuantiles.begin(), kQuantiles.end()}});
  JudgeObserver judge;
  ExtremeObserver extremes({{kQuantiles.begin(), kQuantiles.end()}});
  Workers workers(0);
  const Run run{.model = &model,
                .draws = DrawSource(simulation.seed, simulation.sampler),
                .paths = simulation.paths,
                .observers = {&summary, &judge, &extremes}};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  Findings findings = judge_run(model, judge.tally(), run.draws.sampler(), run.paths);
  findings.curves = &summary.metrics();
  findings.extremes = &extremes.targets();
  const Answer answer{.documents = {run_document(make_result(model, notes, findings, {}))},
                      .data = {}};
  return render(*find_format("table"), answer, {});
}

} // namespace

TEST_CASE("the README's plan gives the README's table") {
  const std::string readme = read("README.md");
  CHECK(table(block(readme, "yaml")) == block(readme, "text"));
}

TEST_CASE("the plan of the language's page is valid") {
  compiled(block(read("docs/language.md"), "yaml"));
}
