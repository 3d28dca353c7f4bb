// SPDX-License-Identifier: Apache-2.0
// Segment lists, and the keys that split a driver or metric by one.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "escala/core/names.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"
#include "scenario/foreign_words.h"

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

// "crm.europe" as two segments, each with its place.
std::vector<LocatedText> parts_of(const LocatedText& key) {
  std::vector<LocatedText> parts;
  for (std::size_t begin = 0; begin <= key.text.size();) {
    const std::size_t end = std::min(key.text.find('.', begin), key.text.size());
    LocatedText& part = parts.emplace_back();
    part.text = key.text.substr(begin, end - begin);
    part.span = key.at(begin, end);
    begin = end + 1;
  }
  return parts;
}

} // namespace

bool is_segment_map(const Node& node) {
  return node.kind == Node::Kind::map && !node.entries.empty() &&
         is_name(owner_of(node.entries.front().key.text));
}

std::vector<SegmentValue> segment_values(const Node& map, const Node& owner) {
  const Node* each = owner.find("each");
  const bool pairs = each != nullptr && each->kind == Node::Kind::list && each->items.size() > 1;
  std::vector<SegmentValue> values;
  for (const Entry& entry : map.entries) {
    const std::vector<LocatedText> segments = pairs ? parts_of(entry.key) : std::vector{entry.key};
    if (!pairs || segments.size() > 1 || !is_segment_map(entry.value) ||
        quantity_meant(entry.value)) {
      values.push_back({segments, &entry.value});
      continue;
    }
    for (const Entry& inner : entry.value.entries)
      values.push_back({{entry.key, inner.key}, &inner.value});
  }
  return values;
}

std::string joined(const std::vector<LocatedText>& segments) {
  std::string text;
  for (const LocatedText& segment : segments)
    text += (text.empty() ? "" : ".") + segment.text;
  return text;
}

std::vector<LocatedText> bind_each(const Node& map, Binder& binder) {
  const Node* node = map.find("each");
  if (node == nullptr)
    return {};
  if (node->kind != Node::Kind::list)
    return require_text(*node, "each", binder.diagnostics) == nullptr ? std::vector<LocatedText>{}
                                                                      : std::vector{node->text};
  std::vector<LocatedText> lists;
  for (const Node& item : node->items)
    if (require_text(item, "each", binder.diagnostics) != nullptr)
      lists.push_back(item.text);
  if (node->items.empty() || node->items.size() > kSplitLists) {
    binder.diagnostics.error(
        node->span, fmt::format("each has {} segment lists", node->items.size()),
        "a driver or metric is split by one list, or by two",
        node->items.empty() ? "name a list, or remove each"
                            : "use one list for two of them, as in [crm_europe, crm_asia]");
    lists.clear();
  }
  return lists;
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
  if (fail_month_keys(node, false, binder))
    return;
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
