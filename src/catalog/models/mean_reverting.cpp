// SPDX-License-Identifier: Apache-2.0
// Prices, exchange rates, conversion: what wanders, and comes back.
#include <array>
#include <cmath>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"

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
                  .doc = "the level that it comes back to",
                  .example = "70"},
    ParameterSpec{.name = "speed",
                  .unit = ParameterUnit::rate,
                  .range = kNotNegative,
                  .doc = "how fast the distance to it wears off; half is gone after ln 2 / speed",
                  .example = "50%/y"},
    kVolatility,
};

// Rates are per month, and so is the step.
void step(const StepBlock& block, double* next) {
  for (std::size_t i = 0; i < block.lanes; ++i) {
    const double goal = block.parameters[level][i];
    const double kept = std::exp(-block.parameters[speed][i]);
    const double x = block.previous[i];
    next[i] = x == 0 ? 0.0 : goal * std::exp(std::log(x / goal) * kept);
  }
  apply_shock(block, next);
}

} // namespace

const ModelSpec kMeanReverting{
    .name = "mean_reverting",
    .doc = "what wanders, and comes back to a level",
    .formula = "ln x <- ln level + (ln x - ln level) e^(-speed dt); x <- x * shock",
    .source = "Ornstein-Uhlenbeck in logarithms; Schwartz (1997), model 1",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .failure = "it overflows",
    .example = "price: {unit: USD, model: mean_reverting, initial: $80, level: $70, speed: 50%/y, "
               "volatility: 30%}",
};

} // namespace escala
