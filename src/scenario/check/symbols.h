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
#include "scenario/segments/split_names.h"

namespace escala {

struct Symbols {
  const Scenario* scenario = nullptr;
  std::unordered_map<std::string, Symbol> names; // drivers, metrics, risks, segments, ARR.SEGMENT
  std::optional<SplitNames> splits;
  std::vector<std::string> spellings;      // of names to suggest
  std::vector<Quantity> driver_quantities; // unknown until checked
  std::vector<std::optional<double>> driver_constants;
  std::vector<Quantity> metric_quantities;

  // A name as expressions write it, dots included; kind `none` if there is no such name.
  Symbol resolve(std::string_view name) const;
  // The symbols, one for each segment, of a name that leaves a segment open: `arr`, `arr.growth`,
  // under two lists `arr.europe` too. Empty if it does not, or has no such part.
  std::vector<Symbol> segments_of(std::string_view name) const;
  // The totals whose segments such a name all means.
  std::vector<Symbol> totals_of(std::string_view name) const;
  // What a name says of a split; its split is null if it is not the name of one.
  SplitName split_name(std::string_view name) const { return splits->read(name); }
  // Whether a name may be that of a segment of something whose `each` is a mistake. It has been
  // reported, and so is not said of the names that follow from it.
  bool is_of_unsplit(std::string_view name) const;
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
