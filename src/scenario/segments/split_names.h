// SPDX-License-Identifier: Apache-2.0
// The meaning of names of split drivers and metrics. In an expression that is split by the same
// list a name means the same segment; elsewhere it means the total.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "escala/scenario/scenario.h"
#include "scenario/segments/split_cells.h"

namespace escala {

// What a name says of a split: in arr.europe.growth the split arr, its segment europe, the part
// growth.
struct SplitName {
  const Split* split = nullptr; // null: no split has this name
  SegmentChoice choice = kWholeSplit;
  std::string_view part = {}; // the text after the segments; empty: nothing follows

  // Whether it means one segment: of two lists, one of each.
  bool is_segment() const;
};

class SplitNames {
 public:
  // Needs the names and lists of the splits only; their segments need not be expanded yet.
  explicit SplitNames(const Scenario& scenario);

  // Reads a name. Segments come in the order of the split's lists.
  SplitName read(std::string_view name) const;
  // The name with its segments in that order: "arr.crm.europe" for "arr.europe.crm". Empty if they
  // are no two segments of the split, or in order.
  std::string reordered(std::string_view name) const;
  // Whether the name, in an expression of `split`, means another value in each of its segments.
  bool differs(std::string_view name, const Split& split) const;
  // The expression as it is meant in some segments of `split`: a name that leaves a list open is
  // given the segment of that list. Its text and places are unchanged.
  Expression in_segment(const Expression& expression, const Split& split,
                        const SegmentChoice& choice) const;

  const Scenario& scenario() const { return *scenario_; }

 private:
  // A segment and its place.
  struct Place {
    std::uint32_t list = 0;
    std::uint32_t index = 0;
  };

  std::string text_of(const SplitName& name) const;
  std::string meant(const SyntaxNode& node, const Split& split, const SegmentChoice& choice) const;

  const Scenario* scenario_;
  std::unordered_map<std::string_view, std::uint32_t> splits_; // by name without a segment
  std::unordered_map<std::string_view, Place> segments_;
};

// For suggestions: "arr.americas, arr.europe or arr.asia", each followed by the part. `written` is
// the name in the user's text, `meant` what it means in the segment whose expression it is in.
std::string named_segments(const Scenario& scenario, const SplitName& meant,
                           const SplitName& written);

} // namespace escala
