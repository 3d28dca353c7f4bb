// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "escala/core/names.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"
#include "scenario/bind/map_remedy.h"
#include "scenario/bind/metric_meant.h"
#include "scenario/foreign_words.h"

namespace escala {
namespace {

constexpr std::string_view kWays = "a metric has exactly one of model, formula, or initial + next";

const ModelSpec* model_named(const Node& node, Binder& binder) {
  const std::string name = binder.text(node, "model");
  if (name.empty())
    return nullptr;
  if (const ModelSpec* model = find_growth_model(name))
    return model;
  std::vector<std::string> names;
  std::string meant;
  for (const ModelSpec* model : growth_models()) {
    names.emplace_back(model->name);
    if (names_it(model->also, name))
      meant = fmt::format("did you mean '{}'?", model->name);
  }
  binder.diagnostics.error(node.span, fmt::format("unknown model '{}'", name),
                           fmt::format("the models are {}", fmt::join(names, ", ")),
                           meant.empty() ? did_you_mean(name, names) : meant);
  return nullptr;
}

void check_keys_of_any(const Entry& entry, Binder& binder);

// A key that chooses the model of a metric. `written` is null for the key `model`, which names a
// growth model.
struct Way {
  const Node* node = nullptr;
  const ModelSpec* written = nullptr;
};

std::vector<Way> ways_of(const Node& metric) {
  std::vector<Way> ways;
  if (const Node* named = metric.find(kModelKey.name))
    ways.push_back({named, nullptr});
  for (const ModelSpec* model : written_models())
    for (const ParameterSpec& parameter : model->parameters)
      if (const Node* node = metric.find(parameter.name); node && parameter.is_metric_itself())
        ways.push_back({node, model});
  return ways;
}

// A metric that a path creates is probably another one.
std::string metric_remedy(const Entry& entry, const Binder& binder) {
  std::vector<std::string> others;
  for (const Metric& metric : binder.scenario.metrics)
    others.push_back(metric.name.text);
  const Source* source = entry.key.span.source;
  const bool by_path =
      source != nullptr && (source->is_option || (entry.key.span.begin > 0 &&
                                                  source->text[entry.key.span.begin - 1] == '.'));
  return did_you_mean(entry.key.text, by_path ? others : std::vector<std::string>{},
                      "add model: compound, or formula, or initial and next");
}

void fail_ways(const Entry& entry, bool several, Binder& binder) {
  const std::string& name = entry.key.text;
  const ModelSpec& next = next_model();
  const auto opening = *next.find_role(ParameterRole::opening);
  const bool begun = !several && entry.value.find(next.parameters[opening].name) != nullptr;
  const std::string problem = several ? fmt::format("metric {} is written in two ways", name)
                              : begun ? fmt::format("metric {} has initial, but no next", name)
                                      : fmt::format("metric {} has no model", name);
  binder.diagnostics.error(entry.key.span, problem, std::string(kWays),
                           several ? "remove one"
                           : begun ? fmt::format("add next: {}", name)
                                   : metric_remedy(entry, binder));
}

// The model that the keys of a metric choose; null with a diagnostic if they choose none.
const ModelSpec* choose_model(const Entry& entry, Binder& binder, Span& place) {
  const std::vector<Way> ways = ways_of(entry.value);
  if (ways.size() != 1) {
    fail_ways(entry, ways.size() > 1, binder);
    check_keys_of_any(entry, binder);
    return nullptr;
  }
  place = ways[0].node->span;
  return ways[0].written != nullptr ? ways[0].written : model_named(*ways[0].node, binder);
}

void add_key(std::vector<KeySpec>& keys, const ParameterSpec& parameter) {
  const bool required = parameter.presence == Presence::required;
  keys.push_back({.name = parameter.name,
                  .status = required ? KeyStatus::required : KeyStatus::optional,
                  .doc = parameter.doc,
                  .example = parameter.example,
                  .also = parameter.also});
}

// The keys that a metric with this model can have. With actual months the opening balance is
// optional, because the first actual month is the opening balance.
std::vector<KeySpec> keys_of(const ModelSpec& model, bool named, bool has_actual) {
  std::vector<KeySpec> keys;
  if (named)
    keys.push_back(kModelKey);
  for (const ParameterSpec& parameter : model.parameters) {
    add_key(keys, parameter);
    if (has_actual && parameter.role == ParameterRole::opening)
      keys.back().status = KeyStatus::optional;
  }
  for (const ParameterSpec& parameter : common_parameters())
    add_key(keys, parameter);
  keys.insert(keys.end(), kMetricKeys.keys.begin(), kMetricKeys.keys.end());
  return keys;
}

// If no model is chosen, reports the keys that no model has.
void check_keys_of_any(const Entry& entry, Binder& binder) {
  std::vector<KeySpec> keys{kModelKey};
  keys.insert(keys.end(), kMetricKeys.keys.begin(), kMetricKeys.keys.end());
  const auto add = [&](const ModelSpec& model) {
    for (KeySpec key : keys_of(model, false, false)) {
      key.status = KeyStatus::optional;
      if (std::ranges::none_of(keys, [&](const KeySpec& known) { return known.name == key.name; }))
        keys.push_back(key);
    }
  };
  for (const ModelSpec* model : written_models())
    add(*model);
  for (const ModelSpec* model : growth_models())
    add(*model);
  check_keys(entry.value, keys, "a metric", entry.key.span, binder.diagnostics);
}

void bind_counts(const Node& node, const std::string& what, Binder& binder, Argument& argument) {
  if (require_map(node, what, binder.diagnostics) == nullptr)
    return;
  for (const Entry& entry : node.entries) {
    const auto month = parse_calendar_month(entry.key.text);
    if (!month) {
      binder.diagnostics.error(entry.key.span, fmt::format("'{}' is not a month", entry.key.text),
                               "", month_remedy(entry.key.text, binder));
      continue;
    }
    if (auto value = binder.expression(entry.value, what))
      argument.counts.push_back({*month, std::move(*value), entry.key.span});
  }
}

bool takes_list(const ParameterSpec& parameter) {
  return parameter.form == ParameterForm::yearly || parameter.form == ParameterForm::by_age ||
         parameter.form == ParameterForm::survival;
}

// "100%, 80%, 60%" in a place that takes a list; empty if it is none.
std::string list_meant(const Node& node, const Binder& binder) {
  if (node.kind != Node::Kind::scalar || node.text.text.find(", ") == std::string::npos)
    return {};
  const std::string& text = node.text.text;
  Diagnostics ignored;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(", ", begin), text.size());
    const LocatedText part{text.substr(begin, end - begin), {}, {}};
    if (!parse_expression(part, binder.currency, ignored))
      return {};
    begin = end + 2;
  }
  return "[" + text + "]";
}

