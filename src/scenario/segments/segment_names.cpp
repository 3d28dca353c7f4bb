// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/segment_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "escala/core/names.h"

namespace escala {
namespace {} // namespace

std::string_view part_of(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

SegmentNames::SegmentNames(const Scenario& scenario) : scenario_(scenario) {
  for (std::uint32_t i = 0; i < scenario.splits.size(); ++i)
    splits_.emplace(scenario.splits[i].name.text, i);
  for (std::uint32_t i = 0; i < scenario.segments.size(); ++i)
    for (const LocatedText& segment : scenario.segments[i].segments)
      segments_.emplace(segment.text, i);
}

const Split* SegmentNames::bare(std::string_view name) const {
  const auto found = splits_.find(owner_of(name));
  if (found == splits_.end())
    return nullptr;
  const Split& split = scenario_.splits[found->second];
  const auto segment = segments_.find(owner_of(part_of(name)));
  return segment != segments_.end() && segment->second == split.list ? nullptr : &split;
}

const Split* SegmentNames::differs(std::string_view name, std::uint32_t list) const {
  const Split* split = bare(name);
  return split != nullptr && split->list == list ? split : nullptr;
}

Expression SegmentNames::in_segment(const Expression& expression, std::uint32_t list,
                                    const std::string& segment) const {
  Expression meant = expression;
  for (SyntaxNode& node : meant.syntax.nodes)
    if (node.kind == SyntaxNode::Kind::name && differs(node.text, list) != nullptr)
      node.text.insert(owner_of(node.text).size(), "." + segment);
  return meant;
}

std::string named_segments(const Scenario& scenario, const Split& split, std::string_view part) {
  constexpr std::size_t kShown = 3;
  const auto& segments = scenario.segments[split.list].segments;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, segments.size()); ++i) {
    const bool last = i + 1 == segments.size();
    text += fmt::format("{}{}.{}{}{}",
                        i == 0 ? ""
                        : last ? " or "
                               : ", ",
                        split.name.text, segments[i].text, part.empty() ? "" : ".", part);
  }
  return text + (segments.size() > kShown ? ", ..." : "");
}

} // namespace escala
