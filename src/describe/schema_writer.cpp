// SPDX-License-Identifier: Apache-2.0
#include "describe/schema_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>

#include "escala/input/yaml.h"

namespace escala {
namespace {

Node node_of(std::string_view yaml) {
  Sources sources;
  Diagnostics diagnostics;
  const auto root =
      read_yaml(sources.add("example", fmt::format("value: {}\n", yaml)), diagnostics);
  assert(root && root->find("value") != nullptr);
  return *root->find("value");
}

} // namespace

void SchemaWriter::begin(std::string_view key) {
  json_.key(key);
  json_.begin_object();
}

void SchemaWriter::begin_list(std::string_view key) {
  json_.key(key);
  json_.begin_array();
}

void SchemaWriter::texts(std::string_view key, std::span<const std::string_view> values) {
  json_.key(key);
  json_.begin_line();
  for (std::string_view value : values)
    json_.value(value);
  json_.end_line();
}

void SchemaWriter::reference(std::string_view definition) {
  json_.begin_object();
  json_.member("$ref", std::string_view(fmt::format("#/definitions/{}", definition)));
  json_.end_object();
}

void SchemaWriter::refer(std::string_view definition) {
  begin_list("allOf");
  reference(definition);
  end_list();
}

void SchemaWriter::reference_member(std::string_view key, std::string_view definition) {
  json_.key(key);
  reference(definition);
}

void SchemaWriter::examples(std::string_view yaml) {
  begin_list("examples");
  value(node_of(yaml));
  end_list();
}

void SchemaWriter::raw_member(std::string_view key, std::string_view json) {
  json_.key(key);
  value(node_of(json));
}

// An unquoted whole number or boolean is written as such, any other scalar as text.
void SchemaWriter::value(const Node& node) {
  switch (node.kind) {
  case Node::Kind::null:
    return json_.value(std::nullopt);
  case Node::Kind::map:
    json_.begin_object();
    for (const Entry& entry : node.entries) {
      json_.key(entry.key.text);
      value(entry.value);
    }
    return json_.end_object();
  case Node::Kind::list:
    json_.begin_array();
    std::ranges::for_each(node.items, [&](const Node& item) { value(item); });
    return json_.end_array();
  case Node::Kind::scalar:
    break;
  }
  const std::string& text = node.text.text;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (!node.quoted && error == std::errc{} && stop == end)
    json_.value(number);
  else if (!node.quoted && (text == "true" || text == "false"))
    json_.value(text == "true");
  else
    json_.value(std::string_view(text));
}

} // namespace escala
