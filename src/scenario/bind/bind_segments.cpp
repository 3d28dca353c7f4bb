// SPDX-License-Identifier: Apache-2.0
// Segment lists, and the keys that split a driver or metric by one.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "escala/core/names.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

SegmentList bind_list(const Entry& entry, Binder& binder) {
  SegmentList list;
  list.name = entry.key;
  const std::string what = fmt::format("the segment list {}", entry.key.text);
  if (!is_name(entry.key.text) || is_reserved_word(entry.key.text))
    binder.diagnostics.error(
        entry.key.span, fmt::format("'{}' can't name a segment list", entry.key.text),
        is_reserved_word(entry.key.text)
            ? "this word is reserved"
            : "a name has letters, digits and underscores, and does not start with a digit",
        "choose another name");
  if (entry.value.kind != Node::Kind::list) {
    const bool text = entry.value.kind == Node::Kind::scalar;
    binder.diagnostics.error(entry.value.span, fmt::format("{} must be a list", what),
                             fmt::format("found {}", kind_name(entry.value.kind)),
                             text ? fmt::format("write [{}]", entry.value.text.text)
                                  : "as in [americas, europe]");
    return list;
  }
  for (const Node& item : entry.value.items)
    if (require_text(item, "a segment", binder.diagnostics) != nullptr)
      list.segments.push_back(item.text);
  if (entry.value.items.empty())
    binder.diagnostics.error(entry.value.span, fmt::format("{} is empty", what), "",
                             "name its segments: [americas, europe]");
  return list;
}

} // namespace

bool is_segment_map(const Node& node) {
  return node.kind == Node::Kind::map && !node.entries.empty() &&
         is_name(node.entries.front().key.text);
}

std::optional<LocatedText> bind_each(const Node& map, Binder& binder) {
  const Node* node = map.find("each");
  if (node == nullptr || require_text(*node, "each", binder.diagnostics) == nullptr)
    return std::nullopt;
  return node->text;
}

std::optional<Total> bind_total(const Node& map, const LocatedText& name, Binder& binder) {
  const Node* node = map.find("total");
  if (node == nullptr)
    return std::nullopt;
  if (map.find("each") == nullptr) {
    binder.diagnostics.error(
        node->span, fmt::format("{} is not split by segment, so it has no total", name.text),
        "a total combines segments", "add each: LIST, or remove it");
    return std::nullopt;
  }
  const std::string word = binder.text(*node, "total");
  const auto found = std::ranges::find(kTotals, word);
  if (found != kTotals.end())
    return static_cast<Total>(found - kTotals.begin());
  const std::vector<std::string> words(kTotals.begin(), kTotals.end());
  if (!word.empty())
    binder.diagnostics.error(node->span, fmt::format("unknown total '{}'", word),
                             "total is sum, mean, formula or none", did_you_mean(word, words));
  return std::nullopt;
}

void fail_unsplit(const Node& node, std::string_view what, Binder& binder) {
  binder.diagnostics.error(node.span, fmt::format("{} is a map by segment", what),
                           "the segment list that splits it is not given", "add each: LIST");
}

void bind_segments(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "segments", binder.diagnostics) == nullptr)
    return;
  for (const Entry& entry : node.entries)
    binder.scenario.segments.push_back(bind_list(entry, binder));
}

} // namespace escala
