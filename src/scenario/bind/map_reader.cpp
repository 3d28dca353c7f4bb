// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "escala/core/names.h"

namespace escala {
namespace {

const Node* require(const Node& node, Node::Kind kind, std::string_view what,
                    Diagnostics& diagnostics) {
  if (node.kind == kind)
    return &node;
  diagnostics.error(node.span, fmt::format("{} must be {}", what, kind_name(kind)),
                    fmt::format("found {}", kind_name(node.kind)));
  return nullptr;
}

// Returns the key that was probably meant; empty if no key is similar.
std::string report_unknown(const Entry& entry, std::span<const KeySpec> keys, std::string_view what,
                           Diagnostics& diagnostics) {
  std::vector<std::string> names;
  std::vector<std::string_view> shown;
  for (const KeySpec& key : keys) {
    names.emplace_back(key.name);
    if (key.status != KeyStatus::planned)
      shown.push_back(key.name);
  }
  if (entry.value.kind == Node::Kind::null && !is_name(entry.key.text)) {
    diagnostics.error(entry.key.span, "the comma splits this text in two",
                      "inside { } a comma separates entries", "put quotes around the whole text");
    return {};
  }
  diagnostics.error(entry.key.span, fmt::format("unknown key '{}'", entry.key.text),
                    fmt::format("{} has the keys {}", what, fmt::join(shown, ", ")),
                    did_you_mean(entry.key.text, names, "remove it"));
  return nearest(entry.key.text, names).value_or("");
}

} // namespace

const Node* require_map(const Node& node, std::string_view what, Diagnostics& diagnostics) {
  return require(node, Node::Kind::map, what, diagnostics);
}
const Node* require_list(const Node& node, std::string_view what, Diagnostics& diagnostics) {
  return require(node, Node::Kind::list, what, diagnostics);
}
const Node* require_text(const Node& node, std::string_view what, Diagnostics& diagnostics) {
  return require(node, Node::Kind::scalar, what, diagnostics);
}

void check_keys(const Node& map, std::span<const KeySpec> keys, std::string_view what, Span place,
                Diagnostics& diagnostics) {
  std::vector<std::string> misspelt;
  for (const Entry& entry : map.entries) {
    const KeySpec* key = find_key(keys, entry.key.text);
    if (key == nullptr) {
      misspelt.push_back(report_unknown(entry, keys, what, diagnostics));
    } else if (key->status == KeyStatus::planned) {
      diagnostics.error(entry.key.span, fmt::format("'{}' is not supported yet", key->name),
                        "this version of escala does not simulate it", "remove it");
    }
  }
  for (const KeySpec& key : keys) {
    if (key.status != KeyStatus::required || map.find(key.name) != nullptr)
      continue;
    if (std::ranges::find(misspelt, key.name) != misspelt.end())
      continue;
    diagnostics.error(place, fmt::format("the key '{}' is missing", key.name),
                      fmt::format("{} needs it", what),
                      fmt::format("add {}: {}", key.name, key.example));
  }
}

void check_keys(const Node& map, const KeyMap& keys, Span place, Diagnostics& diagnostics) {
  check_keys(map, keys.keys, keys.what, place, diagnostics);
}

} // namespace escala
