// SPDX-License-Identifier: Apache-2.0
// The time to change one value of scenarios/five_curves.yaml: by compiling the plan again, or by
// setting an input of a compiled model.
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "escala/plan/open_plan.h"
#include "escala/simulate/simulate.h"
#include "measure.h"

namespace escala::bench {
namespace {

Plan five_curves() {
  std::ifstream file(std::string(ESCALA_SOURCE_DIR) + "/scenarios/five_curves.yaml");
  return Plan::read("five_curves.yaml", {std::istreambuf_iterator<char>(file), {}});
}

void compile_anew(benchmark::State& state) {
  const Plan plan = five_curves();
  for (auto _ : state) {
    Diagnostics diagnostics;
    const Compilation compilation =
        plan.compile({.sets = {"metrics.arr.initial=$6M"}}, diagnostics);
    if (!compilation.compiled)
      state.SkipWithError("the plan has a mistake");
    benchmark::DoNotOptimize(compilation.compiled);
  }
}
BENCHMARK(compile_anew)->Name("inputs/compile anew")->Unit(benchmark::kMicrosecond);

// From a new value to a Run with it that is ready to be simulated.
void set_input(benchmark::State& state) {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<OpenValue> values;
  values.push_back(
      *read_open_value(sources.add("vary", "metrics.arr.initial={$5M..$20M}"), "USD", diagnostics));
  const auto open = OpenPlan::open(five_curves(), {}, std::move(values), diagnostics);
  if (!open || !open->is_input(0))
    return state.SkipWithError("the value is not an input");
  double initial = 5e6;
  for (auto _ : state) {
    auto point = open->at(std::array{initial += 1}, diagnostics);
    const Run run{.model = &point->plan->model,
                  .draws = DrawSource(1),
                  .paths = 1000,
                  .inputs = std::move(point->inputs)};
    benchmark::DoNotOptimize(run.inputs.data());
  }
}
BENCHMARK(set_input)->Name("inputs/set an input")->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace escala::bench
