// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/split_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "escala/core/names.h"

namespace escala {
namespace {

// Removes the text up to the first dot and that dot.
std::string_view after_dot(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

} // namespace

bool SplitName::is_segment() const {
  return split != nullptr && std::ranges::count(choice, kAllSegments) ==
                                 static_cast<std::ptrdiff_t>(kSplitLists - split->lists.size());
}

SplitNames::SplitNames(const Scenario& scenario) : scenario_(&scenario) {
  for (std::uint32_t i = 0; i < scenario.splits.size(); ++i)
    splits_.emplace(scenario.splits[i].name.text, i);
  for (std::uint32_t i = 0; i < scenario.segments.size(); ++i)
    for (std::uint32_t k = 0; k < scenario.segments[i].segments.size(); ++k)
      segments_.emplace(scenario.segments[i].segments[k].text, Place{i, k});
}

SplitName SplitNames::read(std::string_view name) const {
  // A split whose name has a dot is a mistake that is told elsewhere.
  const auto whole = splits_.find(name);
  const auto found = whole != splits_.end() ? whole : splits_.find(owner_of(name));
  if (found == splits_.end())
    return {};
  SplitName read{.split = &scenario_->splits[found->second],
                 .part = whole != splits_.end() ? std::string_view{} : after_dot(name)};
  for (std::size_t list = 0; list < read.split->lists.size(); ++list) {
    const auto segment = segments_.find(owner_of(read.part));
    if (segment == segments_.end() || segment->second.list != read.split->lists[list])
      continue;
    read.choice[list] = segment->second.index;
    read.part = after_dot(read.part);
  }
  return read;
}

std::string SplitNames::text_of(const SplitName& name) const {
  std::string text = name.split->name.text;
  if (const std::string segment = segment_text(*scenario_, *name.split, name.choice);
      !segment.empty())
    text += "." + segment;
  return name.part.empty() ? text : fmt::format("{}.{}", text, name.part);
}

std::string SplitNames::reordered(std::string_view name) const {
  SplitName read = this->read(name);
  if (read.split == nullptr || read.split->lists.size() < 2 || read.choice[0] != kAllSegments)
    return {};
  const auto segment = segments_.find(owner_of(read.part));
  if (segment == segments_.end() || segment->second.list != read.split->lists[0])
    return {};
  read.choice[0] = segment->second.index;
  read.part = after_dot(read.part);
  return text_of(read);
}

bool SplitNames::differs(std::string_view name, const Split& split) const {
  const SplitName read = this->read(name);
  if (read.split == nullptr)
    return false;
  for (std::size_t list = 0; list < read.split->lists.size(); ++list)
    if (read.choice[list] == kAllSegments &&
        std::ranges::find(split.lists, read.split->lists[list]) != split.lists.end())
      return true;
  return false;
}

std::string SplitNames::meant(const SyntaxNode& node, const Split& split,
                              const SegmentChoice& choice) const {
  SplitName name = read(node.text);
  if (name.split == nullptr)
    return node.text;
  for (std::size_t list = 0; list < name.split->lists.size(); ++list) {
    const auto shared = std::ranges::find(split.lists, name.split->lists[list]);
    if (name.choice[list] == kAllSegments && shared != split.lists.end())
      name.choice[list] = choice[static_cast<std::size_t>(shared - split.lists.begin())];
  }
  return text_of(name);
}

Expression SplitNames::in_segment(const Expression& expression, const Split& split,
                                  const SegmentChoice& choice) const {
  Expression changed = expression;
  for (SyntaxNode& node : changed.syntax.nodes)
    if (node.kind == SyntaxNode::Kind::name)
      node.text = meant(node, split, choice);
  return changed;
}

std::string named_segments(const Scenario& scenario, const SplitName& meant,
                           const SplitName& written) {
  constexpr std::uint32_t kShown = 3;
  const Split& split = *meant.split;
  const SplitCells cells = cells_of(scenario, split, meant.choice);
  std::string text;
  for (std::uint32_t i = 0; i < std::min(kShown, cells.count); ++i) {
    const bool last = i + 1 == cells.count;
    SegmentChoice choice = written.choice;
    for (std::size_t list = 0; list < split.lists.size(); ++list)
      if (meant.choice[list] == kAllSegments)
        choice[list] = choice_of_cell(scenario, split, cells[i] - split.first)[list];
    text += fmt::format("{}{}.{}{}{}",
                        i == 0 ? ""
                        : last ? " or "
                               : ", ",
                        split.name.text, segment_text(scenario, split, choice),
                        meant.part.empty() ? "" : ".", meant.part);
  }
  return text + (cells.count > kShown ? ", ..." : "");
}

} // namespace escala
