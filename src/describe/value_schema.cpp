// SPDX-License-Identifier: Apache-2.0
#include "describe/value_schema.h"

#include <fmt/format.h>

#include <limits>

#include "describe/patterns.h"
#include "escala/core/currencies.h"

namespace escala {
namespace {

constexpr double kMost = std::numeric_limits<double>::max();

} // namespace

std::string_view definition_of(const KeyMap& map) {
  return map.what.substr(map.what.rfind(' ') + 1);
}

void ValueSchema::write_definitions() {
  write_text_or_number("expression", expression_pattern(), {"number", "string"});
  write_text_or_number("share", share_pattern(), {"number", "string"});
  write_text_or_number("open_share", open_share_pattern(), {"number", "string"});
  write_text_or_number("duration", duration_pattern(), {"string"});
  write_text_or_number("time", time_pattern(), {"string"});
  write_.begin("months");
  write_.text("type", "object");
  write_.number("minProperties", 1);
  write_.begin("propertyNames");
  write_.text("pattern", kMonthPattern);
  write_.end();
  write_.reference_member("additionalProperties", "expression");
  write_.end();
  write_scheduled("scheduled", "expression", expression_pattern(), {"number", "string", "object"});
  write_scheduled("scheduled_share", "share", share_pattern(), {"number", "string", "object"});
  write_scheduled("scheduled_duration", "duration", duration_pattern(), {"string", "object"});
  write_actual_definitions();
  write_series("quantity", false);
  write_series("yearly", true);
}

void ValueSchema::write_text_or_number(std::string_view name, const std::string& pattern,
                                       std::initializer_list<std::string_view> types) {
  write_.begin(name);
  write_.texts("type", types);
  write_.text("pattern", pattern);
  write_.end();
}

// A value, or a schedule of them by month.
void ValueSchema::write_scheduled(std::string_view name, std::string_view value,
                                  const std::string& pattern,
                                  std::initializer_list<std::string_view> types) {
  write_.begin(name);
  write_.texts("type", types);
  write_.text("pattern", pattern);
  write_.number("minProperties", 1);
  write_key_pattern(kMonthPattern);
  write_.reference_member("additionalProperties", value);
  write_.end();
}

// An expression, a schedule, a map by segment, and perhaps a list by year.
void ValueSchema::write_series(std::string_view name, bool list) {
  write_.begin(name);
  if (list)
    write_.texts("type", {"number", "string", "object", "array"});
  else
    write_.texts("type", {"number", "string", "object"});
  write_.text("pattern", expression_pattern());
  write_.number("minProperties", 1);
  write_.begin("patternProperties");
  write_.reference_member(kMonthPattern, "expression");
  write_.reference_member(kSegmentPattern, name);
  write_.end();
  write_.flag("additionalProperties", false);
  if (list) {
    write_.number("minItems", 1);
    write_.reference_member("items", "expression");
  }
  write_.end();
}

void ValueSchema::write_range(const Range& range) {
  if (range.low > -kMost)
    write_.number(range.above_low ? "exclusiveMinimum" : "minimum", range.low);
  if (range.high < kMost)
    write_.number(range.below_high ? "exclusiveMaximum" : "maximum", range.high);
}

std::string_view ValueSchema::quantity_of(const KeySpec& key) {
  if (&key == &key_of(kDriverKeys, "draw"))
    return "quantity";
  if (key.dimension == kTime)
    return key.constant ? "duration" : "scheduled_duration";
  if (key.range.low != 0 || key.range.high != 1)
    return key.constant ? "expression" : "scheduled";
  if (key.range.above_low)
    return "open_share";
  return key.constant ? "share" : "scheduled_share";
}

void ValueSchema::write(const KeySpec& key) {
  switch (key.kind) {
  case ValueKind::version:
    return write_.raw_member("enum", "[1, \"1\"]");
  case ValueKind::text:
    return write_text(key);
  case ValueKind::lists:
    return write_lists();
  case ValueKind::names:
    return write_names(key);
  case ValueKind::percentiles:
    return write_percentiles(key);
  case ValueKind::choice:
    return write_.texts("enum", key.words);
  case ValueKind::flag:
    return write_.text("type", "boolean");
  case ValueKind::currency:
    return write_.texts("enum", currency_codes());
  case ValueKind::month:
    write_.text("type", "string");
    return write_.text("pattern", kMonthPattern);
  case ValueKind::whole:
    write_.texts("type", {"integer", "string"});
    write_.text("pattern", kWholePattern);
    return write_range(key.range);
  case ValueKind::quantity:
    write_.refer(quantity_of(key));
    return key.dimension == kPlain ? write_range(key.range) : void();
  case ValueKind::metric:
  case ValueKind::condition:
    write_.text("type", "string");
    return write_.text("pattern", expression_pattern());
  case ValueKind::time:
    return write_.refer("time");
  case ValueKind::times:
    return write_.raw_member(
        "anyOf", R"([{"const": true}, {"type": "string", "pattern": "\\S\\s+to\\s+\\S"}])");
  case ValueKind::years:
    write_.text("type", "array");
    write_.number("minItems", 1);
    return write_.reference_member("items", "expression");
  case ValueKind::actuals:
    return write_actuals();
  case ValueKind::effects:
    return write_effects();
  case ValueKind::overlay:
    write_.text("type", "object");
    write_.raw_member("properties", R"({"extends": {"type": "string"}})");
    return write_key_pattern(kOverlayPattern);
  case ValueKind::map:
    return write_.refer(definition_of(*key.map));
  }
}

void ValueSchema::write_text(const KeySpec& key) {
  if (key.status != KeyStatus::required)
    return write_.texts("type", {"string", "number", "boolean", "null"});
  write_.texts("type", {"string", "number", "boolean"});
  write_.text("pattern", kSomeText);
}

// One segment list, or two.
void ValueSchema::write_lists() {
  write_.texts("type", {"string", "array"});
  write_.text("pattern", kNamePattern);
  write_.number("maxItems", kSplitLists);
  write_items(kNamePattern);
}

void ValueSchema::write_names(const KeySpec& key) {
  if (key.listed_in_text)
    write_.texts("type", {"array", "string"});
  else
    write_.text("type", "array");
  write_items(kPathPattern);
}

// A list, one number, or a text such as "10, 50, 90".
void ValueSchema::write_percentiles(const KeySpec& key) {
  write_.texts("type", {"array", "number", "string"});
  write_range(key.range);
  write_.number("minItems", 1);
  write_.begin("items");
  write_.text("type", "number");
  write_range(key.range);
  write_.end();
}

void ValueSchema::write_items(std::string_view pattern) {
  write_.number("minItems", 1);
  write_.flag("uniqueItems", true);
  write_.begin("items");
  write_.text("type", "string");
  write_.text("pattern", pattern);
  write_.end();
}

void ValueSchema::write_actual_definitions() {
  write_.begin("actual_values");
  write_.raw_member(
      "anyOf",
      fmt::format(R"([{{"$ref": "#/definitions/months"}}, {{"type": "string", "pattern": "{}"}}])",
                  kCsvPattern));
  write_.end();
  write_.begin("actual_by_segment");
  write_.text("type", "object");
  write_.number("minProperties", 1);
  write_.begin("patternProperties");
  write_.reference_member(kNamePattern, "actual_values");
  write_.end();
  write_.flag("additionalProperties", false);
  write_.end();
}

// Actual values of the metric, or of each segment.
void ValueSchema::write_actuals() {
  write_.texts("type", {"object", "string"});
  write_.text("pattern", kCsvPattern);
  write_.number("minProperties", 1);
  write_.begin("patternProperties");
  write_.reference_member(kMonthPattern, "quantity");
  write_.begin(kSegmentPattern);
  write_.raw_member("anyOf", R"([{"$ref": "#/definitions/actual_values"}, )"
                             R"({"$ref": "#/definitions/actual_by_segment"}])");
  write_.end();
  write_.end();
  write_.flag("additionalProperties", false);
}

void ValueSchema::write_effects() {
  write_.text("type", "object");
  write_.number("minProperties", 1);
  write_key_pattern(kPathPattern);
  write_.reference_member("additionalProperties", "scheduled");
}

void ValueSchema::write_key_pattern(std::string_view pattern) {
  write_.begin("propertyNames");
  write_.text("pattern", pattern);
  write_.end();
}

void ValueSchema::write(const ParameterSpec& parameter) {
  switch (parameter.form) {
  case ParameterForm::choice:
    write_.texts("enum", parameter.words);
    break;
  case ParameterForm::month_counts:
    write_.refer("months");
    break;
  case ParameterForm::survival:
    write_.texts("type", {"string", "array"});
    write_.text("pattern", kRetentionPattern);
    write_.number("minItems", 1);
    write_.reference_member("items", "share");
    break;
  case ParameterForm::yearly:
  case ParameterForm::by_age:
    write_.refer("yearly");
    break;
  case ParameterForm::expression:
    write_.refer(parameter.unit == ParameterUnit::duration && parameter.constant ? "duration"
                                                                                 : "quantity");
    break;
  }
  const bool counted =
      parameter.form == ParameterForm::month_counts || parameter.form == ParameterForm::survival;
  if (parameter.form != ParameterForm::choice && !counted)
    write_range(parameter.range);
}

} // namespace escala
