// SPDX-License-Identifier: Apache-2.0
// A new analysis is a list of runs and a fold: what the odds of a target are at several values of
// the plan. Nothing else has to know of it.
#include <cmath>
#include <deque>
#include <string>
#include <vector>

#include "escala/plan/open_plan.h"
#include "escala/render/format.h"
#include "escala/report/described.h"
#include "escala/report/document.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// x at month 12 is lognormal with median 100 (1 + growth) / e^(0.02) and sigma 20%.
const std::string kPlan = "escala: 1\n"
                          "name: P\n"
                          "horizon: 12mo\n"
                          "metrics: {x: {model: compound, initial: 100, growth: 10%, "
                          "volatility: 20%}}\n"
                          "targets: {goal: {when: x >= 120, at: 12mo}}\n";

double chance(double growth) {
  const double score = (std::log(1 + growth) - 0.02 - std::log(1.2)) / 0.2;
  return std::erfc(-score / std::sqrt(2)) / 2;
}

struct Odds {
  double value = 0;
  Judgement judgement;
};

std::vector<Odds> odds_along(const OpenPlan& plan, const std::vector<double>& values) {
  std::deque<OpenPlan::Point> points;
  std::deque<JudgeObserver> judges;
  std::vector<Run> runs;
  Diagnostics diagnostics;
  for (const double value : values) {
    const auto& point = points.emplace_back(plan.at(std::vector{value}, diagnostics).value());
    runs.push_back({.model = &point.plan->model,
                    .paths = 20'000,
                    .inputs = point.inputs,
                    .observers = {&judges.emplace_back()}});
  }
  Workers workers(2);
  REQUIRE(simulate(runs, workers).status == RunStatus::done);
  std::vector<Odds> odds;
  for (std::size_t i = 0; i < values.size(); ++i)
    odds.push_back({values[i], judge_hits(Sampler::random, judges[i].tally().targets[0].hits,
                                          judges[i].tally().paths, 0.5, true)});
  return odds;
}

Document odds_document(const std::vector<Odds>& odds) {
  Section section{.name = "odds", .title = "What if"};
  LineChart chart{.along = {}, .unit = {}, .lines = {{"goal", {}}}};
  Table table{.columns = {{.heading = "growth"}, {.heading = "goal", .align = Align::right}},
              .groups = {{}}};
  for (const Odds& point : odds) {
    const Judgement& found = point.judgement;
    Number probability = share(found.probability, Precision::tenths);
    probability.error = found.std_error;
    table.groups[0].rows.push_back({{{share(point.value, Precision::shortest)}, {probability}}});
    chart.along.labels.push_back(std::to_string(std::lround(point.value * 100)) + "%");
    chart.lines[0].values.push_back(found.probability);
  }
  section.tables.push_back(std::move(table));
  section.charts.push_back({"How likely is the goal?", std::move(chart)});
  Document document;
  document.sections.push_back(std::move(section));
  return document;
}

} // namespace

TEST_CASE("a study is a list of runs and a fold, and its answer is in every format") {
  Sources sources;
  Diagnostics diagnostics;
  auto open = read_open_value(sources.add("--vary", "metrics.x.growth={0%..60%:4}", true), "USD",
                              diagnostics);
  REQUIRE(open);
  const std::vector<double> values = open->values[0].values;
  auto plan = OpenPlan::open(Plan::read("p.yaml", kPlan), {}, {*open}, diagnostics);
  REQUIRE(plan);
  CHECK(plan->is_input(0));
  const std::vector<Odds> odds = odds_along(*plan, values);
  REQUIRE(odds.size() == 4);
  for (const Odds& point : odds) {
    INFO(point.value);
    CHECK(point.judgement.interval.low <= chance(point.value));
    CHECK(point.judgement.interval.high >= chance(point.value));
  }
  const Document document = odds_document(odds);
  const Answer answer{.documents = {document}, .data = {}, .whole_documents = {document}};
  for (const Format* format : formats()) {
    if (!format->takes<WriteDocuments>())
      continue;
    const std::string text = render(*format, answer, {});
    INFO(text);
    for (const char* part : {"What if", "How likely is the goal?", "20%", "60%"})
      CHECK(text.find(part) != std::string::npos);
  }
}
