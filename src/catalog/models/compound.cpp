// SPDX-License-Identifier: Apache-2.0
// Compound growth whose rate decays towards a long-run rate.
#include <array>
#include <cmath>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, growth, persistence, long_run, volatility, growth_volatility };

constexpr std::array kParameters{
    kInitial,
    kGrowth,
    ParameterSpec{.name = "persistence",
                  .presence = Presence::optional,
                  .fallback = 1,
                  .range = kNotNegative,
                  .percent = true,
                  .unlikely_from = 2,
                  .doc = "share of a year's growth, above the long run, that the next one keeps",
                  .example = "85%"},
    ParameterSpec{.name = "long_run",
                  .unit = ParameterUnit::growth,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = {.low = -1, .above_low = true},
                  .doc = "the annual growth that decay ends at",
                  .example = "3%"},
    kVolatility,
    ParameterSpec{.name = "growth_volatility",
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .percent = true,
                  .doc = "annual volatility of the growth itself, which wears off as growth does",
                  .example = "10%"},
};

constexpr std::array kDraws{ModelDraw{.name = "growth_shock",
                                      .distribution = "normal",
                                      .parameter = {},
                                      .only_with = "growth_volatility"}};

// u, the log growth that the growth shocks have added: what is left of it after a month, and a
// new shock. The first step has none yet.
void drift(const StepBlock& block, double* next) {
  double* u = block.memory[0];
  const double* kept = block.parameters[persistence];
  const double* spread = block.parameters[growth_volatility];
  if (block.month == 1)
    std::fill_n(u, block.lanes, 0.0);
  for (std::size_t i = 0; i < block.lanes; ++i) {
    next[i] *= std::exp(u[i] * kMonthInYears);
    u[i] = std::pow(kept[i], kMonthInYears) * u[i] +
           spread[i] * std::sqrt(kMonthInYears) * block.draws[0][i];
  }
}

bool has_drift(const MemoryQuery& query) { return query.constants[growth_volatility] != 0.0; }

// u, and the growth of a month where it is the same all year.
std::size_t memory(const MemoryQuery& query) {
  return (has_drift(query) ? 1U : 0U) + (query.steady ? 1U : 0U);
}

// In a month whose value is known there is nothing to add: u stays 0.
void known(const StepBlock& block) {
  if (block.month > 0 && block.draws[0] != nullptr)
    std::fill_n(block.memory[0], block.lanes, 0.0);
}

double whole_power(double base, int exponent) {
  double power = 1;
  for (int i = 0; i < exponent; ++i)
    power *= base;
  return power;
}

// The factor of a month. What shrinks by everything in a year is a mistake.
void monthly_growth(const StepBlock& block, double* factor) {
  const double* start = block.parameters[growth];
  const double* kept = block.parameters[persistence];
  const double* rest = block.parameters[long_run];
  for (std::size_t i = 0; i < block.lanes; ++i) {
    const double decay = whole_power(kept[i], block.held_years);
    const double annual = rest[i] + (start[i] - rest[i]) * decay;
    factor[i] = annual <= -1 ? kInvalid : 1 + annual;
  }
  roots(factor, kMonthInYears, factor, block.lanes);
}

void step(const StepBlock& block, double* next) {
  const bool drifts = block.draws[0] != nullptr;
  double* factor = block.steady ? block.memory[drifts ? 1 : 0] : next;
  if (!block.steady || block.year_begins)
    monthly_growth(block, factor);
  if (!drifts && block.shock != nullptr)
    return products_of_three(block.previous, factor, block.shock, next, block.lanes);
  products(block.previous, factor, next, block.lanes);
  if (drifts)
    drift(block, next);
  apply_shock(block, next);
}

} // namespace

const ModelSpec kCompound{
    .name = "compound",
    .doc = "compound growth; persistence below 100% lets the growth decay, as growth does",
    .formula = "x <- x * (1 + g)^dt * e^(u dt) * shock, g = long_run + (growth - long_run) * "
               "persistence^n; u <- persistence^dt * u + growth_volatility * sqrt(dt) * z'",
    .source = "growth persistence after O'Driscoll; n counts years since the start, or since the "
              "last entry of a list began",
    .parameters = kParameters,
    .draws = kDraws,
    .open = open_at_initial,
    .step = step,
    .known = known,
    .memory = memory,
    .failure = "it overflows, or the growth of the month is -100% a year or less",
    .example = "arr: {unit: USD, model: compound, initial: $5M, growth: 200%, persistence: 85%, "
               "volatility: 25%}",
};

} // namespace escala
