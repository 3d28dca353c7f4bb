// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/growth_model.h"

namespace escala {
namespace {

#define ESCALA_LIST_MODEL(name) &k##name,
constexpr auto kModels = std::to_array<const ModelSpec*>({ESCALA_GROWTH_MODELS(ESCALA_LIST_MODEL)});
#undef ESCALA_LIST_MODEL

constexpr std::array kWritten{&kFormula, &kNext};

constexpr std::array kCommon{
    ParameterSpec{.name = "min",
                  .unit = ParameterUnit::level,
                  .presence = Presence::optional,
                  .doc = "the metric is never below this, from month 1 on",
                  .example = "0"},
    ParameterSpec{.name = "max",
                  .unit = ParameterUnit::level,
                  .presence = Presence::optional,
                  .doc = "the metric is never above this, from month 1 on",
                  .example = "1B"},
};

bool is_percentage(const ParameterSpec& parameter) {
  return parameter.percent || parameter.unit == ParameterUnit::growth;
}

std::string number_in_words(const ParameterSpec& parameter, double value) {
  if (is_percentage(parameter))
    return fmt::format("{:.10g}%", value * 100);
  return fmt::format("{:.10g}", value);
}

} // namespace

std::string range_in_words(const ParameterSpec& parameter) {
  const Range& range = parameter.range;
  if (!std::isfinite(range.low))
    return {};
  const std::string low = number_in_words(parameter, range.low);
  return range.above_low ? fmt::format("above {}", low) : fmt::format("{} or more", low);
}

std::string example_in_range(const ParameterSpec& parameter) {
  const ParameterUnit unit = parameter.unit;
  if (unit == ParameterUnit::level || unit == ParameterUnit::level_per_time)
    return {};
  const Range& range = parameter.range;
  if (range.low == 0 || !std::isfinite(range.low))
    return std::string(parameter.example);
  return number_in_words(parameter, range.above_low ? range.low / 2 : range.low);
}

std::string default_in_words(const ParameterSpec& parameter) {
  if (!parameter.fallback)
    return {};
  if (parameter.form == ParameterForm::choice)
    return std::string(parameter.words[static_cast<std::size_t>(*parameter.fallback)]);
  const std::string_view unit = parameter.unit == ParameterUnit::rate       ? "/mo"
                                : parameter.unit == ParameterUnit::duration ? "mo"
                                                                            : "";
  return number_in_words(parameter, *parameter.fallback) + std::string(unit);
}

bool ModelSpec::has_volatility() const { return find_role(ParameterRole::volatility).has_value(); }

std::optional<std::size_t> ModelSpec::find_parameter(std::string_view wanted) const {
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].name == wanted)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> ModelSpec::find_role(ParameterRole role) const {
  const auto found = std::ranges::find(parameters, role, &ParameterSpec::role);
  if (found == parameters.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - parameters.begin());
}

std::optional<std::size_t> ModelSpec::find_output(std::string_view wanted) const {
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (outputs[i].name == wanted)
      return i;
  return std::nullopt;
}

std::span<const ModelSpec* const> growth_models() { return kModels; }

const ModelSpec* find_growth_model(std::string_view name) {
  const auto found = std::find_if(kModels.begin(), kModels.end(),
                                  [&](const ModelSpec* model) { return model->name == name; });
  return found == kModels.end() ? nullptr : *found;
}

std::span<const ModelSpec* const> written_models() { return kWritten; }
const ModelSpec& formula_model() { return kFormula; }
const ModelSpec& next_model() { return kNext; }
const ModelSpec& spending_model() { return kSpending; }
std::span<const ParameterSpec> common_parameters() { return kCommon; }

} // namespace escala
