// SPDX-License-Identifier: Apache-2.0
// The names of a scenario, and the units and constants found so far.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

struct Symbols {
  const Scenario* scenario = nullptr;
  std::unordered_map<std::string, Symbol> names; // drivers, metrics, risks, segments, ARR.SEGMENT
  std::unordered_map<std::string, std::uint32_t> splits; // by name without a segment
  std::vector<std::string> spellings;                    // of names to suggest
  std::vector<Quantity> driver_quantities;               // unknown until checked
  std::vector<std::optional<double>> driver_constants;
  std::vector<Quantity> metric_quantities;

  // A name as expressions write it, dots included; kind `none` if there is no such name.
  Symbol resolve(std::string_view name) const;
  // The symbols, one for each segment, of a split name without a segment: `arr`, `arr.growth`.
  // Empty if it is not split, or does not have such a part.
  std::vector<Symbol> segments_of(std::string_view name) const;
  // The split whose name is the part of `name` before the first dot; null if there is none.
  const Split* split_of(std::string_view name) const;
  // The name with segment and part: "arr.americas.growth".
  std::string full_name(const Symbol& symbol) const;
  // What can follow a metric's name and a dot: "growth", "shock".
  std::vector<std::string> parts_of(const std::string& owner) const;
  // The unit of a parameter or output, given the unit of its metric.
  Quantity parameter_quantity(const Symbol& symbol) const;
};

// Reports names that are reserved, malformed or given twice.
Symbols collect_symbols(const Scenario& scenario, Diagnostics& diagnostics);

// The reason why a text cannot be a name; empty if it can.
std::string name_mistake(std::string_view name);

} // namespace escala
