// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/target_meant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/names.h"
#include "escala/core/rewrite.h"
#include "escala/scenario/keys.h"
#include "scenario/bind/map_remedy.h"

namespace escala {
namespace {

constexpr std::string_view kSubjects = "metric kpi variable measure indicator series of name";
constexpr std::string_view kSigns = "op operator comparison comparator cmp relation direction sign";
constexpr std::string_view kValues = "threshold value target level amount goal than";

struct ComparisonWord {
  std::string_view words;
  std::string_view meant;
};
// As the value of `op`, or as the key of the value itself.
constexpr std::array kComparisons{
    ComparisonWord{">= gte ge at_least min minimum no_less_than greater_or_equal reach", ">="},
    ComparisonWord{"<= lte le at_most max maximum no_more_than less_or_equal", "<="},
    ComparisonWord{"> gt above over more_than greater_than greater exceeds up", ">"},
    ComparisonWord{"< lt below under less_than less down", "<"},
    ComparisonWord{"== = eq equal equals", "=="},
    ComparisonWord{"!= <> ne not_equal", "!="}};

std::string_view comparison_meant(std::string_view word) {
  for (const ComparisonWord& each : kComparisons)
    if (names_it(each.words, word))
      return each.meant;
  return {};
}

// The entries that are the subject, the comparison and the value of a condition.
struct ConditionParts {
  const Entry* subject = nullptr;
  const Entry* sign = nullptr;
  const Entry* value = nullptr;
  std::string_view meant = ">="; // the comparison

  bool has(const Entry& entry) const {
    return &entry == subject || &entry == sign || &entry == value;
  }
  std::string condition() const {
    return fmt::format("{} {} {}", subject->value.text.text, meant, value->value.text.text);
  }
};

void add_part(const Entry& entry, ConditionParts& parts) {
  const std::string& key = entry.key.text;
  if (entry.value.kind != Node::Kind::scalar || find_key(kTargetKeys.keys, key) != nullptr)
    return;
  const std::string& text = entry.value.text.text;
  if (parts.subject == nullptr && names_it(kSubjects, key) && is_name(owner_of(text))) {
    parts.subject = &entry;
  } else if (names_it(kSigns, key) && !comparison_meant(text).empty()) {
    parts.sign = &entry;
    parts.meant = comparison_meant(text);
  } else if (parts.value == nullptr && names_it(kValues, key)) {
    parts.value = &entry;
  } else if (parts.value == nullptr && !comparison_meant(key).empty()) {
    parts.value = &entry;
    parts.meant = comparison_meant(key);
  }
}

// Where the parts stand, if nothing stands between them; otherwise the whole map.
struct PartsSpan {
  Span span;
  bool together = false;
};

PartsSpan span_of_parts(const Node& map, const ConditionParts& parts) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < map.entries.size(); ++i)
    if (parts.has(map.entries[i]))
      at.push_back(i);
  if (at.back() - at.front() + 1 != at.size())
    return {map.span, false};
  const Span& first = map.entries[at.front()].key.span;
  return {{first.source, first.begin, map.entries[at.back()].value.span.end}, true};
}

// The target with `when` in place of its first part.
Entry with_condition(const Entry& target, const ConditionParts& parts, const Span& span) {
  Entry meant = target;
  meant.value.entries.clear();
  for (const Entry& entry : target.value.entries) {
    if (&entry == parts.subject) {
      Node when = entry.value;
      when.text = {parts.condition(), span, {}};
      meant.value.entries.push_back({{"when", entry.key.span, {}}, when});
    } else if (!parts.has(entry)) {
      meant.value.entries.push_back(entry);
    }
  }
  return meant;
}

std::string keys_of_parts(const Node& map, const ConditionParts& parts) {
  std::vector<std::string> keys;
  for (const Entry& entry : map.entries)
    if (parts.has(entry))
      keys.push_back(entry.key.text);
  const std::string last = keys.back();
  keys.pop_back();
  return fmt::format("{} and {}", fmt::join(keys, ", "), last);
}

} // namespace

std::optional<Entry> target_meant(const Entry& target, Binder& binder) {
  ConditionParts parts;
  if (target.value.find("when") != nullptr)
    return std::nullopt;
  for (const Entry& entry : target.value.entries)
    add_part(entry, parts);
  if (parts.subject == nullptr || parts.value == nullptr)
    return std::nullopt;
  const PartsSpan place = span_of_parts(target.value, parts);
  Entry meant = with_condition(target, parts, place.span);
  const std::string keys = keys_of_parts(target.value, parts);
  binder.diagnostics.error(
      place.span, fmt::format("target {} has no condition", target.key.text),
      "a condition is one expression",
      place.together ? fmt::format("write when: {} in place of {}",
                                   yaml_value(parts.condition(), is_flow(target.value)), keys)
                     : fmt::format("write {}", on_one_line(meant.value)));
  return meant;
}

} // namespace escala
