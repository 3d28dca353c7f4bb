// SPDX-License-Identifier: Apache-2.0
// escala as a library: from a scenario's text to the median of its curve and the odds of a target.
#include <iostream>

#include "escala/plan/plan.h"
#include "escala/report/make_result.h"
#include "escala/simulate/simulate.h"

int main() {
  const auto plan = escala::Plan::read("plan.yaml", R"(
escala: 1
name: My plan
horizon: 3y
metrics: {arr: {model: compound, initial: $5M, growth: 100% to 200%, persistence: 85%}}
targets: {fifty: {when: arr >= $50M}}
)");
  escala::Diagnostics diagnostics;
  const auto compilation = plan.compile({.sets = {"metrics.arr.initial=$6M"}}, diagnostics);
  for (const auto& diagnostic : diagnostics.sorted())
    std::cerr << to_text(diagnostic);
  if (!compilation.compiled)
    return 2;

  const escala::Model& model = compilation.compiled->model;
  escala::SummaryObserver summary({{0.05, 0.5, 0.95}});
  escala::JudgeObserver judge;
  escala::Workers workers(0); // as many threads as the machine has
  const escala::Run run{.model = &model,
                        .draws = escala::DrawSource(7),
                        .paths = 10'000,
                        .observers = {&summary, &judge}};
  const escala::RunOutcome outcome = simulate(run, workers);
  if (outcome.status != escala::RunStatus::done)
    return 1;
  const auto findings = judge_run(model, judge.tally(), run.draws.sampler(), run.paths);
  std::cout << "median " << summary.metrics()[0].quantiles(model.horizon, 1) << ", P(fifty) "
            << findings.targets[0].probability << "\n";
}
