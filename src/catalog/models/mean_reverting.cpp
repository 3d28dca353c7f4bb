// SPDX-License-Identifier: Apache-2.0
// Values that vary at random and return to a level: prices, exchange rates, conversion.
#include <array>

#include "catalog/models/lane_functions.h"
#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"

namespace escala {
namespace {

enum Parameter { initial, level, speed, volatility };

constexpr std::array kParameters{
    ParameterSpec{.name = "initial",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::opening,
                  .range = kAboveZero,
                  .at_opening = true,
                  .at_step = false,
                  .doc = "the opening balance, month 0",
                  .example = "80"},
    ParameterSpec{.name = "level",
                  .unit = ParameterUnit::level,
                  .range = kAboveZero,
                  .doc = "the level that it returns to",
                  .example = "70",
                  .also = "mean long_run_mean target equilibrium theta"},
    ParameterSpec{.name = "speed",
                  .unit = ParameterUnit::rate,
                  .range = kNotNegative,
                  .doc = "how fast the distance to the level shrinks; it halves in ln 2 / speed",
                  .example = "50%/y",
                  .also = "reversion kappa rate"},
    kVolatility,
};

// Rates are per month, and a step is one month.
void step(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumn goal = block.parameters[level];
  next = (x == 0).select(
      0.0, goal * ((x / goal).unaryExpr(kLog) * (-block.parameters[speed]).unaryExpr(kExp))
                      .unaryExpr(kExp));
  apply_shock(block, next);
}

SheetTerm sheet_step(SheetMonth& month) {
  const SheetTerm& x = month.previous;
  const SheetTerm& goal = month.parameters[level];
  const SheetTerm next =
      goal * exponential(logarithm(x / goal) * exponential(-month.parameters[speed]));
  return with_shock(choice(compared(x, "=", 0), SheetTerm(0), next), month);
}

} // namespace

const ModelSpec kMeanReverting{
    .name = "mean_reverting",
    .doc = "a value that varies at random and returns to a level",
    .formula = "ln x <- ln level + (ln x - ln level) e^(-speed dt); x <- x * shock",
    .source = "Ornstein-Uhlenbeck in logarithms; Schwartz (1997), model 1",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .failure = "it overflows",
    .example = "price: {unit: USD, model: mean_reverting, initial: $80, level: $70, speed: 50%/y, "
               "volatility: 30%}",
    .also = "ou mean_reversion vasicek ornstein_uhlenbeck",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
