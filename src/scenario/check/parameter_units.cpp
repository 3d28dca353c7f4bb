// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/parameter_units.h"

#include <fmt/format.h>

#include <utility>

#include "escala/core/characters.h"
#include "escala/core/rewrite.h"
#include "scenario/check/check_expression.h"
#include "scenario/check/value_remedy.h"

namespace escala {
namespace {

// Converts a rate into a plain number, such as the growth of a year.
void scale_root(CheckedExpression& value, double factor) {
  NodeFacts& root = value.facts.back();
  root.scale *= factor;
  if (root.constant)
    *root.constant *= factor;
  root.quantity = {};
}

// An example with or without its "$", as the unit needs it.
std::string example_in(const Dimension& wanted, std::string_view example) {
  const bool money = example.starts_with('$');
  if (money == (wanted.money == 1) || example.empty())
    return std::string(example);
  if (money)
    return std::string(example.substr(1));
  return (is_digit(example.front()) ? "$" : "") + std::string(example);
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
    return fits_dimension(spec, kRate, value);
  case ParameterUnit::duration:
    return fits_dimension(spec, kTime, value);
  }
  return false;
}

bool ParameterUnits::fits_dimension(const ParameterSpec& spec, const Dimension& wanted,
                                    const CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  const bool zero = found.literal && value.constant() == 0.0;
  if (found.dimension == wanted || zero)
    return true;
  const std::string example = example_in(wanted, spec.example);
  return fail_unit(value, says(value),
                   fmt::format("{} is {}", spec.name,
                               describe(Quantity{.dimension = wanted}, scenario_.currency)),
                   unit_remedy(value, {wanted, example, spec.percent}, scenario_.currency));
}

bool ParameterUnits::fits_plain(const ParameterSpec& spec, const CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  const bool monthly = found.dimension == kRate && found.period == Period::mo;
  if (monthly && spec.role == ParameterRole::volatility)
    return fail_unit(value, fmt::format("{} is not annual", value.expression->source.text),
                     "volatility is annual, and grows with the root of time",
                     "write " + in_place_of(value.expression->source,
                                            fmt::format("{} * sqrt(12)",
                                                        *refitted(value, kPlain, Period::mo, ""))));
  if (found.dimension != kRate || !value.constant() || found.period != Period::y)
    return fits_dimension(spec, kPlain, value);
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
  const std::string reason = fmt::format("{} of {} is {}{}", spec.name, metric.name.text,
                                         describe(wanted, scenario_.currency), unit);
  const std::string meant = metric.unit ? unit_meant(spec, wanted, value) : "";
  if (meant.empty())
    return fail_unit(value, says(value), reason, fix_of(wanted, value));
  diagnostics_.error(metric.unit->span, says(value), reason, "write " + meant);
  return false;
}

// The unit of a metric whose value is money, but its unit is none; empty if that is not so.
std::string ParameterUnits::unit_meant(const ParameterSpec& spec, const Quantity& wanted,
                                       const CheckedExpression& value) const {
  const Quantity& found = value.root().quantity;
  const Period period = found.period == Period::none ? Period::mo : found.period;
  const bool money = found.dimension.money == 1 && found.dimension.time <= 0 &&
                     found.dimension.time >= -1 && wanted.dimension.money == 0;
  const bool decides = spec.is_metric_itself() || spec.role == ParameterRole::opening;
  if (!money || !decides || !spec.valued_by.empty())
    return {};
  return scenario_.currency +
         (found.dimension.time == -1 ? fmt::format("/{}", period_suffix(period)) : "");
}

// A value that fits the unit.
std::string ParameterUnits::fix_of(const Quantity& wanted, const CheckedExpression& value) const {
  const Quantity& found = value.root().quantity;
  const Period period = found.period == Period::none ? Period::mo : found.period;
  if (found.percent && wanted.dimension.money == 1)
    return "multiply it by money, or write unit: \"%\"";
  const Period unit_period = wanted.period == Period::none ? period : wanted.period;
  const auto text = refitted(value, wanted.dimension, unit_period, scenario_.currency);
  const LocatedText& source = value.expression->source;
  if (!text)
    return "change the unit, or the expression";
  return "write " + in_place_of(source, *text);
}

bool ParameterUnits::fits_flow(std::size_t index, const ParameterSpec& spec,
                               const CheckedExpression& value) {
  Dimension wanted = counted_unit(index, spec).dimension;
  wanted.time -= 1;
  return fits_dimension(spec, wanted, value);
}

bool ParameterUnits::fits_growth(const ParameterSpec& spec, CheckedExpression& value) {
  const Quantity& found = value.root().quantity;
  if (found.dimension == kPlain)
    return true;
  if (found.dimension != kRate)
    return fail_unit(value, says(value), fmt::format("{} is a plain number", spec.name),
                     fmt::format("as in {}", spec.example));
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
  const std::string_view suffix =
      period_suffix(found.period == Period::none ? Period::mo : found.period);
  const double steps = months_in(Period::y) / months_in(*find_period(suffix));
  return fail_unit(value, fmt::format("{} is not annual", value.expression->source.text),
                   fmt::format("{} is a rate per year", spec.name),
                   "write " +
                       in_place_of(value.expression->source,
                                   fmt::format("(1 + ({}) * 1{})^{:.10g} - 1",
                                               value.expression->source.text, suffix, steps)));
}

} // namespace escala
