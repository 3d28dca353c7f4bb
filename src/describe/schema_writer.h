// SPDX-License-Identifier: Apache-2.0
// Writes the keywords of JSON Schema with a JsonWriter.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "escala/input/node.h"
#include "escala/render/json_writer.h"

namespace escala {

class SchemaWriter {
 public:
  void begin() { json_.begin_object(); }
  void begin(std::string_view key);
  void end() { json_.end_object(); }
  void begin_list(std::string_view key);
  void end_list() { json_.end_array(); }

  void text(std::string_view key, std::string_view value) { json_.member(key, value); }
  void number(std::string_view key, double value) { json_.member(key, value); }
  void flag(std::string_view key, bool value) { json_.member(key, value); }
  void texts(std::string_view key, std::span<const std::string_view> values);
  void texts(std::string_view key, std::initializer_list<std::string_view> values) {
    texts(key, std::span(values.begin(), values.size()));
  }

  // Makes the open schema refer to a definition, and allows other keywords beside it: in draft-07 a
  // plain $ref hides the keywords beside it.
  void refer(std::string_view definition);
  // A member whose schema is that of a definition.
  void reference_member(std::string_view key, std::string_view definition);
  // One example, written as YAML.
  void examples(std::string_view yaml);
  // A member given as JSON.
  void raw_member(std::string_view key, std::string_view json);

  std::string take() { return json_.take(); }

 private:
  void reference(std::string_view definition);
  void value(const Node& node);

  JsonWriter json_;
};

} // namespace escala
