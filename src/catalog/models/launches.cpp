// SPDX-License-Identifier: Apache-2.0
// Launches at random times, or by schedule.
#include <array>
#include <optional>
#include <span>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
#include "escala/columns/arithmetic.h"

namespace escala {
namespace {

enum Parameter { initial, rate, schedule, limit };

constexpr std::array kParameters{
    initial_such_as("1"),
    ParameterSpec{.name = "rate",
                  .unit = ParameterUnit::rate,
                  .presence = Presence::optional,
                  .range = kNotNegative,
                  .doc = "launches per time, at random (Poisson); or give a schedule instead",
                  .example = "1.8/mo",
                  .also = "frequency pace speed new launches per_month openings lambda"},
    ParameterSpec{.name = "schedule",
                  .unit = ParameterUnit::plain,
                  .presence = Presence::optional,
                  .range = kNotNegative,
                  .form = ParameterForm::month_counts,
                  .at_opening = true,
                  .constant = true,
                  .instead_of = "rate",
                  .doc = "launches by month, {2026-03: 4}; or give a rate instead",
                  .example = "{2026-03: 4, 2026-09: 6}"},
    ParameterSpec{.name = "limit",
                  .unit = ParameterUnit::level,
                  .presence = Presence::optional,
                  .at_opening = true,
                  .doc = "the largest possible number",
                  .example = "195"},
};

constexpr std::array kDraws{
    ModelDraw{.name = "arrivals", .distribution = "poisson", .parameter = "rate"}};

// Adds the launches to `from`, up to the limit.
void add_launches(const StepBlock& block, ConstColumn from, ConstColumn launched, Column next) {
  if (launched.exists())
    next = from + launched;
  else
    next = from;
  if (block.parameters.has(limit))
    smaller_of(next, block.parameters[limit], next);
}

void open(const StepBlock& block, Column next) {
  if (block.parameters.has(schedule))
    add_launches(block, block.parameters[initial], block.parameters[schedule], next);
  else
    open_at_initial(block, next);
}

void step(const StepBlock& block, Column next) {
  const bool scheduled = block.parameters.has(schedule);
  add_launches(block, block.previous, scheduled ? block.parameters[schedule] : block.draws[0],
               next);
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[limit] || *arguments[initial] <= *arguments[limit])
    return {};
  return {"limit", "initial must not be above limit"};
}

SheetTerm sheet_launches(const SheetMonth& month, const SheetTerm& from,
                         const SheetTerm& launched) {
  const SheetTerm next = launched.exists() ? from + launched : from;
  return month.parameters[limit].exists() ? least(next, month.parameters[limit]) : next;
}

SheetTerm sheet_open(SheetMonth& month) {
  if (!month.parameters[schedule].exists())
    return month.parameters[initial];
  return sheet_launches(month, month.parameters[initial], month.parameters[schedule]);
}

SheetTerm sheet_step(SheetMonth& month) {
  const bool scheduled = month.parameters[schedule].exists();
  return sheet_launches(month, month.previous,
                        scheduled ? month.parameters[schedule] : month.draws[0]);
}

} // namespace

const ModelSpec kLaunches{
    .name = "launches",
    .doc = "countries, products, sites: whole launches at a rate or by schedule",
    .formula = "x <- min(limit, x + Poisson(rate * dt)), or the scheduled count",
    .source = "Poisson arrivals",
    .parameters = kParameters,
    .draws = kDraws,
    .open = open,
    .step = step,
    .requirement = requirement,
    .failure = "it overflows",
    .example =
        "countries: {unit: countries, model: launches, initial: 1, rate: 1.8/mo, limit: 195}",
    .also = "rollout poisson expansion openings",
    .sheet_open = sheet_open,
    .sheet_step = sheet_step,
};

} // namespace escala
