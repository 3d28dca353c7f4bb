// SPDX-License-Identifier: Apache-2.0
// Customers by the month in which they came.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"

namespace escala {
namespace {

enum Parameter { new_, initial, value, retention };

constexpr std::array kParameters{
    ParameterSpec{.name = "new",
                  .unit = ParameterUnit::level_per_time,
                  .doc = "how many come per time; those of a month count whole, from month 1 on",
                  .example = "1k/mo",
                  .valued_by = "value",
                  .also = "new_customers additions adds acquisition inflow"},
    ParameterSpec{.name = "initial",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::opening,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .at_opening = true,
                  .at_step = false,
                  .doc = "how many there are in month 0, all of age 0",
                  .example = "1k",
                  .valued_by = "value"},
    ParameterSpec{.name = "value",
                  .unit = ParameterUnit::worth,
                  .presence = Presence::optional,
                  .fallback = 1,
                  .range = kNotNegative,
                  .form = ParameterForm::by_age,
                  .at_opening = true,
                  .doc = "what each one is worth; a list gives it by age in months, from 0 on",
                  .example = "[100%, 110%, 120%]"},
    ParameterSpec{
        .name = "retention",
        .form = ParameterForm::survival,
        .at_opening = false,
        .at_step = false,
        .constant = true,
        .doc = "the share of a cohort that is left: sbg(alpha, beta), or a list by age in months",
        .example = "sbg(0.67, 3.8)",
        .also = "survival survival_curve retention_curve retained"},
};

// The memory has one cohort for each month so far: the customers who came, reduced by losses.
void step(const StepBlock& block, Column next) {
  block.memory[block.month] = block.parameters[block.month == 0 ? initial : new_];
  next = 0;
  for (int month = 0; month <= block.month; ++month)
    next += block.memory[month] * block.survival[static_cast<std::size_t>(block.month - month)];
  next *= block.parameters[value];
}

// A loss takes the same share of every cohort.
void on_permanent_loss(const StepBlock& block, ConstColumn before, ConstColumn after) {
  for (int month = 0; month <= block.month; ++month) {
    Column cohort = block.memory[month];
    cohort = (before != after && before != 0).select(cohort * (after / before), cohort);
  }
}

std::size_t memory(const MemoryQuery& query) { return static_cast<std::size_t>(query.horizon) + 1; }

constexpr std::string_view kLossesLeave = "what losses leave of all who came";

// At the beginning of the month; 1 without losses.
SheetTerm share_after_losses(SheetMonth& month) {
  if (month.month < 2 || !month.has_losses)
    return 1;
  return month.row(kLossesLeave).cell(month.month - 1);
}

// The row of survival runs from the oldest age to 0, so that it lies beside the months.
SheetTerm sheet_month(SheetMonth& month) {
  SheetRow& came = month.row("who came");
  SheetRow& left = month.row("share left, ages from the horizon down to 0");
  for (int age = month.month == 0 ? 0 : month.horizon + 1; age <= month.horizon; ++age)
    left.put(month.horizon - age, SheetTerm((*month.survival)[static_cast<std::size_t>(age)]));
  const SheetTerm lasted = share_after_losses(month);
  if (month.month > 0 && month.has_losses)
    month.row(kLossesLeave).put(month.month, lasted); // unless a loss follows
  came.put(month.month, month.parameters[month.month == 0 ? initial : new_] / lasted);
  return sum_of_products(came.range(0, month.month),
                         left.range(month.horizon - month.month, month.horizon)) *
         lasted * month.parameters[value];
}

// A loss takes the same share of every cohort, so one row has what all losses leave, and those who
// come later are divided by it. The share is never quite 0, so that they can be.
void sheet_permanent_loss(SheetMonth& month, const SheetTerm& before, const SheetTerm& after) {
  const SheetTerm ratio = choice(compared(before, "=", 0), 1, after / before).lacking(false);
  const SheetTerm share = share_after_losses(month);
  month.row(kLossesLeave).put(month.month, share * most(ratio, 1e-20));
}

} // namespace

const ModelSpec kCohort{
    .name = "cohort",
    .doc = "customers by the month in which they came, and how long they stay",
    .formula = "x(t) = value(t) * sum over months m of new(m) * S(t - m), new(0) = initial, S the "
               "survival by age, S(0) = 1; a listed value is by age: value(t - m)",
    .source = "sbg: Fader and Hardie (2007)",
    .parameters = kParameters,
    .draws = {},
    .open = step,
    .step = step,
    .adds_increments = true,
    .on_permanent_loss = on_permanent_loss,
    .memory = memory,
    .failure = "it overflows",
    .example =
        "customers: {unit: customers, model: cohort, new: 1k/mo, retention: \"sbg(0.67, 3.8)\"}",
    .also = "retention cohorts",
    .sheet_open = sheet_month,
    .sheet_step = sheet_month,
    .sheet_permanent_loss = sheet_permanent_loss,
};

} // namespace escala
