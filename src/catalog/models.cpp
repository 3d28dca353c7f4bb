// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/growth_model.h"

namespace escala {
namespace {

#define ESCALA_LIST_MODEL(name) &k##name,
constexpr auto kModels = std::to_array<const ModelSpec*>({ESCALA_GROWTH_MODELS(ESCALA_LIST_MODEL)});
#undef ESCALA_LIST_MODEL

constexpr std::array kCommon{
    ParameterSpec{.name = "min",
                  .unit = ParameterUnit::level,
                  .presence = Presence::optional,
                  .doc = "the metric is never below this, from month 1 on"},
    ParameterSpec{.name = "max",
                  .unit = ParameterUnit::level,
                  .presence = Presence::optional,
                  .doc = "the metric is never above this, from month 1 on"},
};

} // namespace

bool ModelSpec::has_volatility() const { return find_parameter("volatility").has_value(); }

std::optional<std::size_t> ModelSpec::find_parameter(std::string_view wanted) const {
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].name == wanted)
      return i;
  return std::nullopt;
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

const ModelSpec& formula_model() { return kFormula; }
const ModelSpec& next_model() { return kNext; }
const ModelSpec& spending_model() { return kSpending; }
std::span<const ParameterSpec> common_parameters() { return kCommon; }

} // namespace escala
