// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/metric_meant.h"

#include <fmt/format.h>

#include <algorithm>

#include "escala/scenario/keys.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

bool is_written_model(const Node& map) {
  return map.find(kModelKey.name) != nullptr || map.find("formula") != nullptr ||
         map.find("next") != nullptr;
}

// The model's parameter that a key names in its own word or another; null if there is none.
const ParameterSpec* parameter_named(const ModelSpec& model, std::string_view key) {
  for (const ParameterSpec& parameter : model.parameters)
    if (parameter.name == key || names_it(parameter.also, key))
      return &parameter;
  return nullptr;
}

bool is_key_of_any(std::string_view key) {
  const auto named = [&](const ParameterSpec& parameter) { return parameter.name == key; };
  return find_key(kMetricKeys.keys, key) != nullptr ||
         std::ranges::any_of(common_parameters(), named);
}

// Whether a metric has all that the model requires and nothing that it does not know.
bool has_all_of(const ModelSpec& model, const Node& map) {
  std::vector<const ParameterSpec*> given;
  for (const Entry& entry : map.entries) {
    const ParameterSpec* parameter = parameter_named(model, entry.key.text);
    if (parameter == nullptr && !is_key_of_any(entry.key.text))
      return false;
    if (parameter != nullptr)
      given.push_back(parameter);
  }
  const auto is_given = [&](std::string_view name) {
    return std::ranges::any_of(given, [&](const auto* each) { return each->name == name; });
  };
  return std::ranges::all_of(model.parameters, [&](const ParameterSpec& parameter) {
    const bool either =
        parameter.instead_of.empty() || is_given(parameter.name) || is_given(parameter.instead_of);
    return either && (parameter.presence == Presence::optional || is_given(parameter.name));
  });
}

Entry with_model(const Entry& metric, const LocatedText& key, std::string_view model) {
  Entry meant = metric;
  std::erase_if(meant.value.entries,
                [&](const Entry& entry) { return entry.key.span.begin == key.span.begin; });
  Node name;
  name.kind = Node::Kind::scalar;
  name.text = {std::string(model), key.span, {}};
  name.span = key.span;
  meant.value.entries.push_back({{std::string(kModelKey.name), key.span, {}}, name});
  return meant;
}

// {type: compound, initial: 5, growth: 10%}
std::optional<Entry> with_foreign_key(const Entry& metric, Binder& binder) {
  for (const Entry& entry : metric.value.entries) {
    const bool names = names_it(kModelKey.also, entry.key.text) &&
                       entry.value.kind == Node::Kind::scalar &&
                       find_growth_model(entry.value.text.text) != nullptr;
    if (!names)
      continue;
    binder.diagnostics.error(entry.key.span, fmt::format("unknown key '{}'", entry.key.text),
                             "the key of a growth model is model", "did you mean 'model'?");
    return with_model(metric, entry.key, entry.value.text.text);
  }
  return std::nullopt;
}

// {initial: $5M, growth: 20%}
std::optional<Entry> with_implied_model(const Entry& metric, Binder& binder) {
  for (const ModelSpec* model : growth_models()) {
    if (!has_all_of(*model, metric.value))
      continue;
    binder.diagnostics.error(metric.key.span,
                             fmt::format("metric {} has no model", metric.key.text),
                             "a metric has exactly one of model, formula, or initial + next",
                             fmt::format("add model: {}", model->name));
    return with_model(metric, metric.key, model->name);
  }
  return std::nullopt;
}

// {initial: $5M, formula: arr * 1.02} of the metric arr
std::optional<Entry> with_next(const Entry& metric, Binder& binder) {
  const Node& map = metric.value;
  const Node* formula = map.find("formula");
  if (map.find("initial") == nullptr || map.find("next") != nullptr ||
      formula->kind != Node::Kind::scalar)
    return std::nullopt;
  Diagnostics ignored;
  const auto expression = parse_expression(formula->text, binder.currency, ignored);
  const auto is_own = [&](const SyntaxNode& node) {
    return node.kind == SyntaxNode::Kind::name && node.text == metric.key.text;
  };
  if (!expression || !std::ranges::any_of(expression->syntax.nodes, is_own))
    return std::nullopt;
  Entry meant = metric;
  for (Entry& entry : meant.value.entries) {
    if (entry.key.text != "formula")
      continue;
    binder.diagnostics.error(
        entry.key.span,
        fmt::format("{} depends on its own value of the same month", metric.key.text),
        "in next, its name is last month's value", "write next in place of formula");
    entry.key.text = "next";
  }
  return meant;
}

} // namespace

std::optional<Entry> metric_meant(const Entry& metric, Binder& binder) {
  const Node& map = metric.value;
  if (map.kind != Node::Kind::map)
    return std::nullopt;
  if (map.find(kModelKey.name) == nullptr && map.find("formula") != nullptr)
    return with_next(metric, binder);
  if (is_written_model(map))
    return std::nullopt;
  if (auto named = with_foreign_key(metric, binder))
    return named;
  return with_implied_model(metric, binder);
}

} // namespace escala
