// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/map_remedy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/names.h"
#include "escala/core/rewrite.h"

namespace escala {
namespace {

constexpr std::array<std::string_view, 4> kNameKeys{"name", "id", "key", "metric"};

std::string entry_on_one_line(const Entry& entry) {
  return fmt::format("{}: {}", yaml_value(entry.key.text, true), on_one_line(entry.value));
}

// The entry of a map that is its name; null if it has none.
const Entry* name_entry(const Node& map) {
  for (const std::string_view key : kNameKeys)
    for (const Entry& entry : map.entries)
      if (entry.key.text == key && entry.value.kind == Node::Kind::scalar &&
          is_name(entry.value.text.text))
        return &entry;
  return nullptr;
}

// "arr: {model: compound}" of {name: arr, model: compound} or of {arr: {model: compound}}; empty if
// the item has no name.
std::string named_entry(const Node& item) {
  if (item.kind != Node::Kind::map || item.entries.empty())
    return {};
  const Entry* name = name_entry(item);
  const bool single = item.entries.size() == 1 && is_name(item.entries.front().key.text);
  if (name == nullptr)
    return single ? entry_on_one_line(item.entries.front()) : "";
  std::string rest;
  for (const Entry& entry : item.entries)
    if (&entry != name)
      rest += (rest.empty() ? "" : ", ") + entry_on_one_line(entry);
  return fmt::format("{}: {{{}}}", name->value.text.text, rest);
}

} // namespace

std::string on_one_line(const Node& node) {
  std::string text;
  switch (node.kind) {
  case Node::Kind::null:
    return "null";
  case Node::Kind::scalar:
    return yaml_value(node.text.text, true);
  case Node::Kind::list:
    for (const Node& item : node.items)
      text += (text.empty() ? "" : ", ") + on_one_line(item);
    return "[" + text + "]";
  case Node::Kind::map:
    for (const Entry& entry : node.entries)
      text += (text.empty() ? "" : ", ") + entry_on_one_line(entry);
    return "{" + text + "}";
  }
  return text;
}

bool is_flow(const Node& map) {
  const Source* source = map.span.source;
  return source != nullptr && map.span.begin < source->text.size() &&
         source->text[map.span.begin] == '{';
}

std::string map_meant(const Node& node, std::string_view text_key) {
  if (node.kind == Node::Kind::scalar && !text_key.empty())
    return fmt::format("{{{}: {}}}", text_key, on_one_line(node));
  if (node.kind != Node::Kind::list || node.items.empty())
    return {};
  std::string text;
  for (const Node& item : node.items) {
    const std::string entry = named_entry(item);
    if (entry.empty())
      return {};
    text += (text.empty() ? "" : ", ") + entry;
  }
  return "{" + text + "}";
}

Node as_named_map(const Node& list) {
  Node map;
  if (list.kind != Node::Kind::list || map_meant(list, {}).empty())
    return map;
  map.kind = Node::Kind::map;
  map.span = list.span;
  for (const Node& item : list.items) {
    const Entry* name = name_entry(item);
    if (name == nullptr) {
      map.entries.push_back(item.entries.front());
      continue;
    }
    Node rest = item;
    std::erase_if(rest.entries,
                  [&](const Entry& entry) { return entry.key.text == name->key.text; });
    map.entries.push_back({name->value.text, std::move(rest)});
  }
  return map;
}

std::string list_meant(const Node& node) {
  const bool one = node.kind == Node::Kind::map || node.kind == Node::Kind::scalar;
  return one ? "[" + on_one_line(node) + "]" : "";
}

std::string written_whole(const std::string& text) {
  constexpr std::size_t kLongest = 400;
  if (text.empty())
    return {};
  return text.size() <= kLongest ? "write " + text : "write a name and a colon before each entry";
}

} // namespace escala
