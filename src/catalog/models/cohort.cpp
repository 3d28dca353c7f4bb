// SPDX-License-Identifier: Apache-2.0
// Customers by the month in which they came.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"

namespace escala {
namespace {

enum Parameter { new_, retention };

constexpr std::array kParameters{
    ParameterSpec{.name = "new",
                  .unit = ParameterUnit::level_per_time,
                  .at_opening = true,
                  .doc = "how many come per time; the count of a month is a whole number",
                  .example = "1k/mo",
                  .also = "new_customers additions adds acquisition inflow"},
    ParameterSpec{
        .name = "retention",
        .form = ParameterForm::survival,
        .at_opening = false,
        .at_step = false,
        .constant = true,
        .doc = "the share of a cohort that is left: sbg(alpha, beta), or a list by age in months",
        .example = "sbg(0.67, 3.8)"},
};

// The memory has one cohort for each month so far: the customers who came, reduced by losses.
void step(const StepBlock& block, Column next) {
  block.memory[block.month] = block.parameters[new_];
  next = 0;
  for (int month = 0; month <= block.month; ++month)
    next += block.memory[month] * block.survival[static_cast<std::size_t>(block.month - month)];
}

// A loss takes the same share of every cohort.
void on_permanent_loss(const StepBlock& block, ConstColumn before, ConstColumn after) {
  for (int month = 0; month <= block.month; ++month) {
    Column cohort = block.memory[month];
    cohort = (before != after && before != 0).select(cohort * (after / before), cohort);
  }
}

std::size_t memory(const MemoryQuery& query) { return static_cast<std::size_t>(query.horizon) + 1; }

} // namespace

const ModelSpec kCohort{
    .name = "cohort",
    .doc = "customers by the month in which they came, and how long they stay",
    .formula = "x(t) = sum over months m of new(m) * S(t - m), S the survival by age, S(0) = 1",
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
};

} // namespace escala