void bind_list(const Node& node, const std::string& what, Binder& binder, Argument& argument) {
  if (node.items.empty())
    binder.diagnostics.error(node.span, fmt::format("{} is an empty list", what),
                             "a list gives one value or more");
  argument.listed = true;
  for (const Node& item : node.items)
    if (auto value = binder.expression(item, what))
      argument.values.push_back(std::move(*value));
}

void bind_choice(const Node& node, const std::string& what, const ParameterSpec& parameter,
                 Binder& binder, Argument& argument) {
  const std::string word = binder.text(node, what);
  const auto found = std::ranges::find(parameter.words, word);
  if (found != parameter.words.end())
    argument.choice = static_cast<std::size_t>(found - parameter.words.begin());
  if (found != parameter.words.end() || word.empty())
    return;
  const std::vector<std::string> words(parameter.words.begin(), parameter.words.end());
  binder.diagnostics.error(
      node.span, fmt::format("'{}' is not a value of {}", word, parameter.name),
      fmt::format("the values are {}", fmt::join(words, ", ")), did_you_mean(word, words));
}

// Reads a value or schedule. `initial` and values that are needed before the simulation cannot be a
// schedule.
std::optional<Expression> bind_quantity(const Node& node, const std::string& what,
                                        const ParameterSpec& parameter, Binder& binder) {
  if (parameter.constant)
    return binder.expression(node, what);
  if (parameter.role != ParameterRole::opening || !is_schedule(node))
    return binder.quantity(node, what);
  binder.diagnostics.error(node.span, fmt::format("{} can't be a schedule", what),
                           "it is the opening balance, month 0",
                           "write one value; put known months under actual");
  return std::nullopt;
}

Argument bind_value(const Node& node, std::size_t index, const ParameterSpec& parameter,
                    const std::string& what, Binder& binder) {
  Argument argument;
  argument.parameter = index;
  argument.span = node.span;
  if (parameter.form == ParameterForm::month_counts) {
    bind_counts(node, what, binder, argument);
  } else if (parameter.form == ParameterForm::choice) {
    bind_choice(node, what, parameter, binder, argument);
  } else if (takes_list(parameter) && node.kind == Node::Kind::list) {
    bind_list(node, what, binder, argument);
  } else if (const std::string list = takes_list(parameter) ? list_meant(node, binder) : "";
             !list.empty()) {
    binder.diagnostics.error(node.span, fmt::format("{} is not one expression", what),
                             "the values of a list stand in brackets", "write " + list);
  } else if (auto value = bind_quantity(node, what, parameter, binder)) {
    argument.values.push_back(std::move(*value));
  }
  return argument;
}

// Reads a value, or a map with a value for each segment.
Argument bind_argument(const Node& node, std::size_t index, const Entry& metric,
                       const Metric& bound, Binder& binder) {
  const ParameterSpec& parameter = bound.parameter(index);
  const std::string what = fmt::format("{} of {}", parameter.name, metric.key.text);
  const bool split = metric.value.find("each") != nullptr;
  const bool by_month = parameter.form == ParameterForm::month_counts && !split;
  if (!is_segment_map(node) || by_month || (!split && quantity_meant(node)))
    return bind_value(node, index, parameter, what, binder);
  if (!split)
    fail_unsplit(node, what, binder);
  Argument argument;
  argument.parameter = index;
  argument.span = node.span;
  for (SegmentValue& segment : segment_values(node, metric.value)) {
    argument.by_segment.push_back(bind_value(*segment.value, index, parameter, what, binder));
    argument.by_segment.back().segments = std::move(segment.segments);
  }
  return argument;
}

