// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/map_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "escala/core/names.h"
#include "escala/core/rewrite.h"
#include "scenario/bind/map_remedy.h"
#include "scenario/bind/path_remedy.h"

namespace escala {
namespace {

const Node* require(const Node& node, Node::Kind kind, std::string_view what,
                    std::string suggestion, Diagnostics& diagnostics) {
  if (node.kind == kind)
    return &node;
  diagnostics.error(node.span, fmt::format("{} must be {}", what, kind_name(kind)),
                    fmt::format("found {}", kind_name(node.kind)), std::move(suggestion));
  return nullptr;
}

// The key that a word of another tool means; null if there is none, or the map has it already.
const KeySpec* key_named(const Node& map, std::span<const KeySpec> keys, std::string_view word) {
  for (const KeySpec& key : keys)
    if (names_it(key.also, word) && map.find(key.name) == nullptr)
      return &key;
  return nullptr;
}

std::string key_remedy(const std::vector<std::string>& meant) {
  return meant.empty() ? "remove it" : did_you_mean(meant);
}

// A key that belongs into a map beside it: `detection` of a risk, into its mitigation. Empty if it
// is not.
std::string nested_remedy(const Entry& entry, std::span<const KeySpec> keys) {
  for (const KeySpec& outer : keys) {
    if (outer.map == nullptr)
      continue;
    for (const KeySpec& inner : outer.map->keys) {
      if (inner.name != entry.key.text && !names_it(inner.also, entry.key.text))
        continue;
      const bool text = entry.value.kind == Node::Kind::scalar;
      return fmt::format("put it under {0}, as in {0}: {{{1}: {2}}}", outer.name, inner.name,
                         text ? std::string_view(entry.value.text.text) : inner.example);
    }
  }
  return {};
}

// A path may leave out where its name is.
std::string root_remedy(const Node& root, const Entry& entry,
                        const std::vector<std::string>& meant) {
  if (!is_created_by_path(root, entry.key.span))
    return key_remedy(meant);
  const auto paths = paths_to(root, entry.key.text);
  if (paths.empty() || (!meant.empty() && paths.size() > 1))
    return key_remedy(meant);
  return paths.size() == 1 ? fmt::format("did you mean '{}'?", paths.front())
                           : fmt::format("write {}", fmt::join(paths, " or "));
}

// Remedies compare keys, and at the root look through the whole plan: as many as messages are
// shown.
constexpr std::size_t kRemedyLimit = 100;

// Returns the key that was probably meant; empty if none is near. `before`: how many keys of the
// map were unknown before.
std::string report_unknown(const Node& map, const Entry& entry, std::span<const KeySpec> keys,
                           std::string_view what, std::size_t before, Diagnostics& diagnostics) {
  if (before >= kRemedyLimit) {
    diagnostics.error(entry.key.span, fmt::format("unknown key '{}'", entry.key.text), "",
                      key_remedy({}));
    return {};
  }
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
  const KeySpec* other = key_named(map, keys, entry.key.text);
  const std::vector<std::string> meant =
      other != nullptr ? std::vector{std::string(other->name)} : all_nearest(entry.key.text, names);
  const bool root = keys.data() == kScenarioKeys.keys.data();
  const std::string nested = root || other != nullptr ? "" : nested_remedy(entry, keys);
  diagnostics.error(entry.key.span, fmt::format("unknown key '{}'", entry.key.text),
                    fmt::format("{} has the keys {}", what, fmt::join(shown, ", ")),
                    root              ? root_remedy(map, entry, meant)
                    : !nested.empty() ? nested
                                      : key_remedy(meant));
  return meant.empty() ? std::string() : meant.front();
}

std::string example_in(const Node& map, const KeySpec& key) {
  const bool whole = key.example.starts_with('[') || key.example.starts_with('{');
  return whole ? std::string(key.example) : yaml_value(key.example, is_flow(map));
}

// Another key of the map may be what is meant: `max` as the `limit` of a logistic metric.
void report_missing(const Node& map, const KeySpec& key, std::string_view what, Span place,
                    Diagnostics& diagnostics) {
  const std::string problem = fmt::format("the key '{}' is missing", key.name);
  const std::string reason = fmt::format("{} needs it", what);
  for (const Entry& entry : map.entries)
    if (names_it(key.also, entry.key.text))
      return diagnostics.error(entry.key.span, problem, reason,
                               fmt::format("did you mean '{}'?", key.name));
  diagnostics.error(place, problem, reason,
                    fmt::format("add {}: {}", key.name, example_in(map, key)));
}

} // namespace

const Node* require_map(const Node& node, std::string_view what, Diagnostics& diagnostics,
                        std::string_view text_key) {
  return require(node, Node::Kind::map, what, written_whole(map_meant(node, text_key)),
                 diagnostics);
}
const Node* require_list(const Node& node, std::string_view what, Diagnostics& diagnostics) {
  return require(node, Node::Kind::list, what, written_whole(list_meant(node)), diagnostics);
}
const Node* require_text(const Node& node, std::string_view what, Diagnostics& diagnostics) {
  return require(node, Node::Kind::scalar, what, {}, diagnostics);
}

const Node* find_meant(const Node& map, std::span<const KeySpec> keys, std::string_view name) {
  if (const Node* found = map.find(name))
    return found;
  constexpr std::size_t kSearched = 1000; // no map has more keys of its own
  for (const Entry& entry : std::span(map.entries).first(std::min(kSearched, map.entries.size()))) {
    const KeySpec* key =
        find_key(keys, entry.key.text) == nullptr ? key_named(map, keys, entry.key.text) : nullptr;
    if (key != nullptr && key->name == name)
      return &entry.value;
  }
  return nullptr;
}

void check_keys(const Node& map, std::span<const KeySpec> keys, std::string_view what, Span place,
                Diagnostics& diagnostics) {
  std::vector<std::string> misspelt;
  for (const Entry& entry : map.entries) {
    const KeySpec* key = find_key(keys, entry.key.text);
    if (key == nullptr) {
      misspelt.push_back(report_unknown(map, entry, keys, what, misspelt.size(), diagnostics));
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
    report_missing(map, key, what, place, diagnostics);
  }
}

void check_keys(const Node& map, const KeyMap& keys, Span place, Diagnostics& diagnostics) {
  check_keys(map, keys.keys, keys.what, place, diagnostics);
}

} // namespace escala
