// SPDX-License-Identifier: Apache-2.0
// The segments of a split: one for each segment of its list, or one for each pair of segments of
// its two lists.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "escala/scenario/scenario.h"

namespace escala {

// For each list of a split the index of a segment, or kAllSegments.
inline constexpr std::uint32_t kAllSegments = std::numeric_limits<std::uint32_t>::max();
using SegmentChoice = std::array<std::uint32_t, kSplitLists>;
inline constexpr SegmentChoice kWholeSplit{kAllSegments, kAllSegments};

// The segments of one of its lists.
const std::vector<LocatedText>& segments_of(const Scenario& scenario, const Split& split,
                                            std::size_t list);
// Number of drivers or metrics that the split makes, its totals apart. It may exceed 32 bits before
// check_expanded_size.
std::size_t cell_count(const Scenario& scenario, const Split& split);
// The drivers or metrics of a choice, by their indices.
SplitCells cells_of(const Scenario& scenario, const Split& split, const SegmentChoice& choice);
// The choice that means one of them alone, counted from 0.
SegmentChoice choice_of_cell(const Scenario& scenario, const Split& split, std::uint32_t cell);
// The choices that totals are made for, in the order of their metrics: all, then single segments
// of two lists.
std::vector<SegmentChoice> choices_of_totals(const Scenario& scenario, const Split& split);
// "crm.europe", "europe"; empty for all.
std::string segment_text(const Scenario& scenario, const Split& split, const SegmentChoice& choice,
                         std::string_view between = ".");
// The label of one of a metric's segments or totals: "ARR, crm, europe"; empty if none is written.
std::string label_of(const Metric& metric, const Scenario& scenario, const Split& split,
                     const SegmentChoice& choice);
// "product and region".
std::string lists_text(const Scenario& scenario, const Split& split);

} // namespace escala
