// SPDX-License-Identifier: Apache-2.0
// The names of a scenario and what is known of each so far.
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
  std::unordered_map<std::string, std::uint32_t> splits; // by bare name
  std::vector<std::string> spellings;                    // for suggestions
  std::vector<Quantity> driver_quantities;               // unknown until checked
  std::vector<std::optional<double>> driver_constants;
  std::vector<Quantity> metric_quantities;

  // A name as expressions write it, dots included; kind `none` where there is no such name.
  Symbol resolve(std::string_view name) const;
  // What a bare name of something split stands for, segment by segment: `arr`, `arr.growth`. Empty
  // where it is not split, or has no such part.
  std::vector<Symbol> segments_of(std::string_view name) const;
  // The split that a name begins with, if it does with a bare one.
  const Split* split_of(std::string_view name) const;
  // "arr.americas.growth" of one of those.
  std::string full_name(const Symbol& symbol) const;
  // What a metric's name and a dot can be followed by: "growth", "shock".
  std::vector<std::string> parts_of(const std::string& owner) const;
  // What a parameter or output measures, given what its metric does.
  Quantity parameter_quantity(const Symbol& symbol) const;
};

// Reports names that are reserved, malformed or given twice.
Symbols collect_symbols(const Scenario& scenario, Diagnostics& diagnostics);

// Why a name can't be given to anything; empty where it can.
std::string name_mistake(std::string_view name);

} // namespace escala
