// SPDX-License-Identifier: Apache-2.0
// Parameters and steps that several models share.
#pragma once

#include "escala/catalog/growth_model.h"
#include "escala/catalog/sheet_month.h"

namespace escala {

inline constexpr std::string_view kInitialWords =
    "start initial_value opening start_value base init starting begin x0 value";

inline constexpr ParameterSpec kInitial{.name = "initial",
                                        .unit = ParameterUnit::level,
                                        .role = ParameterRole::opening,
                                        .at_opening = true,
                                        .at_step = false,
                                        .doc = "the opening balance, month 0",
                                        .example = "5M",
                                        .also = kInitialWords};

constexpr ParameterSpec initial_such_as(std::string_view example) {
  ParameterSpec parameter = kInitial;
  parameter.example = example;
  return parameter;
}

inline constexpr ParameterSpec kNotNegativeInitial{.name = "initial",
                                                   .unit = ParameterUnit::level,
                                                   .role = ParameterRole::opening,
                                                   .range = kNotNegative,
                                                   .at_opening = true,
                                                   .at_step = false,
                                                   .doc = "the opening balance, month 0",
                                                   .example = "5M",
                                                   .also = kInitialWords};

inline constexpr ParameterSpec kVolatility{
    .name = "volatility",
    .role = ParameterRole::volatility,
    .presence = Presence::optional,
    .fallback = 0,
    .range = kNotNegative,
    .percent = true,
    .unlikely_from = 5,
    .doc = "annual volatility of the monthly shock, which keeps the mean",
    .example = "20%",
    .also = "vol sigma sd std noise stdev"};

// Growth of -100% a year or less leaves nothing to grow.
inline constexpr ParameterSpec kGrowth{.name = "growth",
                                       .unit = ParameterUnit::growth,
                                       .range = {.low = -1, .above_low = true},
                                       .form = ParameterForm::yearly,
                                       .decays_by = "persistence",
                                       .unlikely_from = 10,
                                       .doc = "annual growth; a list gives one for each year",
                                       .example = "50%",
                                       .also = "growth_rate rate cagr annual_growth g yoy r"};

// The first parameter is `initial`.
inline void open_at_initial(const StepBlock& block, Column value) { value = block.parameters[0]; }

inline void apply_shock(const StepBlock& block, Column value) {
  if (block.shock.exists())
    value *= block.shock;
}

// The same for a spreadsheet.
inline SheetTerm sheet_opening(SheetMonth& month) { return month.parameters[0]; }

inline SheetTerm with_shock(const SheetTerm& value, const SheetMonth& month) {
  return month.shock.exists() ? value * month.shock : value;
}

} // namespace escala
