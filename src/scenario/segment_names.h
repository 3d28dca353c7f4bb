// SPDX-License-Identifier: Apache-2.0
// What names mean where drivers and metrics are split: between those of one list the same segment,
// elsewhere the total.
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
  // The splits' names and lists are there; what they are split into need not be.
  explicit SegmentNames(const Scenario& scenario);

  // The split whose bare name, with or without a part (arr.growth), this is; null where it names
  // one of the segments (arr.europe), or nothing split.
  const Split* bare(std::string_view name) const;
  // The same for the names whose meaning differs between the segments of a list.
  const Split* differs(std::string_view name, std::uint32_t list) const;
  // An expression as one segment of a list means it. Its text and places stay as they were written.
  Expression in_segment(const Expression& expression, std::uint32_t list,
                        const std::string& segment) const;
  const std::vector<LocatedText>& segments_of(const Split& split) const {
    return scenario_.segments[split.list].segments;
  }

 private:
  const Scenario& scenario_;
  std::unordered_map<std::string_view, std::uint32_t> splits_;   // by bare name
  std::unordered_map<std::string_view, std::uint32_t> segments_; // the list of each
};

// What stands behind the dot of a bare name: "growth"; empty where there is none.
std::string_view part_of(std::string_view name);

// "arr.americas, arr.europe or arr.asia", with the part behind: how to name a segment.
std::string named_segments(const Scenario& scenario, const Split& split, std::string_view part);

} // namespace escala
