// SPDX-License-Identifier: Apache-2.0
// Logistic growth towards a limit.
#include <array>
#include <optional>
#include <span>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
#include "escala/columns/elementary.h"

namespace escala {
namespace {

enum Parameter { initial, growth, limit, volatility };

constexpr std::array kParameters{
    kNotNegativeInitial,
    ParameterSpec{.name = "growth",
                  .unit = ParameterUnit::growth,
                  .range = {.low = -1, .above_low = true},
                  .unlikely_from = 10,
                  .doc = "annual growth while far below the limit",
                  .example = "300%",
                  .also = "growth_rate rate cagr annual_growth g yoy r"},
    ParameterSpec{.name = "limit",
                  .unit = ParameterUnit::level,
                  .range = {.low = 0, .above_low = true},
                  .doc = "the level that growth ends at",
                  .example = "200M",
                  .also = "capacity carrying_capacity ceiling cap saturation maximum max_value tam "
                          "k plateau asymptote upper_limit market market_size max l"},
    kVolatility,
};

// The odds x / (limit - x) grow by a constant factor: this is the exact logistic curve. If the
// limit has fallen to x or below, the new x is the limit.
void step(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumn end = block.parameters[limit];
  next = 1 + block.parameters[growth];
  roots(next, kMonthInYears, next);
  apply_shock(block, next);
  next = x / (end - x) * next;
  next = (x >= end || next.isInf()).select(end, end * (next / (1 + next)));
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[limit] || *arguments[initial] < *arguments[limit])
    return {};
  return {"limit", "initial must be below limit"};
}

SheetTerm sheet_step(SheetMonth& month) {
  const SheetTerm& end = month.parameters[limit];
  const SheetTerm factor = with_shock(power(1 + month.parameters[growth], month_in_years()), month);
  SheetRow& odds = month.row("odds: x / (limit - x)");
  const SheetTerm& x = month.previous;
  odds.put(month.month, x / (end - x) * factor);
  const SheetTerm now = odds.cell(month.month);
  return choice(compared(x, ">=", end), end, end * (now / (1 + now)));
}

} // namespace

const ModelSpec kLogistic{
    .name = "logistic",
    .doc = "growth that slows as it nears a limit",
    .formula = "odds x / (limit - x) <- odds * (1 + growth)^dt * shock",
    .source = "Verhulst (1838), stepped exactly",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .requirement = requirement,
    .failure = "it overflows",
    .example = "users: {unit: users, model: logistic, initial: 200k, growth: 300%, limit: 200M, "
               "volatility: 20%}",
    .also = "sigmoid s_curve scurve saturation",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
