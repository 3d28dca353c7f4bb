// SPDX-License-Identifier: Apache-2.0
// Hiring towards a need, at a limited speed.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
#include "escala/columns/arithmetic.h"

namespace escala {
namespace {

enum Parameter { initial, need, speed, attrition, max_hires, lead };

constexpr std::array kParameters{
    initial_such_as("40"),
    ParameterSpec{.name = "need",
                  .unit = ParameterUnit::level,
                  .delayed_by = "lead",
                  .aim = true,
                  .doc = "how many are needed",
                  .example = "120",
                  .also = "demand target required goal plan"},
    ParameterSpec{.name = "speed",
                  .unit = ParameterUnit::rate,
                  .presence = Presence::optional,
                  .fallback = 1,
                  .range = kNotNegative,
                  .percent = true,
                  .unlikely_from = 13,
                  .doc = "share of the open positions filled per time",
                  .example = "25%/mo",
                  .also = "hiring_speed hiring_rate rate"},
    ParameterSpec{.name = "attrition",
                  .unit = ParameterUnit::rate,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .percent = true,
                  .loses = true,
                  .unlikely_from = 1,
                  .doc = "share that leaves per time",
                  .example = "15%/y",
                  .also = "churn turnover attrition_rate"},
    ParameterSpec{.name = "max_hires",
                  .unit = ParameterUnit::level_per_time,
                  .presence = Presence::optional,
                  .range = kNotNegative,
                  .doc = "the most that can be hired per time",
                  .example = "10/mo",
                  .also = "hiring_limit max_hiring hire_cap"},
    ParameterSpec{.name = "lead",
                  .unit = ParameterUnit::duration,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .constant = true,
                  .whole_months = true,
                  .doc = "the delay before a need is seen",
                  .example = "3mo",
                  .also = "lead_time delay"},
};

// Rates are per month, and a step is one month. If the need falls, nobody is dismissed.
void step(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumnList& of = block.parameters;
  if (!of.has(max_hires)) {
    next = x + of[speed] * (of[need] - x).max(0.0) - x * of[attrition];
  } else {
    next = of[speed] * (of[need] - x).max(0.0); // hires
    smaller_of(next, of[max_hires], next);
    next = x + next - x * of[attrition];
  }
  if ((of[attrition] > 1).any()) // a drawn attrition: nobody is left twice
    next = (of[attrition] > 1).select(next.max(0.0), next);
}

SheetTerm sheet_step(SheetMonth& month) {
  const SheetTerm& x = month.previous;
  const std::vector<SheetTerm>& of = month.parameters;
  SheetTerm hires = of[speed] * most(of[need] - x, 0);
  if (of[max_hires].exists())
    hires = least(hires, of[max_hires]);
  const SheetTerm next = x + hires - x * of[attrition];
  constexpr double kUsual = 0.25; // of a month: far from all
  if (of[attrition].value() <= kUsual)
    return next;
  return choice(compared(of[attrition], ">", 1), most(next, 0), next);
}

} // namespace

const ModelSpec kStaffing{
    .name = "staffing",
    .doc = "people hired towards a need, with attrition and a hiring limit",
    .formula = "x <- x + hires - x * attrition * dt, hires = speed * dt * max(0, need - x), at "
               "most max_hires * dt",
    .source = "stock adjustment",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .failure = "it overflows",
    .example = "headcount: {unit: people, model: staffing, initial: 40, need: arr / $180k, speed: "
               "25%/mo, attrition: 15%/y}",
    .also = "hiring headcount workforce",
    .sheet_open = sheet_opening,
    .sheet_step = sheet_step,
};

} // namespace escala
