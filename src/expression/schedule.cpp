// SPDX-License-Identifier: Apache-2.0
// Schedules: several expressions joined into one, whose root chooses by month.
#include <algorithm>

#include "escala/expression/syntax.h"

namespace escala {
namespace {

// Appends the nodes of one value to the tree. `begin` is the offset of its text.
void append(const Syntax& value, std::uint32_t begin, Syntax& whole) {
  const auto nodes = static_cast<NodeIndex>(whole.nodes.size());
  const auto children = static_cast<std::uint32_t>(whole.children.size());
  for (SyntaxNode node : value.nodes) {
    node.begin += begin;
    node.end += begin;
    node.first_child += children;
    whole.nodes.push_back(std::move(node));
  }
  for (Child child : value.children) {
    child.node += nodes;
    whole.children.push_back(std::move(child));
  }
}

} // namespace

std::size_t Expression::entry_at(CalendarMonth month) const {
  const auto after = std::ranges::upper_bound(
      schedule, month.index, {}, [](const ScheduleEntry& entry) { return entry.from.index; });
  return after == schedule.begin() ? 0 : static_cast<std::size_t>(after - schedule.begin()) - 1;
}

Span Expression::span_of(NodeIndex index) const {
  const SyntaxNode& node = syntax.nodes[index];
  if (!is_schedule())
    return source.at(node.begin, node.end);
  if (node.kind == SyntaxNode::Kind::schedule)
    return source.span;
  const auto after = std::ranges::upper_bound(schedule, node.begin, {}, &ScheduleEntry::begin);
  const ScheduleEntry& entry = *std::prev(after);
  return entry.source.at(node.begin - entry.begin, node.end - entry.begin);
}

Expression make_schedule(std::vector<ScheduledValue> values, Span place) {
  std::ranges::sort(values, {}, &ScheduledValue::from);
  Expression whole;
  std::string& text = whole.source.text;
  std::vector<Child> roots;
  for (const ScheduledValue& value : values) {
    text += (text.empty() ? "{" : ", ") + to_text(value.from) + ": ";
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += value.value.source.text;
    append(value.value.syntax, begin, whole.syntax);
    roots.push_back({whole.syntax.root(), {}});
    whole.schedule.push_back({value.from, begin, value.value.source});
  }
  text += "}";
  whole.source.span = place;
  SyntaxNode root;
  root.kind = SyntaxNode::Kind::schedule;
  root.end = static_cast<std::uint32_t>(text.size());
  root.first_child = static_cast<std::uint32_t>(whole.syntax.children.size());
  root.child_count = static_cast<std::uint32_t>(roots.size());
  whole.syntax.children.insert(whole.syntax.children.end(), roots.begin(), roots.end());
  whole.syntax.nodes.push_back(std::move(root));
  return whole;
}

} // namespace escala
