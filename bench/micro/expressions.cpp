// SPDX-License-Identifier: Apache-2.0
// Growth models and the same formulas as custom expressions, measured in turn: the time of both for
// each path and month, including their draws ("value" is the time of the expression), and the ratio
// of the expression's time to the model's. Values drawn once per path are cheap, so that their
// draws hide little of the difference.
#include <algorithm>
#include <stdexcept>
#include <string>

#include "measure.h"
#include "plan.h"

namespace escala::bench {
namespace {

constexpr std::uint64_t kPaths = 10'240;

struct Pair {
  const char* drivers;
  const char* model;
  const char* expression;
};

std::string lines_of(const char* drivers, const char* metric) {
  return "drivers:\n" + std::string(drivers) + "metrics:\n  x: {" + metric + "}\n";
}

// The median time of an odd number of runs, for each path and month.
double median_of(std::vector<double>& seconds) {
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle / static_cast<double>(kPaths * kPlanMonths);
}

void run_pair(benchmark::State& state, const Pair& pair) {
  try {
    Plan model(lines_of(pair.drivers, pair.model));
    Plan expression(lines_of(pair.drivers, pair.expression));
    std::vector<double> of_model;
    std::vector<double> of_expression;
    for (auto _ : state) {
      of_model.push_back(model.run(kPaths));
      of_expression.push_back(expression.run(kPaths));
      state.SetIterationTime(of_expression.back());
    }
    const double model_time = median_of(of_model);
    const double expression_time = median_of(of_expression);
    state.counters["model"] = model_time;
    state.counters["value"] = expression_time;
    state.counters["ratio"] = expression_time / model_time;
  } catch (const std::runtime_error& error) {
    state.SkipWithError(error.what());
  }
}

constexpr Pair kCompound{
    .drivers = "  g: normal(50%, 5%)\n  kept: uniform(80%, 90%)\n",
    .model = "model: compound, initial: 5, growth: g, persistence: kept",
    .expression = "initial: 5, next: x * (1 + g * kept ^ floor((t - 1) / 12)) ^ (1 / 12)"};
BENCHMARK_CAPTURE(run_pair, compound, kCompound)->Name("expressions/compound")->UseManualTime();

constexpr Pair kCompoundWithShock{
    .drivers = "  g: normal(50%, 5%)\n  kept: uniform(80%, 90%)\n"
               "  z: {draw: 'normal(0, 1)', every: month}\n",
    .model = "model: compound, initial: 5, growth: g, persistence: kept, volatility: 25%",
    .expression = "initial: 5, next: x * (1 + g * kept ^ floor((t - 1) / 12)) ^ (1 / 12) * "
                  "exp(0.25 * sqrt(1 / 12) * z - 0.25 ^ 2 / 24)"};
BENCHMARK_CAPTURE(run_pair, compound_with_shock, kCompoundWithShock)
    ->Name("expressions/compound with a shock")
    ->UseManualTime();

constexpr Pair kConstantGrowth{.drivers = "  g: normal(50%, 5%)\n",
                               .model = "model: compound, initial: 5, growth: g",
                               .expression = "initial: 5, next: x * (1 + g) ^ (1 / 12)"};
BENCHMARK_CAPTURE(run_pair, constant_growth, kConstantGrowth)
    ->Name("expressions/compound, constant growth")
    ->UseManualTime();

constexpr Pair kLogistic{.drivers = "  g: normal(50%, 5%)\n",
                         .model = "model: logistic, initial: 5, growth: g, limit: 5k",
                         .expression =
                             "initial: 5, next: 5k / (1 + (5k / x - 1) / (1 + g) ^ (1 / 12))"};
BENCHMARK_CAPTURE(run_pair, logistic, kLogistic)->Name("expressions/logistic")->UseManualTime();

constexpr Pair kMeanReverting{
    .drivers = "  rest: normal(70, 5)\n",
    .model = "model: mean_reverting, initial: 80, level: rest, speed: 50%/y",
    .expression = "initial: 80, next: exp(log(rest) + (log(x) - log(rest)) * exp(-0.5 / 12))"};
BENCHMARK_CAPTURE(run_pair, mean_reverting, kMeanReverting)
    ->Name("expressions/mean_reverting")
    ->UseManualTime();

constexpr Pair kStaffing{
    .drivers = "  wanted: normal(120, 10)\n",
    .model = "model: staffing, initial: 40, need: wanted, speed: 25%/mo, attrition: 1.25%/mo",
    .expression = "initial: 40, next: 'x + 0.25 * max(0, wanted - x) - x * 0.0125'"};
BENCHMARK_CAPTURE(run_pair, staffing, kStaffing)->Name("expressions/staffing")->UseManualTime();

constexpr Pair kLaunches{.drivers = "  n: {draw: poisson(1.8), every: month}\n",
                         .model = "model: launches, initial: 1, rate: 1.8/mo, limit: 195",
                         .expression = "initial: 1, next: 'min(195, x + n)'"};
BENCHMARK_CAPTURE(run_pair, launches, kLaunches)->Name("expressions/launches")->UseManualTime();

} // namespace
} // namespace escala::bench
