// SPDX-License-Identifier: Apache-2.0
// The keywords of JSON Schema, over the writer of JSON.
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

  // The schema is that of a definition, beside what else is said of it. In draft-07 a bare $ref
  // hides its neighbours.
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
