// SPDX-License-Identifier: Apache-2.0
// The time per path and month of each growth model, including the work of a run around the step.
// One parameter of each model is drawn once per path, because a plan without uncertainty runs on
// only one path.
#include <stdexcept>
#include <string>

#include "measure.h"
#include "plan.h"

namespace escala::bench {
namespace {

constexpr std::uint64_t kPaths = 10'240;

void run_model(benchmark::State& state, const char* metric) {
  try {
    Plan plan("metrics:\n  x: {unit: x, " + std::string(metric) + "}\n");
    for (auto _ : state)
      state.SetIterationTime(plan.run(kPaths));
    report_value(state, kPaths * kPlanMonths);
  } catch (const std::runtime_error& error) {
    state.SkipWithError(error.what());
  }
}

#define ESCALA_MODEL(name, metric)                                                                 \
  BENCHMARK_CAPTURE(run_model, name, metric)->Name("models/" #name)->UseManualTime()

ESCALA_MODEL(compound, "model: compound, initial: 5, growth: 'normal(50%, 5%)', persistence: 85%");
ESCALA_MODEL(compound_with_shock, "model: compound, initial: 5, growth: 'normal(50%, 5%)', "
                                  "persistence: 85%, volatility: 25%");
ESCALA_MODEL(logistic, "model: logistic, initial: 5, growth: 'normal(50%, 5%)', limit: 5k");
ESCALA_MODEL(gompertz, "model: gompertz, initial: 5, growth: 'normal(50%, 5%)', limit: 5k");
ESCALA_MODEL(bass, "model: bass, market: 10M, innovation: 3%, imitation: 'normal(40%, 4%)'");
ESCALA_MODEL(mean_reverting,
             "model: mean_reverting, initial: 80, level: 'normal(70, 5)', speed: 50%/y");
ESCALA_MODEL(staffing, "model: staffing, initial: 40, need: 'normal(120, 10)', speed: 25%/mo, "
                       "attrition: 15%/y");
ESCALA_MODEL(launches, "model: launches, initial: 1, rate: 1.8/mo, limit: 195");
ESCALA_MODEL(waterfall, "model: waterfall, initial: 'normal(500, 50)', new: 40/mo, "
                        "expansion: 20%/y, churn: 12%/y");
ESCALA_MODEL(cohort, "model: cohort, new: 'normal(1000, 100)/1mo', retention: 'sbg(0.67, 3.8)'");
ESCALA_MODEL(availability, "model: availability, mtbf: 'normal(30d, 1d)', mttr: 2h, copies: 2, "
                           "failover: 30s");

} // namespace
} // namespace escala::bench
