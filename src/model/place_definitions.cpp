// SPDX-License-Identifier: Apache-2.0
// Decides where the values of drivers and parameters come from: constants, inputs, other drivers,
// series, histories.
#include <fmt/format.h>

#include <algorithm>

#include "model/compiler.h"

namespace escala {

void ProgramBuilder::place_definitions(const std::vector<Definition>& definitions) {
  drivers_.resize(source_.drivers.size());
  for (const Definition& definition : definitions) {
    if (definition.kind == Definition::Kind::driver)
      place_driver(definition.index);
    if (definition.kind == Definition::Kind::parameter)
      place_parameter(definition.index, definition.parameter);
  }
}

void ProgramBuilder::place_driver(std::uint32_t index) {
  const ValidDriver& driver = source_.drivers[index];
  const std::string name = source_.scenario.drivers[index].full_name();
  drivers_[index] = place(driver.draw, name);
  if (driver.adjusted)
    drivers_[index] = adjusted(drivers_[index], name);
}

std::uint32_t ProgramBuilder::read_input(std::uint32_t input) {
  model_.inputs[input].is_read = true;
  return inputs_[input];
}

// The series of a driver or parameter after risks and pillars.
ParameterSource ProgramBuilder::adjusted(const ParameterSource& base, const std::string& name) {
  return {.kind = ParameterSource::Kind::series,
          .index = add_series(
              {.kind = Series::Kind::adjusted, .name = name + " (adjusted)", .base = base})};
}

// A constant, an input, another driver with a second name, or a separate series.
ParameterSource ProgramBuilder::place(const CheckedExpression& checked, std::string name) {
  using Kind = ParameterSource::Kind;
  if (const auto constant = checked.constant())
    return {.kind = Kind::constant, .constant = *constant};
  const NodeFacts& root = checked.root();
  if (root.input && root.scale == 1)
    return {.kind = Kind::series, .index = read_input(*root.input)};
  if (root.symbol.kind == Symbol::Kind::driver && root.scale == 1)
    return drivers_[root.symbol.index];
  return {.kind = Kind::series, .index = add_series({.name = std::move(name)})};
}

void ProgramBuilder::place_parameter(std::uint32_t metric, std::uint32_t p) {
  using Kind = ParameterSource::Kind;
  const Metric& written = source_.scenario.metrics[metric];
  const ValidParameter& parameter = source_.metrics[metric].parameters[p];
  ParameterSource& source = model_.metrics[metric].parameters[p];
  const std::string name =
      fmt::format("{}.{}", model_.metrics[metric].name, written.parameter(p).name);
  if (!parameter.present)
    return;
  if (!parameter.counts.empty()) {
    source = {.kind = Kind::series,
              .index = add_series({.kind = Series::Kind::table, .name = name})};
  } else if (parameter.constant) {
    source = {.kind = Kind::constant, .constant = *parameter.constant};
  } else if (parameter.values.size() == 1) {
    source = place(parameter.values[0], name);
  } else if (!parameter.values.empty()) {
    source = {.kind = Kind::series, .index = add_series({.name = name})};
  }
  if (parameter.adjusted)
    source = adjusted(source, name);
  const int delay = std::min(delay_of(written, source_.metrics[metric], p), model_.horizon);
  if (delay == 0 || source.kind != Kind::series)
    return;
  const std::uint32_t history = add_history({.index = source.index, .lookback = delay});
  source = {.kind = Kind::history, .index = history, .delay = delay};
}

} // namespace escala
