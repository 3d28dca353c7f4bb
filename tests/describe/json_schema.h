// SPDX-License-Identifier: Apache-2.0
// A validator of JSON Schema, draft-07: the keywords that `escala schema` uses, and no others.
#pragma once

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace escala {

using nlohmann::json;

inline bool is_type(const json& value, const std::string& type) {
  if (type == "integer")
    return value.is_number_integer();
  if (type == "number")
    return value.is_number();
  return type == std::string(value.type_name());
}

inline bool matches(const std::string& pattern, const std::string& text) {
  static std::map<std::string, std::regex> known;
  const auto [at, added] = known.try_emplace(pattern);
  if (added)
    at->second = std::regex(pattern);
  return std::regex_search(text, at->second);
}

class Validation {
 public:
  explicit Validation(const json& root) : root_(root) {}

  void check(const json& schema, const json& value, const std::string& at) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>())
        fail(at, "nothing fits");
      return;
    }
    if (schema.contains("$ref"))
      return check(root_.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1))), value,
                   at);
    check_value(schema, value, at);
    if (value.is_object())
      check_object(schema, value, at);
    if (value.is_array())
      check_array(schema, value, at);
    check_combination(schema, value, at);
  }

  std::vector<std::string> mistakes;

 private:
  void fail(const std::string& at, const std::string& keyword) {
    mistakes.push_back(at + ": " + keyword);
  }

  bool fits(const json& schema, const json& value) const {
    Validation inner(root_);
    inner.check(schema, value, "");
    return inner.mistakes.empty();
  }

  void check_value(const json& schema, const json& value, const std::string& at) {
    if (schema.contains("type")) {
      const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
      if (std::none_of(types.begin(), types.end(),
                       [&](const json& t) { return is_type(value, t); }))
        fail(at, "type");
    }
    if (schema.contains("const") && schema["const"] != value)
      fail(at, "const");
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      fail(at, "enum");
    if (value.is_string() && schema.contains("pattern") && !matches(schema["pattern"], value))
      fail(at, "pattern");
    if (value.is_number())
      check_number(schema, value.get<double>(), at);
  }

  void check_number(const json& schema, double value, const std::string& at) {
    if (schema.contains("minimum") && value < schema["minimum"])
      fail(at, "minimum");
    if (schema.contains("maximum") && value > schema["maximum"])
      fail(at, "maximum");
    if (schema.contains("exclusiveMinimum") && value <= schema["exclusiveMinimum"])
      fail(at, "exclusiveMinimum");
    if (schema.contains("exclusiveMaximum") && value >= schema["exclusiveMaximum"])
      fail(at, "exclusiveMaximum");
  }

  void check_object(const json& schema, const json& value, const std::string& at) {
    if (schema.contains("minProperties") && value.size() < schema["minProperties"])
      fail(at, "minProperties");
    for (const json& name : schema.value("required", json::array()))
      if (!value.contains(name))
        fail(at, "required " + name.get<std::string>());
    const json dependencies = schema.value("dependencies", json::object());
    for (const auto& [name, needed] : dependencies.items())
      for (const json& other : needed)
        if (value.contains(name) && !value.contains(other))
          fail(at, "dependencies " + name);
    for (const auto& [name, member] : value.items()) {
      if (schema.contains("propertyNames"))
        check(schema["propertyNames"], name, at + "/" + name);
      check_member(schema, name, member, at + "/" + name);
    }
  }

  void check_member(const json& schema, const std::string& name, const json& member,
                    const std::string& at) {
    bool known = false;
    if (schema.contains("properties") && schema["properties"].contains(name)) {
      known = true;
      check(schema["properties"][name], member, at);
    }
    const json patterns = schema.value("patternProperties", json::object());
    for (const auto& [pattern, described] : patterns.items())
      if (matches(pattern, name)) {
        known = true;
        check(described, member, at);
      }
    if (!known && schema.contains("additionalProperties"))
      check(schema["additionalProperties"], member, at);
  }

  void check_array(const json& schema, const json& value, const std::string& at) {
    if (schema.contains("minItems") && value.size() < schema["minItems"])
      fail(at, "minItems");
    if (schema.contains("maxItems") && value.size() > schema["maxItems"])
      fail(at, "maxItems");
    if (schema.value("uniqueItems", false) &&
        std::set<json>(value.begin(), value.end()).size() < value.size())
      fail(at, "uniqueItems");
    if (schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        check(schema["items"], value[i], at + "/" + std::to_string(i));
  }

  std::size_t count_fitting(const json& schemas, const json& value) const {
    return static_cast<std::size_t>(std::count_if(
        schemas.begin(), schemas.end(), [&](const json& schema) { return fits(schema, value); }));
  }

  void check_combination(const json& schema, const json& value, const std::string& at) {
    for (const json& all : schema.value("allOf", json::array()))
      check(all, value, at);
    if (schema.contains("anyOf") && count_fitting(schema["anyOf"], value) == 0)
      fail(at, "anyOf");
    if (schema.contains("oneOf") && count_fitting(schema["oneOf"], value) != 1)
      fail(at, "oneOf");
    if (schema.contains("not") && fits(schema["not"], value))
      fail(at, "not");
    if (!schema.contains("if"))
      return;
    const char* branch = fits(schema["if"], value) ? "then" : "else";
    if (schema.contains(branch))
      check(schema[branch], value, at);
  }

  const json& root_;
};

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json root) : root_(std::move(root)) {}

  // The places where the value does not fit, with the reasons: "/metrics/arr: required growth".
  std::vector<std::string> mistakes(const nlohmann::json& value) const {
    Validation validation(root_);
    validation.check(root_, value, "");
    return validation.mistakes;
  }

 private:
  nlohmann::json root_;
};

} // namespace escala
