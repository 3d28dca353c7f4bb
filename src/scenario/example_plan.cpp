// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/keys.h"

namespace escala {

std::string_view example_plan() {
  return R"plan(escala: 1
name: Example
horizon: 5y
simulation: {paths: 10k, seed: 2026}
segments: {region: [americas, europe, asia]}

drivers:
  arr_growth: normal(100%, 20%)
  margin: 60% to 80%
  demand: {draw: "normal(0, 1)", every: month}

correlations:
  - {between: [arr_growth, margin], rho: 50%}

metrics:
  arr: {unit: USD, model: compound, initial: $5M, growth: arr_growth, persistence: 85%, volatility: 25%}
  users: {unit: users, model: logistic, initial: 200k, growth: 100%, limit: 200M}
  cost: {unit: USD/mo, formula: arr * 80%/y}
  cash: {unit: USD, initial: $20M, next: cash + (arr * margin / 12mo - cost) * 1mo}

risks:
  outage: {frequency: 1.2/y, impact: {arr: 2% to 8%}, mitigation: {prevention: 40%}}

investment:
  budget: $10M
  pillars:
    product: {share: 30%, lifts: {arr.growth: 25%}, half_at: $4M}

targets:
  big: {when: arr >= $10M}
  all: {confidence: 25%}

variants:
  cautious: {drivers.arr_growth: 50%}
)plan";
}

} // namespace escala
