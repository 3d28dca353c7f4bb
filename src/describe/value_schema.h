// SPDX-License-Identifier: Apache-2.0
// The schemas of single values: of keys and of parameters.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "describe/schema_writer.h"
#include "escala/catalog/growth_model.h"
#include "escala/scenario/keys.h"

namespace escala {

// The definition that holds the schema of a map.
std::string_view definition_of(const KeyMap& map);

class ValueSchema {
 public:
  explicit ValueSchema(SchemaWriter& write) : write_(write) {}

  // Definitions that the others refer to.
  void write_definitions();
  // Writes the keywords of a value into the open object.
  void write(const KeySpec& key);
  void write(const ParameterSpec& parameter);
  void write_key_pattern(std::string_view pattern);

 private:
  void write_text_or_number(std::string_view name, const std::string& pattern,
                            std::initializer_list<std::string_view> types);
  void write_scheduled(std::string_view name, std::string_view value, const std::string& pattern,
                       std::initializer_list<std::string_view> types);
  void write_series(std::string_view name, bool list);
  void write_range(const Range& range);
  static std::string_view quantity_of(const KeySpec& key);
  void write_text(const KeySpec& key);
  void write_lists();
  void write_names(const KeySpec& key);
  void write_percentiles(const KeySpec& key);
  void write_items(std::string_view pattern);
  void write_actual_definitions();
  void write_actuals();
  void write_effects();

  SchemaWriter& write_;
};

} // namespace escala
