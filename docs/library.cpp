// SPDX-License-Identifier: Apache-2.0
// escala as a library: from a scenario's text to the median of its curve and the odds of a target.
#include <array>
#include <iostream>

#include "escala/input/yaml.h"
#include "escala/model/compile.h"
#include "escala/report/make_report.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/validate.h"
#include "escala/simulate/simulate.h"

int main() {
  escala::Sources sources; // outlives everything read from it
  const escala::Source& source = sources.add("plan.yaml", R"(
escala: 1
name: My plan
horizon: 3y
metrics: {arr: {model: compound, initial: $5M, growth: 100% to 200%, persistence: 85%}}
targets: {fifty: {when: arr >= $50M}}
)");
  escala::Diagnostics diagnostics;
  auto root = read_yaml(source, diagnostics);
  auto scenario = root ? bind(*root, diagnostics) : std::nullopt;
  auto valid = scenario ? validate(std::move(*scenario), diagnostics) : std::nullopt;
  for (const auto& diagnostic : diagnostics.sorted())
    std::cerr << to_text(diagnostic);
  if (!valid)
    return 2;

  const escala::Model model = compile(std::move(*valid));
  escala::SummaryObserver summary({{0.05, 0.5, 0.95}});
  escala::JudgeObserver judge;
  const std::array<escala::MonthObserver*, 2> observers{&summary, &judge};
  escala::Workers workers(0); // as many threads as the machine has
  simulate(model, {.seed = 7, .paths = 10'000}, workers, observers);
  const auto findings = judge_run(model, judge.tally(), 10'000);
  std::cout << "median " << summary.metrics()[0].quantiles[1].back() << ", P(fifty) "
            << findings.targets[0].probability << "\n";
}