// Whether a metric has a key, in its own word or another.
bool has_key(const Node& metric, const std::vector<KeySpec>& keys, std::string_view name) {
  return find_meant(metric, keys, name) != nullptr;
}

void check_alternatives(const Entry& entry, const ModelSpec& model,
                        const std::vector<KeySpec>& keys, Binder& binder) {
  for (const ParameterSpec& parameter : model.parameters) {
    if (parameter.instead_of.empty())
      continue;
    const bool one = has_key(entry.value, keys, parameter.name);
    const bool other = has_key(entry.value, keys, parameter.instead_of);
    if (one != other)
      continue;
    binder.diagnostics.error(
        entry.key.span,
        fmt::format("{} needs {} {} or {}", entry.key.text, one ? "only one of" : "one of",
                    parameter.instead_of, parameter.name),
        "",
        one ? "remove one"
            : fmt::format("add {}: {}", parameter.instead_of,
                          model.parameters[*model.find_parameter(parameter.instead_of)].example));
  }
}

// A formula has no opening. One that stands beside it is told of when the cycles are known, which
// it may be meant to break.
Node without_stray_opening(const Entry& entry, Metric& metric) {
  Node map = entry.value;
  if (metric.model != &formula_model())
    return map;
  std::erase_if(map.entries, [&](const Entry& each) {
    if (each.key.text != "initial")
      return false;
    metric.stray_opening = each.key.span;
    return true;
  });
  return map;
}

void bind_arguments(const Entry& entry, Metric& metric, Binder& binder) {
  const bool named = entry.value.find(kModelKey.name) != nullptr;
  const std::string what = fmt::format("metric {} ({})", entry.key.text, metric.model->name);
  const Node* actual = entry.value.find("actual");
  metric.actual = bind_actual(entry, binder);
  const std::vector<KeySpec> keys = keys_of(*metric.model, named, actual != nullptr);
  check_keys(without_stray_opening(entry, metric), keys, what, entry.key.span, binder.diagnostics);
  check_alternatives(entry, *metric.model, keys, binder);
  for (std::size_t i = 0; i < metric.parameter_count(); ++i) {
    const ParameterSpec& parameter = metric.parameter(i);
    if (const Node* node = entry.value.find(parameter.name))
      metric.arguments.push_back(bind_argument(*node, i, entry, metric, binder));
  }
}

void bind_metric(const Entry& entry, Binder& binder) {
  if (const auto meant = metric_meant(entry, binder))
    return bind_metric(*meant, binder);
  Metric metric;
  metric.name = entry.key;
  metric.model = &formula_model();
  if (require_map(entry.value, fmt::format("metric {}", entry.key.text), binder.diagnostics,
                  "formula") != nullptr) {
    if (const Node* label = entry.value.find("label"))
      metric.label = binder.text(*label, "label");
    const Node* unit = entry.value.find("unit");
    if (unit != nullptr && require_text(*unit, "unit", binder.diagnostics) != nullptr)
      metric.unit = unit->text;
    if (const Node* flow = entry.value.find("flow"))
      metric.flow = binder.flag(*flow, fmt::format("flow of {}", entry.key.text));
    metric.each = bind_each(entry.value, binder);
    metric.total = bind_total(entry.value, entry.key, binder);
    if (metric.total)
      metric.total_span = entry.value.find("total")->span;
    if (const ModelSpec* model = choose_model(entry, binder, metric.model_span)) {
      metric.model = model;
      bind_arguments(entry, metric, binder);
    }
  }
  binder.scenario.metrics.push_back(std::move(metric));
}

} // namespace

const ParameterSpec& Metric::parameter(std::size_t index) const {
  const std::size_t own = model->parameters.size();
  return index < own ? model->parameters[index] : common_parameters()[index - own];
}

std::size_t Metric::parameter_count() const {
  return model->parameters.size() + common_parameters().size();
}

const Argument* Metric::argument(std::size_t parameter) const {
  const auto found =
      std::find_if(arguments.begin(), arguments.end(),
                   [&](const Argument& argument) { return argument.parameter == parameter; });
  return found == arguments.end() ? nullptr : &*found;
}

void bind_metrics(const Node& node, Binder& binder) {
  if (require_map(node, "metrics", binder.diagnostics) == nullptr) {
    for (const Entry& entry : as_named_map(node).entries)
      bind_metric(entry, binder);
    return;
  }
  if (node.entries.empty())
    binder.diagnostics.error(node.span, "a scenario needs at least one metric");
  for (const Entry& entry : node.entries)
    bind_metric(entry, binder);
}

} // namespace escala
