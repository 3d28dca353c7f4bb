// SPDX-License-Identifier: Apache-2.0
// Growth by the same amount every month: shops, seats, stock.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"

namespace escala {
namespace {

enum Parameter { initial, slope, volatility };

constexpr std::array kParameters{
    kInitial,
    ParameterSpec{.name = "slope",
                  .unit = ParameterUnit::level_per_time,
                  .doc = "what is added per time",
                  .example = "200/mo",
                  .also = "increment rate step per_month growth"},
    kVolatility,
};

// Amounts are per month, and a step is one month.
void step(const StepBlock& block, Column next) {
  next = block.previous + block.parameters[slope];
  apply_shock(block, next);
}

SheetTerm sheet_step(SheetMonth& month) {
  return with_shock(month.previous + month.parameters[slope], month);
}

} // namespace

const ModelSpec kLinear{
    .name = "linear",
    .doc = "a value that grows by the same amount every month",
    .formula = "x <- (x + slope dt) * shock",
    .source = "an arithmetic series",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .failure = "it overflows",
    .example = "shops: {unit: shops, model: linear, initial: 40, slope: 2/mo}",
    .also = "straight line additive",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
