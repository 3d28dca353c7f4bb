// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "describe/patterns.h"
#include "describe/schema_writer.h"
#include "describe/value_schema.h"
#include "describe/words.h"
#include "escala/describe/schema.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

std::string facts(std::string_view doc, const std::string& value, const std::string& fallback,
                  bool required) {
  const std::string without = required           ? "; required"
                              : fallback.empty() ? ""
                                                 : fmt::format("; default {}", fallback);
  return fmt::format("{} ({}{})", doc, value, without);
}

class ScenarioSchema {
 public:
  std::string take() {
    write_.begin();
    write_.text("$schema", "http://json-schema.org/draft-07/schema#");
    write_.text("title", "escala scenario");
    write_map(kScenarioKeys);
    write_.begin("definitions");
    values_.write_definitions();
    for (const KeyMap* map : {&kSimulationKeys, &kCorrelationKeys, &kRiskKeys, &kMitigationKeys,
                              &kInvestmentKeys, &kPillarKeys, &kJointKeys, &kOutputKeys})
      write_definition(*map);
    write_driver();
    write_target();
    write_metric();
    for (const ModelSpec* model : growth_models())
      write_model(*model, true);
    for (const ModelSpec* model : written_models())
      write_model(*model, false);
    write_.end();
    write_.end();
    return write_.take();
  }

 private:
  void write_key(const KeySpec& key) {
    write_.begin(key.name);
    write_.text("description",
                facts(key.doc, value_in_words(key), key.fallback == nullptr ? "" : key.fallback(),
                      key.status == KeyStatus::required));
    if (!key.example.empty())
      write_.examples(key.example);
    if (key.arity == Arity::one)
      values_.write(key);
    else
      write_several(key);
    write_.end();
  }

  void write_several(const KeySpec& key) {
    const bool named = key.arity == Arity::named;
    const std::string_view type = named ? "object" : "array";
    if (key.status == KeyStatus::required) {
      write_.text("type", type);
      write_.number(named ? "minProperties" : "minItems", 1);
    } else {
      write_.texts("type", {type, "null"});
    }
    if (named)
      values_.write_key_pattern(kNamePattern);
    if (key.map == &kTargetKeys) {
      write_.begin("properties");
      write_.reference_member("all", "all");
      write_.end();
    }
    write_.begin(named ? "additionalProperties" : "items");
    values_.write(key);
    write_.end();
  }

  // --- maps of keys ---

  void write_required(std::span<const KeySpec> keys) {
    std::vector<std::string_view> required;
    for (const KeySpec& key : keys)
      if (key.status == KeyStatus::required)
        required.push_back(key.name);
    if (!required.empty())
      write_.texts("required", required);
  }

  void write_keys(std::span<const KeySpec> keys) {
    write_.begin("properties");
    for (const KeySpec& key : keys)
      write_key(key);
    write_.end();
    write_required(keys);
    write_.flag("additionalProperties", false);
  }

  void write_map(const KeyMap& map) {
    write_.text("type", "object");
    write_keys(map.keys);
  }

  void write_definition(const KeyMap& map) {
    write_.begin(definition_of(map));
    write_map(map);
    if (&map == &kPillarKeys)
      write_.raw_member("dependencies", R"({"lifts": ["half_at"]})");
    write_.end();
  }

  // A scalar or a schedule is the draw itself.
  void write_driver() {
    write_.begin("driver");
    write_.raw_member("type", R"(["number", "string", "object"])");
    write_.raw_member(
        "if",
        fmt::format(
            R"({{"type": "object", "not": {{"required": ["draw"]}}, "propertyNames": {{"pattern": "^[0-9]"}}, "minProperties": 1}})"));
    write_.reference_member("then", "months");
    write_.begin("else");
    write_.raw_member("if", R"({"type": "object"})");
    write_.begin("then");
    write_keys(kDriverKeys.keys);
    write_.end();
    write_.reference_member("else", "expression");
    write_.end();
    write_.end();
  }

