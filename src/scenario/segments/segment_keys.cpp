// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/segment_keys.h"

#include <fmt/format.h>

#include "escala/core/names.h"

namespace escala {
namespace {

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 6;
  if (names.size() <= kShown)
    return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + kShown, ", "),
                     names.size() - kShown);
}

} // namespace

std::vector<std::optional<std::size_t>> SegmentKeys::match(const Split& split,
                                                           const std::string& what,
                                                           const std::vector<LocatedText>& keys) {
  const SegmentList& list = scenario_.segments[split.list];
  std::vector<std::optional<std::size_t>> found(list.segments.size());
  if (keys.empty())
    return found;
  const Segments& indices = indices_of(split.list);
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto at = indices.find(keys[i].text);
    if (at != indices.end())
      found[at->second] = i;
    else
      fail_unknown(list, keys[i], ++unknown);
  }
  if (unknown == 0)
    check_complete(list, what, keys.front(), found);
  return found;
}

const SegmentKeys::Segments& SegmentKeys::indices_of(std::uint32_t list) {
  Segments& indices = indices_[list];
  const auto& segments = scenario_.segments[list].segments;
  if (indices.empty())
    for (std::size_t i = 0; i < segments.size(); ++i)
      indices.emplace(segments[i].text, i);
  return indices;
}

// Only the first few get a suggestion, because both the map and the list may be long.
void SegmentKeys::fail_unknown(const SegmentList& list, const LocatedText& key, std::size_t count) {
  constexpr std::size_t kSuggestionLimit = 10;
  std::vector<std::string> known;
  for (const LocatedText& segment : list.segments)
    if (count <= kSuggestionLimit)
      known.push_back(segment.text);
  diagnostics_.error(key.span, fmt::format("unknown segment '{}'", key.text),
                     known.empty() ? "" : fmt::format("{} has {}", list.name.text, listed(known)),
                     did_you_mean(key.text, known, "remove it"));
}

void SegmentKeys::check_complete(const SegmentList& list, const std::string& what,
                                 const LocatedText& at,
                                 const std::vector<std::optional<std::size_t>>& found) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i])
      missing.push_back(list.segments[i].text);
  if (!missing.empty())
    diagnostics_.error(
        at.span, fmt::format("{} leaves out {}", what, listed(missing)),
        fmt::format("a map by segment must name every segment of {}", list.name.text),
        fmt::format("add {}: ...", missing.front()));
}

} // namespace escala
