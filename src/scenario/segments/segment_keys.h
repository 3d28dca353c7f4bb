// SPDX-License-Identifier: Apache-2.0
// Finds which value of a map by segment each segment of a split has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"
#include "scenario/segments/split_cells.h"

namespace escala {

class SegmentKeys {
 public:
  SegmentKeys(const Scenario& scenario, Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  // For each driver or metric of a split: the index of its value; nullopt if it has none. `keys`:
  // of each value the segments that it is written for. Reports unknown and missing segments and
  // those with two values, unless there are no keys at all. `what` names the map.
  std::vector<std::optional<std::size_t>> match(const Split& split, const std::string& what,
                                                const std::vector<std::vector<LocatedText>>& keys);

 private:
  // Segments to their indices in a list.
  using Segments = std::unordered_map<std::string_view, std::uint32_t>;

  const Segments& indices_of(std::uint32_t list);
  std::optional<SegmentChoice> read(const Split& split, const std::vector<LocatedText>& keys);
  void fail_unknown(const Split& split, const LocatedText& key, const SegmentChoice& choice);
  bool fail_twice(const Split& split, const std::string& what, const LocatedText& at,
                  const SegmentChoice& choice);
  void check_complete(const Split& split, const std::string& what, const LocatedText& at,
                      const std::vector<std::optional<std::size_t>>& found,
                      const std::vector<SegmentChoice>& choices);

  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::uint32_t, Segments> indices_; // by list
  std::size_t unknown_ = 0;                             // unknown keys of the present map
};

} // namespace escala
