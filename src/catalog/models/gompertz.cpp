// SPDX-License-Identifier: Apache-2.0
// Gompertz growth towards a limit.
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, growth, limit, volatility };

constexpr std::array kParameters{
    ParameterSpec{.name = "initial",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::opening,
                  .range = {.low = 0, .above_low = true},
                  .at_opening = true,
                  .doc = "the opening balance, month 0",
                  .example = "200k"},
    ParameterSpec{.name = "growth",
                  .unit = ParameterUnit::growth,
                  .range = {.low = -1, .above_low = true},
                  .unlikely_from = 10,
                  .doc = "annual growth at the start",
                  .example = "300%"},
    ParameterSpec{.name = "limit",
                  .unit = ParameterUnit::level,
                  .range = {.low = 0, .above_low = true},
                  .doc = "the level that growth ends at, above the start",
                  .example = "200M"},
    kVolatility,
};

// The logarithm of limit / x shrinks by a constant factor.
double grow(double x, double start, double annual, double ceiling) {
  const double distance = std::log(ceiling / start);
  if (!(distance > 0))
    return is_undefined(distance) ? distance : kInvalid;
  const double kept = std::exp(-std::log1p(annual) / distance * kMonthInYears);
  return x == 0 ? 0.0 : ceiling * std::exp(-std::log(ceiling / x) * kept);
}

void step(const StepBlock& block, double* next) {
  const auto& parameters = block.parameters;
  for (std::size_t i = 0; i < block.lanes; ++i)
    next[i] = grow(block.previous[i], parameters[initial][i], parameters[growth][i],
                   parameters[limit][i]);
  apply_shock(block, next);
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[limit] || *arguments[initial] < *arguments[limit])
    return {};
  return {"limit", "initial must be below limit"};
}

} // namespace

const ModelSpec kGompertz{
    .name = "gompertz",
    .doc = "growth that slows early as it nears a limit",
    .formula = "y = ln(limit / x) <- y * k^dt, k = exp(-ln(1 + growth) / ln(limit / initial)); "
               "x <- x * shock",
    .source = "Gompertz (1825), stepped exactly",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .requirement = requirement,
    .failure = "it overflows, or limit is not above initial",
    .example = "users: {unit: users, model: gompertz, initial: 200k, growth: 300%, limit: 200M}",
};

} // namespace escala
