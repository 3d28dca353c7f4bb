// SPDX-License-Identifier: Apache-2.0
// Metrics that a plan writes itself: `formula`, and `initial` + `next`.
#include <algorithm>
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"

namespace escala {
namespace {

constexpr std::array kFormulaParameters{ParameterSpec{.name = "formula",
                                                      .unit = ParameterUnit::level,
                                                      .drawn_monthly = true,
                                                      .at_opening = true,
                                                      .doc = "the value of every month"}};

constexpr std::array kNextParameters{
    kInitial,
    ParameterSpec{.name = "next",
                  .unit = ParameterUnit::level,
                  .drawn_monthly = true,
                  .doc = "the value of the month; the metric's own name is last month's"},
    kVolatility,
};

constexpr std::array kSpendingParameters{ParameterSpec{.name = "spent",
                                                       .unit = ParameterUnit::level,
                                                       .presence = Presence::optional,
                                                       .at_opening = true,
                                                       .doc = "what the pillars have spent"}};

void evaluate_formula(const StepBlock& block, double* next) {
  std::copy_n(block.parameters[0], block.lanes, next);
}

void evaluate_next(const StepBlock& block, double* next) {
  std::copy_n(block.parameters[1], block.lanes, next);
  apply_shock(block, next);
}

} // namespace

const ModelSpec kFormula{
    .name = "formula",
    .doc = "a value that follows from others in the same month",
    .formula = "x = formula",
    .source = "",
    .parameters = kFormulaParameters,
    .draws = {},
    .open = evaluate_formula,
    .step = evaluate_formula,
    .from_itself = false,
    .failure = "it overflows",
};

const ModelSpec kNext{
    .name = "next",
    .doc = "a value that follows from last month's",
    .formula = "x <- next * shock",
    .source = "",
    .parameters = kNextParameters,
    .draws = {},
    .open = open_at_initial,
    .step = evaluate_next,
    .failure = "it overflows",
};

const ModelSpec kSpending{
    .name = "investment",
    .doc = "what the pillars of the investment have spent",
    .formula = "x = sum of the pillars' spend so far",
    .source = "",
    .parameters = kSpendingParameters,
    .draws = {},
    .open = evaluate_formula,
    .step = evaluate_formula,
    .from_itself = false,
    .failure = "it overflows, or a pillar spends more than its share of the budget",
};

} // namespace escala
