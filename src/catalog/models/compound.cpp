// SPDX-License-Identifier: Apache-2.0
// Compound growth whose rate decays towards a long-run rate.
#include <array>
#include <cmath>

#include "catalog/models/lane_functions.h"
#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
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
                  .doc = "share of a year's growth above long_run that the next year keeps",
                  .example = "85%",
                  .also = "decay persistence_rate"},
    ParameterSpec{.name = "long_run",
                  .unit = ParameterUnit::growth,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = {.low = -1, .above_low = true},
                  .unlikely_from = 1,
                  .doc = "the annual growth that decay ends at",
                  .example = "3%",
                  .also = "terminal_growth long_term terminal steady_state"},
    kVolatility,
    ParameterSpec{.name = "growth_volatility",
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .percent = true,
                  .unlikely_from = 5,
                  .doc = "annual volatility of the growth itself, which decays as the growth does",
                  .example = "10%"},
};

constexpr std::array kDraws{ModelDraw{.name = "growth_shock",
                                      .distribution = "normal",
                                      .parameter = {},
                                      .only_with = "growth_volatility"}};

// u is the log growth that the growth shocks have added. Each month keeps a part of it and adds a
// new shock. It is 0 in the first step.
void drift(const StepBlock& block, Column next) {
  Column u = block.memory[0];
  if (block.month == 1)
    u = 0;
  next *= (u * kMonthInYears).unaryExpr(kExp);
  const Eigen::ArrayXd kept = block.parameters[persistence].unaryExpr(
      [](double annual) { return std::pow(annual, kMonthInYears); });
  u = kept * u + block.parameters[growth_volatility] * std::sqrt(kMonthInYears) * block.draws[0];
}

bool has_drift(const MemoryQuery& query) { return query.constants[growth_volatility] != 0.0; }

// One column for u, and one for the monthly growth factor if it is the same all year.
std::size_t memory(const MemoryQuery& query) {
  return (has_drift(query) ? 1U : 0U) + (query.steady ? 1U : 0U);
}

// An actual month has no growth shock: u stays 0.
void on_actual_month(const StepBlock& block) {
  if (block.month > 0 && block.draws.has(0))
    block.memory[0] = 0;
}

double whole_power(double base, int exponent) {
  double power = 1;
  for (int i = 0; i < exponent; ++i)
    power *= base;
  return power;
}

// The factor of a month. An annual growth of -100% or less is a mistake.
void monthly_growth(const StepBlock& block, Column factor) {
  const ConstColumn end = block.parameters[long_run];
  const Eigen::ArrayXd decay = block.parameters[persistence].unaryExpr(
      [years = block.held_years](double annual) { return whole_power(annual, years); });
  factor = end + (block.parameters[growth] - end) * decay;
  factor = (factor <= -1).select(kInvalid, 1 + factor);
  roots(factor, kMonthInYears, factor);
}

void step(const StepBlock& block, Column next) {
  const bool drifts = block.draws.has(0);
  Column factor = block.steady ? block.memory[drifts ? 1 : 0] : next;
  if (!block.steady || block.year_begins)
    monthly_growth(block, factor);
  if (!drifts && block.shock.exists()) {
    next = block.previous * factor * block.shock;
    return;
  }
  next = block.previous * factor;
  if (drifts)
    drift(block, next);
  apply_shock(block, next);
}

SheetTerm sheet_step(SheetMonth& month) {
  const std::vector<SheetTerm>& of = month.parameters;
  const SheetTerm decay = power(of[persistence], SheetTerm(month.held_years));
  const SheetTerm rate = of[long_run] + (of[growth] - of[long_run]) * decay;
  SheetTerm next = month.previous * power(1 + rate, month_in_years());
  if (month.draws[0].exists()) {
    SheetRow& drift = month.row("drift of the growth");
    const SheetTerm before =
        drift.has(month.month - 1) ? drift.cell(month.month - 1) : SheetTerm(0);
    next = next * exponential(before / SheetTerm(12));
    drift.put(month.month, power(of[persistence], month_in_years()) * before +
                               of[growth_volatility] * root(month_in_years()) * month.draws[0]);
  }
  return with_shock(next, month);
}

void sheet_actual_month(SheetMonth& month) {
  if (month.month > 0 && month.draws[0].exists())
    month.row("drift of the growth").put(month.month, SheetTerm(0));
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
    .on_actual_month = on_actual_month,
    .memory = memory,
    .failure = "it overflows, or the growth of the month is -100% a year or less",
    .example = "arr: {unit: USD, model: compound, initial: $5M, growth: 200%, persistence: 85%, "
               "volatility: 25%}",
    .also = "exponential compounding cagr growth gbm geometric",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
    .sheet_actual_month = sheet_actual_month,
};

} // namespace escala
