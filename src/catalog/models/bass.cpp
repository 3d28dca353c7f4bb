// SPDX-License-Identifier: Apache-2.0
// Diffusion of an innovation.
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "catalog/models/lane_functions.h"
#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, market, innovation, imitation, form };
enum Form { continuous, discrete };
enum Memory { monthly }; // discrete form: the year's adopters per month

constexpr int kMonths = 12;

constexpr std::array<std::string_view, 2> kForms{"continuous", "discrete"};

constexpr std::array kParameters{
    ParameterSpec{.name = "initial",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::opening,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .at_opening = true,
                  .doc = "the opening balance, month 0, in addition to the market",
                  .example = "1k"},
    ParameterSpec{.name = "market",
                  .unit = ParameterUnit::level,
                  .range = {.low = 0, .above_low = true},
                  .doc = "how many adopt in the limit",
                  .example = "10M",
                  .also = "tam potential market_size capacity limit m population max"},
    ParameterSpec{.name = "innovation",
                  .unit = ParameterUnit::growth,
                  .range = kNotNegative,
                  .unlikely_from = 1,
                  .doc = "p: the annual share that adopts by itself",
                  .example = "3%",
                  .also = "p innovators"},
    ParameterSpec{.name = "imitation",
                  .unit = ParameterUnit::growth,
                  .range = kNotNegative,
                  .unlikely_from = 3,
                  .doc = "q: the annual pull of those who have adopted",
                  .example = "40%",
                  .also = "q imitators"},
    ParameterSpec{.name = "form",
                  .presence = Presence::optional,
                  .fallback = Form::continuous,
                  .form = ParameterForm::choice,
                  .words = kForms,
                  .constant = true,
                  .doc = "the closed form, or the yearly recursion spread over its months",
                  .example = "discrete"},
};

// The closed form, starting from any share F that has adopted: (p + q F) / (1 - F) grows by the
// factor e^((p + q) dt).
void step_continuous(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumn m = block.parameters[market];
  const ConstColumn p = block.parameters[innovation];
  const ConstColumn q = block.parameters[imitation];
  const Eigen::ArrayXd adopted = ((x - block.parameters[initial]) / m).max(0.0).min(1.0);
  const Eigen::ArrayXd odds =
      (p + q * adopted) / (1 - adopted) * ((p + q) * kMonthInYears).unaryExpr(kExp);
  next = odds.isInf().select(1.0, (odds - p) / (odds + q));
  next = (adopted >= 1 || p + q == 0).select(adopted, next);
  next = x + m * (next - adopted);
}

// The adopters of a year are spread evenly over its months.
void step_discrete(const StepBlock& block, Column next) {
  Column added = block.memory[Memory::monthly];
  if (block.month % kMonths == 1) {
    const ConstColumn m = block.parameters[market];
    const Eigen::ArrayXd adopted = (block.previous - block.parameters[initial]).max(0.0);
    added = (block.parameters[innovation] + block.parameters[imitation] * adopted / m) *
            (m - adopted) / kMonths;
  }
  next = block.previous + added;
}

// A market below `initial` at the start is a mistake. A market that shrinks later only ends the
// growth.
void refuse_small_markets(const StepBlock& block, Column next) {
  next = (block.parameters[initial] > block.parameters[market]).select(kInvalid, next);
}

void step(const StepBlock& block, Column next) {
  if (static_cast<int>(block.parameters[form][0]) == Form::discrete)
    step_discrete(block, next);
  else
    step_continuous(block, next);
  if (block.month == 1)
    refuse_small_markets(block, next);
}

std::size_t memory(const MemoryQuery& query) {
  return query.constants[form] == static_cast<double>(Form::discrete) ? 1 : 0;
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[market] || *arguments[initial] <= *arguments[market])
    return {};
  return {"market", "the market must not be smaller than initial"};
}

SheetTerm sheet_continuous(const SheetMonth& month) {
  const SheetTerm& x = month.previous;
  const SheetTerm& m = month.parameters[market];
  const SheetTerm& p = month.parameters[innovation];
  const SheetTerm& q = month.parameters[imitation];
  SheetRow& share = month.row("share that has adopted");
  share.put(month.month - 1, least(most((x - month.parameters[initial]) / m, 0), 1));
  const SheetTerm adopted = share.cell(month.month - 1);
  SheetRow& odds = month.row("odds: (p + q F) / (1 - F)");
  odds.put(month.month,
           (p + q * adopted) / (1 - adopted) * exponential((p + q) * month_in_years()));
  const SheetTerm now = odds.cell(month.month);
  const SheetTerm still = either(compared(adopted, ">=", 1), compared(p + q, "=", 0));
  return x + m * (choice(still, adopted, (now - p) / (now + q)) - adopted);
}

SheetTerm sheet_discrete(const SheetMonth& month) {
  SheetRow& added = month.row("adopters of a month of this year");
  if (month.month % kMonths == 1) {
    const SheetTerm& m = month.parameters[market];
    const SheetTerm adopted = most(month.previous - month.parameters[initial], 0);
    added.put(month.month,
              (month.parameters[innovation] + month.parameters[imitation] * adopted / m) *
                  (m - adopted) / SheetTerm(kMonths));
  } else {
    added.put(month.month, added.cell(month.month - 1));
  }
  return month.previous + added.cell(month.month);
}

SheetTerm sheet_step(SheetMonth& month) {
  const bool is_discrete = month.parameters[form].is_constant(Form::discrete);
  return is_discrete ? sheet_discrete(month) : sheet_continuous(month);
}

} // namespace

const ModelSpec kBass{
    .name = "bass",
    .doc = "adoption by innovators, and by those who imitate them",
    .formula = "x = initial + market * F(t), F = (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t)); "
               "discrete: yearly n = (p + q N/m) (m - N)",
    .source = "Bass (1969)",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .adds_increments = true,
    .requirement = requirement,
    .memory = memory,
    .failure = "it overflows",
    .example = "users: {unit: users, model: bass, market: 10M, innovation: 3%, imitation: 40%}",
    .also = "diffusion adoption",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
