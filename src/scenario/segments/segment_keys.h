// SPDX-License-Identifier: Apache-2.0
// Matches the keys of maps by segment with the segments of a list.
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

namespace escala {

class SegmentKeys {
 public:
  SegmentKeys(const Scenario& scenario, Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  // For each segment of the list of a split: the index of its key; nullopt if it has none. Reports
  // unknown and missing segments, unless there are no keys at all. `what` names the map.
  std::vector<std::optional<std::size_t>> match(const Split& split, const std::string& what,
                                                const std::vector<LocatedText>& keys);

 private:
  // Segments to their indices in a list.
  using Segments = std::unordered_map<std::string_view, std::size_t>;

  const Segments& indices_of(std::uint32_t list);
  void fail_unknown(const SegmentList& list, const LocatedText& key, std::size_t count);
  void check_complete(const SegmentList& list, const std::string& what, const LocatedText& at,
                      const std::vector<std::optional<std::size_t>>& found);

  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::uint32_t, Segments> indices_; // by list
};

} // namespace escala
