// SPDX-License-Identifier: Apache-2.0
// Models that a plan uses without naming them: `formula`, and `initial` + `next`.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"

namespace escala {
namespace {

constexpr std::array kFormulaParameters{
    ParameterSpec{.name = "formula",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::formula,
                  .drawn_monthly = true,
                  .at_opening = true,
                  .doc = "the value of every month",
                  .example = "users / 1k",
                  .also = "expression expr equation calc value"}};

constexpr std::array kNextParameters{
    kInitial,
    ParameterSpec{.name = "next",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::next,
                  .drawn_monthly = true,
                  .doc = "the value of the month; the metric's own name is last month's",
                  .example = "cash + 5k",
                  .also = "step update recurrence then"},
    kVolatility,
};

constexpr std::array kSpendingParameters{ParameterSpec{.name = "spent",
                                                       .unit = ParameterUnit::level,
                                                       .presence = Presence::optional,
                                                       .at_opening = true,
                                                       .doc = "what the pillars have spent",
                                                       .example = ""}};

void evaluate_formula(const StepBlock& block, Column next) { next = block.parameters[0]; }

void evaluate_next(const StepBlock& block, Column next) {
  next = block.parameters[1];
  apply_shock(block, next);
}

SheetTerm sheet_formula(SheetMonth& month) { return month.parameters[0]; }

SheetTerm sheet_next(SheetMonth& month) { return with_shock(month.parameters[1], month); }

} // namespace

const ModelSpec kFormula{
    .name = "formula",
    .doc = "a value that follows from others in the same month",
    .formula = "x = formula",
    .source = "the plan",
    .parameters = kFormulaParameters,
    .draws = {},
    .open = evaluate_formula,
    .step = evaluate_formula,
    .uses_previous = false,
    .failure = "it overflows",
    .example = "runway: {unit: months, formula: \"cash / max($1, -change(cash))\"}",
    .sheet_open = sheet_formula,
    .sheet_step = sheet_formula,
};

const ModelSpec kNext{
    .name = "next",
    .doc = "a value that follows from last month's",
    .formula = "x <- next * shock",
    .source = "the plan",
    .parameters = kNextParameters,
    .draws = {},
    .open = open_at_initial,
    .step = evaluate_next,
    .failure = "it overflows",
    .example = "fund: {unit: USD, initial: $10M, next: fund * 1.002 + $50k}",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_next,
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
    .from_investment = true,
    .uses_previous = false,
    .failure = "it overflows, or a pillar spends more than its share of the budget",
    .example = "",
    .sheet_open = sheet_formula,
    .sheet_step = sheet_formula,
};

} // namespace escala