  // At most one of by, at and throughout.
  void write_target() {
    write_.begin("target");
    write_map(kTargetKeys);
    write_.raw_member(
        "not",
        R"({"anyOf": [{"required": ["by", "at"]}, {"required": ["by", "throughout"]}, {"required": ["at", "throughout"]}]})");
    write_.end();
  }

  // --- metrics ---

  void write_metric() {
    write_.begin("metric");
    write_.text("type", "object");
    write_.begin("properties");
    write_model_choice();
    write_.end();
    write_.raw_member("if", R"({"required": ["model"]})");
    write_.begin("then");
    write_.begin_list("allOf");
    for (const ModelSpec* model : growth_models()) {
      write_.begin();
      write_.raw_member(
          "if", fmt::format(R"({{"properties": {{"model": {{"const": "{}"}}}}}})", model->name));
      write_.reference_member("then", fmt::format("model_{}", model->name));
      write_.end();
    }
    write_.end_list();
    write_.end();
    write_.begin("else");
    write_.begin("properties");
    write_parameter(formula_model().parameters.front());
    write_.end();
    write_.raw_member("if", R"({"required": ["formula"]})");
    write_.reference_member("then", "model_formula");
    write_.reference_member("else", "model_next");
    write_.end();
    write_.end();
  }

  void write_model_choice() {
    write_.begin(kModelKey.name);
    write_.text("description", kModelKey.doc);
    std::vector<std::string_view> names;
    for (const ModelSpec* model : growth_models())
      names.push_back(model->name);
    write_.texts("enum", names);
    write_.end();
  }

  void write_model(const ModelSpec& model, bool named) {
    write_.begin(fmt::format("model_{}", model.name));
    write_.text("title", named ? fmt::format("model: {}", model.name) : std::string(model.name));
    write_.text("description", fmt::format("{}: {}", model.doc, model.formula));
    write_.begin("properties");
    if (named) {
      write_.begin(kModelKey.name);
      write_.text("const", model.name);
      write_.end();
    }
    for (const ParameterSpec& parameter : model.parameters)
      write_parameter(parameter);
    for (const ParameterSpec& parameter : common_parameters())
      write_parameter(parameter);
    for (const KeySpec& key : kMetricKeys.keys)
      write_key(key);
    write_.end();
    write_requirements(model);
    write_.flag("additionalProperties", false);
    write_.end();
  }

  void write_parameter(const ParameterSpec& parameter) {
    write_.begin(parameter.name);
    write_.text("description",
                facts(parameter.doc, value_in_words(parameter), default_in_words(parameter),
                      parameter.presence == Presence::required));
    write_.examples(parameter.example);
    values_.write(parameter);
    write_.end();
  }

  // An opening balance is not required if there are actual months.
  void write_requirements(const ModelSpec& model) {
    std::vector<std::string_view> required;
    std::string alternatives;
    std::string_view opening;
    for (const ParameterSpec& parameter : model.parameters) {
      const bool needed = parameter.presence == Presence::required;
      if (parameter.role == ParameterRole::opening && needed)
        opening = parameter.name;
      else if (needed)
        required.push_back(parameter.name);
      if (!parameter.instead_of.empty())
        alternatives = fmt::format(R"([{{"required": ["{}"]}}, {{"required": ["{}"]}}])",
                                   parameter.instead_of, parameter.name);
    }
    if (!required.empty())
      write_.texts("required", required);
    if (!alternatives.empty())
      write_.raw_member("oneOf", alternatives);
    if (opening.empty())
      return;
    write_.raw_member("if", R"({"required": ["actual"]})");
    write_.raw_member("else", fmt::format(R"({{"required": ["{}"]}})", opening));
  }

  SchemaWriter write_;
  ValueSchema values_{write_};
};

} // namespace

std::string scenario_schema() { return ScenarioSchema().take(); }

} // namespace escala
