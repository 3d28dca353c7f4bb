// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/split_cells.h"

namespace escala {

const std::vector<LocatedText>& segments_of(const Scenario& scenario, const Split& split,
                                            std::size_t list) {
  return scenario.segments[split.lists[list]].segments;
}

std::size_t cell_count(const Scenario& scenario, const Split& split) {
  std::size_t count = 1;
  for (std::size_t list = 0; list < split.lists.size(); ++list)
    count *= segments_of(scenario, split, list).size();
  return count;
}

SplitCells cells_of(const Scenario& scenario, const Split& split, const SegmentChoice& choice) {
  SplitCells cells{split.first, 1, 1};
  std::uint32_t step = 1; // between neighbouring segments of the list, which is the last at first
  for (std::size_t list = split.lists.size(); list-- > 0;) {
    const auto count = static_cast<std::uint32_t>(segments_of(scenario, split, list).size());
    if (choice[list] != kAllSegments) {
      cells.first += choice[list] * step;
    } else {
      // All of this list are neighbours if all of the later ones are taken as well.
      cells.step = cells.count == 1 ? step : cells.step;
      cells.count *= count;
    }
    step *= count;
  }
  return cells;
}

SegmentChoice choice_of_cell(const Scenario& scenario, const Split& split, std::uint32_t cell) {
  SegmentChoice choice = kWholeSplit;
  for (std::size_t list = split.lists.size(); list-- > 0;) {
    const auto count = static_cast<std::uint32_t>(segments_of(scenario, split, list).size());
    choice[list] = cell % count;
    cell /= count;
  }
  return choice;
}

std::vector<SegmentChoice> choices_of_totals(const Scenario& scenario, const Split& split) {
  std::vector<SegmentChoice> choices{kWholeSplit};
  for (std::size_t list = 0; split.lists.size() > 1 && list < split.lists.size(); ++list)
    for (std::uint32_t i = 0; i < segments_of(scenario, split, list).size(); ++i) {
      choices.push_back(kWholeSplit);
      choices.back()[list] = i;
    }
  return choices;
}

std::string segment_text(const Scenario& scenario, const Split& split, const SegmentChoice& choice,
                         std::string_view between) {
  std::string text;
  for (std::size_t list = 0; list < split.lists.size(); ++list) {
    if (choice[list] == kAllSegments)
      continue;
    if (!text.empty())
      text += between;
    text += segments_of(scenario, split, list)[choice[list]].text;
  }
  return text;
}

std::string label_of(const Metric& metric, const Scenario& scenario, const Split& split,
                     const SegmentChoice& choice) {
  const std::string segment = segment_text(scenario, split, choice, ", ");
  return metric.label.empty() || segment.empty() ? metric.label : metric.label + ", " + segment;
}

std::string lists_text(const Scenario& scenario, const Split& split) {
  std::string text;
  for (const std::uint32_t list : split.lists)
    text += (text.empty() ? "" : " and ") + scenario.segments[list].name.text;
  return text;
}

} // namespace escala
