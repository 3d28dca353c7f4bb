// SPDX-License-Identifier: Apache-2.0
// The meaning of names of split drivers and metrics. In an expression that is split by the same
// list a name means the same segment; elsewhere it means the total.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "escala/scenario/scenario.h"

namespace escala {

class SegmentNames {
 public:
  // Needs the names and lists of the splits only; their segments need not be expanded yet.
  explicit SegmentNames(const Scenario& scenario);

  // The split that a name without a segment means (arr, arr.growth); null if the name has a segment
  // (arr.europe) or is not split.
  const Split* bare(std::string_view name) const;
  // The same, but null unless the split is by `list`: these names differ between its segments.
  const Split* differs(std::string_view name, std::uint32_t list) const;
  // The expression with names replaced by those of one segment. Its text and places are unchanged.
  Expression in_segment(const Expression& expression, std::uint32_t list,
                        const std::string& segment) const;
  const std::vector<LocatedText>& segments_of(const Split& split) const {
    return scenario_.segments[split.list].segments;
  }

 private:
  const Scenario& scenario_;
  std::unordered_map<std::string_view, std::uint32_t> splits_;   // by name without a segment
  std::unordered_map<std::string_view, std::uint32_t> segments_; // segment to list
};

// The text after the first dot of a name: "growth"; empty if there is no dot.
std::string_view part_of(std::string_view name);

// "arr.americas, arr.europe or arr.asia", each followed by the part: for suggestions.
std::string named_segments(const Scenario& scenario, const Split& split, std::string_view part);

} // namespace escala
