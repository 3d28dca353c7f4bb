// SPDX-License-Identifier: Apache-2.0
// Customers by the month in which they came.
#include <algorithm>
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
                  .example = "1k/mo"},
    ParameterSpec{
        .name = "retention",
        .form = ParameterForm::survival,
        .at_opening = false,
        .at_step = false,
        .constant = true,
        .doc = "the share of a cohort that is left: sbg(alpha, beta), or a list by age in months",
        .example = "sbg(0.67, 3.8)"},
};

// Memory holds a cohort for each month so far, as it came less what losses took.
void step(const StepBlock& block, double* next) {
  std::copy_n(block.parameters[new_], block.lanes, block.memory[block.month]);
  std::fill_n(next, block.lanes, 0.0);
  for (int month = 0; month <= block.month; ++month) {
    const double* cohort = block.memory[month];
    const double survival = block.survival[static_cast<std::size_t>(block.month - month)];
    for (std::size_t i = 0; i < block.lanes; ++i)
      next[i] += cohort[i] * survival;
  }
}

// Every cohort is lowered alike.
void lower(const StepBlock& block, const double* before, const double* after) {
  for (int month = 0; month <= block.month; ++month)
    for (std::size_t i = 0; i < block.lanes; ++i)
      if (before[i] != after[i] && before[i] != 0)
        block.memory[month][i] *= after[i] / before[i];
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
    .lower = lower,
    .memory = memory,
    .failure = "it overflows",
    .example =
        "customers: {unit: customers, model: cohort, new: 1k/mo, retention: \"sbg(0.67, 3.8)\"}",
};

} // namespace escala
