// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/segment_keys.h"

#include <fmt/format.h>

#include <algorithm>

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

// The list by whose segments alone all values are written; nullopt if there is none.
std::optional<std::size_t> only_list(const Split& split,
                                     const std::vector<SegmentChoice>& choices) {
  for (std::size_t list = 0; list < split.lists.size(); ++list)
    if (std::ranges::all_of(choices, [&](const SegmentChoice& choice) {
          return choice[list] != kAllSegments &&
                 std::ranges::count(choice, kAllSegments) == kSplitLists - 1;
        }))
      return list;
  return std::nullopt;
}

// The segments of one list; of all lists if none is given.
std::vector<SegmentChoice> choices_by(const Scenario& scenario, const Split& split,
                                      std::optional<std::size_t> list) {
  std::vector<SegmentChoice> choices;
  const std::size_t count =
      list ? segments_of(scenario, split, *list).size() : cell_count(scenario, split);
  for (std::uint32_t i = 0; i < count; ++i) {
    choices.push_back(list ? kWholeSplit : choice_of_cell(scenario, split, i));
    if (list)
      choices.back()[*list] = i;
  }
  return choices;
}

} // namespace

std::vector<std::optional<std::size_t>>
SegmentKeys::match(const Split& split, const std::string& what,
                   const std::vector<std::vector<LocatedText>>& keys) {
  std::vector<std::optional<std::size_t>> found(cell_count(scenario_, split));
  if (keys.empty())
    return found;
  unknown_ = 0;
  bool twice = false;
  std::vector<SegmentChoice> choices;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto choice = read(split, keys[i]);
    if (!choice)
      continue;
    choices.push_back(*choice);
    const SplitCells cells = cells_of(scenario_, split, *choice);
    for (std::uint32_t k = 0; k < cells.count; ++k) {
      std::optional<std::size_t>& value = found[cells[k] - split.first];
      if (value && !twice)
        twice = fail_twice(split, what, keys[i].back(),
                           choice_of_cell(scenario_, split, cells[k] - split.first));
      value = i;
    }
  }
  if (unknown_ == 0)
    check_complete(split, what, keys.front().front(), found, choices);
  return found;
}

const SegmentKeys::Segments& SegmentKeys::indices_of(std::uint32_t list) {
  Segments& indices = indices_[list];
  const auto& segments = scenario_.segments[list].segments;
  if (indices.empty())
    for (std::uint32_t i = 0; i < segments.size(); ++i)
      indices.emplace(segments[i].text, i);
  return indices;
}

// The segments that the keys of one value name; nullopt with a diagnostic if one is unknown.
std::optional<SegmentChoice> SegmentKeys::read(const Split& split,
                                               const std::vector<LocatedText>& keys) {
  SegmentChoice choice = kWholeSplit;
  for (const LocatedText& key : keys) {
    bool known = false;
    for (std::size_t list = 0; list < split.lists.size() && !known; ++list) {
      const Segments& indices = indices_of(split.lists[list]);
      const auto at = indices.find(key.text);
      known = at != indices.end() && choice[list] == kAllSegments;
      if (known)
        choice[list] = at->second;
    }
    if (!known) {
      fail_unknown(split, key, choice);
      return std::nullopt;
    }
  }
  return choice;
}

// A key that names no segment of a list that is still open. Only the first few get a suggestion,
// because both the map and the list may be long.
void SegmentKeys::fail_unknown(const Split& split, const LocatedText& key,
                               const SegmentChoice& choice) {
  constexpr std::size_t kSuggestionLimit = 10;
  std::vector<std::string> known;
  std::string lists;
  if (++unknown_ <= kSuggestionLimit)
    for (std::size_t list = 0; list < split.lists.size(); ++list) {
      if (choice[list] != kAllSegments)
        continue;
      std::vector<std::string> names;
      for (const LocatedText& segment : segments_of(scenario_, split, list))
        names.push_back(segment.text);
      lists += fmt::format("{}{} has {}", lists.empty() ? "" : "; ",
                           scenario_.segments[split.lists[list]].name.text, listed(names));
      known.insert(known.end(), names.begin(), names.end());
    }
  diagnostics_.error(key.span, fmt::format("unknown segment '{}'", key.text), lists,
                     did_you_mean(key.text, known, "remove it"));
}

bool SegmentKeys::fail_twice(const Split& split, const std::string& what, const LocatedText& at,
                             const SegmentChoice& choice) {
  diagnostics_.error(at.span,
                     fmt::format("{} gives {} twice", what, segment_text(scenario_, split, choice)),
                     "a map by segment has one value for each", "remove one");
  return true;
}

void SegmentKeys::check_complete(const Split& split, const std::string& what, const LocatedText& at,
                                 const std::vector<std::optional<std::size_t>>& found,
                                 const std::vector<SegmentChoice>& choices) {
  const auto list = only_list(split, choices);
  std::vector<std::string> missing;
  for (const SegmentChoice& choice : choices_by(scenario_, split, list)) {
    const SplitCells cells = cells_of(scenario_, split, choice);
    bool complete = true;
    for (std::uint32_t k = 0; k < cells.count; ++k)
      complete = complete && found[cells[k] - split.first];
    if (!complete)
      missing.push_back(segment_text(scenario_, split, choice));
  }
  if (!missing.empty())
    diagnostics_.error(at.span, fmt::format("{} leaves out {}", what, listed(missing)),
                       fmt::format("a map by segment must name every segment of {}",
                                   list ? scenario_.segments[split.lists[*list]].name.text
                                        : lists_text(scenario_, split)),
                       fmt::format("add {}: ...", missing.front()));
}

} // namespace escala
