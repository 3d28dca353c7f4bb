// SPDX-License-Identifier: Apache-2.0
// Gompertz growth towards a limit.
#include <array>
#include <optional>
#include <span>

#include "catalog/models/lane_functions.h"
#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
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
                  .example = "300%",
                  .also = "growth_rate rate cagr annual_growth g yoy r"},
    ParameterSpec{.name = "limit",
                  .unit = ParameterUnit::level,
                  .range = {.low = 0, .above_low = true},
                  .doc = "the level that growth ends at, above the start",
                  .example = "200M",
                  .also = "capacity carrying_capacity ceiling cap saturation maximum max_value tam "
                          "k plateau asymptote upper_limit market market_size max l"},
    kVolatility,
};

// The logarithm of limit / x shrinks by a constant factor.
void step(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumn end = block.parameters[limit];
  const Eigen::ArrayXd distance = (end / block.parameters[initial]).unaryExpr(kLog);
  next = (-block.parameters[growth].unaryExpr(kLog1p) / distance * kMonthInYears).unaryExpr(kExp);
  next = (x == 0).select(0.0, end * (-(end / x).unaryExpr(kLog) * next).unaryExpr(kExp));
  next = (distance > 0).select(next, distance.unaryExpr([](double not_above) {
    return is_undefined(not_above) ? not_above : kInvalid;
  }));
  apply_shock(block, next);
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[limit] || *arguments[initial] < *arguments[limit])
    return {};
  return {"limit", "initial must be below limit"};
}

SheetTerm sheet_step(SheetMonth& month) {
  const SheetTerm& x = month.previous;
  const SheetTerm& end = month.parameters[limit];
  const SheetTerm distance = logarithm(end / month.parameters[initial]);
  const SheetTerm kept =
      exponential(-logarithm(1 + month.parameters[growth]) / distance * month_in_years());
  const SheetTerm next = end * exponential(-logarithm(end / x) * kept);
  return with_shock(choice(compared(x, "=", 0), SheetTerm(0), next), month);
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
    .also = "gompertzian",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
