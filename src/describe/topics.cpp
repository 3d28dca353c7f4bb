// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/topics.h"

#include <fmt/format.h>

#include "describe/words.h"
#include "escala/catalog/distribution.h"
#include "escala/catalog/function.h"
#include "escala/catalog/growth_model.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

TopicPart part_of(const ParameterSpec& parameter) {
  return {.name = std::string(parameter.name),
          .doc = std::string(parameter.doc),
          .value = value_in_words(parameter),
          .fallback = default_in_words(parameter),
          .example = std::string(parameter.example),
          .required = parameter.presence == Presence::required};
}

Topic topic_of(const ModelSpec& model, std::string_view kind) {
  Topic topic{.name = std::string(model.name),
              .kind = std::string(kind),
              .doc = std::string(model.doc),
              .formula = std::string(model.formula),
              .source = std::string(model.source),
              .part_kind = "parameter",
              .example = std::string(model.example)};
  for (const ParameterSpec& parameter : model.parameters)
    topic.parts.push_back(part_of(parameter));
  for (const ModelOutput& output : model.outputs)
    topic.series.push_back({.name = fmt::format(".{}", output.name),
                            .doc = std::string(output.doc),
                            .value = value_in_words(output.unit)});
  return topic;
}

std::string usage_of(const DistributionSpec& spec) {
  std::vector<std::string_view> names;
  for (const DistributionParameter& parameter : spec.parameters)
    names.push_back(parameter.name);
  const std::string written = fmt::format("{}", fmt::join(names, ", "));
  const bool listed = spec.form != DistributionForm::single;
  return fmt::format("{}({}{})", spec.name, written,
                     listed             ? ", ..."
                     : spec.truncates() ? ", min=, max="
                                        : "");
}

Topic topic_of(const DistributionSpec& spec) {
  Topic topic{.name = std::string(spec.name),
              .kind = "distribution",
              .doc = std::string(spec.doc),
              .usage = usage_of(spec),
              .formula = std::string(spec.formula),
              .source = std::string(spec.source),
              .part_kind = "parameter",
              .example = std::string(spec.example)};
  for (const DistributionParameter& parameter : spec.parameters)
    topic.parts.push_back({.name = std::string(parameter.name),
                           .doc = std::string(parameter.doc),
                           .value = value_in_words(parameter),
                           .required = true});
  return topic;
}

// "a + b", "not a"
std::string usage_of_operator(const FunctionSpec& spec) {
  const std::size_t comma = spec.parameters.find(", ");
  if (comma == std::string_view::npos)
    return spec.symbol.empty() ? fmt::format("{} {}", spec.name, spec.parameters)
                               : fmt::format("{}{}", spec.symbol, spec.parameters);
  return fmt::format("{} {} {}", spec.parameters.substr(0, comma), spec.name,
                     spec.parameters.substr(comma + 2));
}

Topic topic_of(const FunctionSpec& spec, std::string_view kind, std::string usage) {
  return {.name = std::string(spec.name),
          .kind = std::string(kind),
          .doc = std::string(spec.doc),
          .usage = std::move(usage),
          .example = std::string(spec.example)};
}

std::vector<Topic> function_topics() {
  std::vector<Topic> topics;
  for (const FunctionSpec& spec : functions())
    topics.push_back(topic_of(spec, "function", fmt::format("{}({})", spec.name, spec.parameters)));
  return topics;
}

std::vector<Topic> operator_topics() {
  std::vector<Topic> topics;
  for (const FunctionSpec& spec : operators())
    topics.push_back(topic_of(spec, "operator", usage_of_operator(spec)));
  return topics;
}

std::vector<Topic> time_function_topics() {
  std::vector<Topic> topics;
  for (const TimeFunctionSpec& spec : time_functions())
    topics.push_back({.name = std::string(spec.name),
                      .kind = "function of time",
                      .doc = std::string(spec.doc),
                      .usage = fmt::format("{}({})", spec.name, spec.parameters),
                      .example = std::string(spec.example)});
  return topics;
}

std::vector<Topic> term_topics() {
  std::vector<Topic> topics;
  for (const LanguageTerm& term : language_terms())
    topics.push_back({.name = std::string(term.name),
                      .kind = "term",
                      .doc = std::string(term.doc),
                      .usage = std::string(term.usage),
                      .example = std::string(term.example)});
  return topics;
}

std::vector<Topic> model_topics() {
  std::vector<Topic> topics;
  for (const ModelSpec* model : growth_models())
    topics.push_back(topic_of(*model, "growth model"));
  for (const ModelSpec* model : written_models())
    topics.push_back(topic_of(*model, "way to write a metric"));
  return topics;
}

std::vector<Topic> distribution_topics() {
  std::vector<Topic> topics;
  for (const DistributionSpec* spec : distributions())
    topics.push_back(topic_of(*spec));
  return topics;
}

// --- keys ---

TopicPart part_of(const KeySpec& key) {
  std::string value = value_in_words(key);
  if (key.status == KeyStatus::planned)
    value += "; not supported yet";
  return {.name = std::string(key.name),
          .doc = std::string(key.doc),
          .value = std::move(value),
          .fallback = key.fallback == nullptr ? "" : key.fallback(),
          .example = std::string(key.example),
          .required = key.status == KeyStatus::required};
}

void add_map(const KeyMap& map, const std::string& name, std::string_view doc,
             std::string_view example, std::vector<Topic>& topics) {
  Topic topic{.name = name,
              .kind = "key",
              .doc = std::string(doc),
              .part_kind = "key",
              .example = std::string(example)};
  if (&map == &kMetricKeys)
    topic.parts.push_back(part_of(kModelKey));
  for (const KeySpec& key : map.keys)
    topic.parts.push_back(part_of(key));
  if (&map == &kMetricKeys)
    for (const ParameterSpec& parameter : common_parameters())
      topic.parts.push_back(part_of(parameter));
  topics.push_back(std::move(topic));
  const std::string prefix = map.path.empty() ? "" : name + ".";
  for (const KeySpec& key : map.keys)
    if (key.map != nullptr)
      add_map(*key.map, prefix + std::string(key.name), key.doc,
              fmt::format("{}: {}", key.name, key.example), topics);
}

std::vector<Topic> key_topics() {
  std::vector<Topic> topics;
  add_map(kScenarioKeys, "scenario", "a whole file", "", topics);
  add_map(kJointKeys, "targets.all", "what the joint probability of all targets must reach",
          "all: {confidence: 25%}", topics);
  return topics;
}

} // namespace

std::vector<TopicGroup> topic_groups() {
  return {{"Growth models", model_topics()},
          {"Distributions", distribution_topics()},
          {"Functions", function_topics()},
          {"Functions of time", time_function_topics()},
          {"Operators", operator_topics()},
          {"Names and literals", term_topics()},
          {"Keys", key_topics()}};
}

} // namespace escala
