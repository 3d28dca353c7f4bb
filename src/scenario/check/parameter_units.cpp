// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/parameter_units.h"

#include <fmt/format.h>

#include <utility>

#include "scenario/check/check_expression.h"

namespace escala {
namespace {

// The text of a number such as "2" or "25%"; otherwise an example.
std::string number_text(const CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  return found.literal || found.percent ? value.expression->source.text : "25%";
}

// Converts a rate into a plain number, such as the growth of a year.
void scale_root(CheckedExpression& value, double factor) {
  NodeFacts& root = value.facts.back();
  root.scale *= factor;
  if (root.constant)
    *root.constant *= factor;
  root.quantity = {};
}

} // namespace

bool ParameterUnits::fail_unit(const CheckedExpression& value, std::string problem,
                               std::string reason, std::string suggestion) {
  diagnostics_.error(value.expression->source.span, std::move(problem), std::move(reason),
                     std::move(suggestion));
  return false;
}

std::string ParameterUnits::says(const CheckedExpression& value) const {
  return fmt::format("{} is {}", value.expression->source.text,
                     describe(value.root().quantity, scenario_.currency));
}

bool ParameterUnits::fit(std::size_t index, const ParameterSpec& spec, CheckedExpression& value) {
  switch (spec.unit) {
  case ParameterUnit::level:
    return fits_level(index, spec, value);
  case ParameterUnit::level_per_time:
    return fits_flow(index, spec, value);
  case ParameterUnit::worth:
    return value.root().quantity.dimension == valid_.metrics[index].quantity.dimension ||
           fits_plain(spec, value);
  case ParameterUnit::plain:
    return fits_plain(spec, value);
  case ParameterUnit::growth:
    return fits_growth(spec, value);
  case ParameterUnit::rate:
    return fits_dimension(
        spec, kRate, fmt::format("write it per time: {0}/y or {0}/mo", number_text(value)), value);
  case ParameterUnit::duration:
    return fits_dimension(spec, kTime, "write a duration: 3mo", value);
  }
  return false;
}

bool ParameterUnits::fits_dimension(const ParameterSpec& spec, const Dimension& wanted,
                                    std::string remedy, const CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  const bool zero = found.literal && value.constant() == 0.0;
  if (found.dimension == wanted || zero)
    return true;
  return fail_unit(value, says(value),
                   fmt::format("{} is {}", spec.name,
                               describe(Quantity{.dimension = wanted}, scenario_.currency)),
                   std::move(remedy));
}

bool ParameterUnits::fits_plain(const ParameterSpec& spec, const CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  if (found.dimension != kRate || !value.constant() || found.period != Period::y)
    return fits_dimension(spec, kPlain, "write a number or a percentage", value);
  return fail_unit(value, says(value), fmt::format("{} is already annual", spec.name),
                   fmt::format("write {:.10g}%", *value.constant() * months_in(Period::y) * 100));
}

// The unit of a level, or of what has a value each, if that is money.
Quantity ParameterUnits::counted_unit(std::size_t index, const ParameterSpec& spec) const {
  const Quantity& level = valid_.metrics[index].quantity;
  if (spec.valued_by.empty())
    return level;
  const std::size_t by = *scenario_.metrics[index].model->find_parameter(spec.valued_by);
  const auto& values = valid_.metrics[index].parameters[by].values;
  const bool worth = !values.empty() && !values[0].facts.empty() &&
                     values[0].root().quantity.dimension == level.dimension &&
                     level.dimension != kPlain;
  return worth ? Quantity{} : level;
}

bool ParameterUnits::fits_level(std::size_t index, const ParameterSpec& spec,
                                CheckedExpression& value) {
  const Quantity wanted = counted_unit(index, spec);
  if (wanted.unknown)
    return true;
  const Quantity& found = value.root().quantity;
  if (found.literal) {
    take_unit(value, wanted);
    return true;
  }
  if (found.dimension == wanted.dimension)
    return true;
  const Metric& metric = scenario_.metrics[index];
  const bool label = metric.unit && wanted.dimension.money == 0;
  const std::string unit = label ? fmt::format(" ({})", metric.unit->text) : "";
  return fail_unit(value, says(value),
                   fmt::format("{} of {} is {}{}", spec.name, metric.name.text,
                               describe(wanted, scenario_.currency), unit),
                   fix_of(wanted, found));
}

// A suggestion of a unit that fits the value.
std::string ParameterUnits::fix_of(const Quantity& wanted, const Quantity& found) const {
  if (wanted.dimension == kMoney && found.dimension == kPlain)
    return "multiply by money, or change the unit";
  const Period period = found.period == Period::none ? Period::mo : found.period;
  const std::string per =
      found.dimension.time == -1 ? fmt::format("/{}", period_suffix(period)) : "";
  if (found.dimension.money == 1 && found.dimension.time <= 0 && found.dimension.time >= -1)
    return fmt::format("write unit: {}{}, or change the expression", scenario_.currency, per);
  if (found.dimension == kRate)
    return fmt::format("multiply it by a duration such as 1mo, or write a unit per time: x{}", per);
  return "change the unit, or the expression";
}

bool ParameterUnits::fits_flow(std::size_t index, const ParameterSpec& spec,
                               const CheckedExpression& value) {
  Dimension wanted = counted_unit(index, spec).dimension;
  wanted.time -= 1;
  return fits_dimension(spec, wanted, fmt::format("write it per time: {}", spec.example), value);
}

bool ParameterUnits::fits_growth(const ParameterSpec& spec, CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  if (found.dimension == kPlain)
    return true;
  if (found.dimension != kRate)
    return fits_dimension(spec, kPlain, fmt::format("write {0} or {0}/y", spec.example), value);
  if (found.period == Period::y) {
    scale_root(value, months_in(Period::y));
    return true;
  }
  if (found.period != Period::none && value.constant()) {
    const double share = *value.constant() * months_in(found.period);
    return fail_unit(
        value, fmt::format("{} is not annual", value.expression->source.text),
        fmt::format("{} is a rate per year", spec.name),
        fmt::format("write (1+{:.10g}%)^{:.10g}-1", share * 100, 12 / months_in(found.period)));
  }
  return fail_unit(value, fmt::format("{} is not annual", value.expression->source.text),
                   fmt::format("{} is a rate per year", spec.name),
                   fmt::format("write {0} or {0}/y", spec.example));
}

} // namespace escala
