// SPDX-License-Identifier: Apache-2.0
// The rules for dotted paths into a plan, read from the key tables.
#include <string>

#include "escala/scenario/keys.h"

namespace escala {
namespace {

std::string place_of(const KeySpec& key, const std::string& map) {
  const std::string place = map.empty() ? std::string(key.name) : map + "." + std::string(key.name);
  return key.arity == Arity::one ? place : place + ".*";
}

void add_rules(const KeyMap& map, const std::string& place, PathRules& rules) {
  if (!map.text_key.empty())
    rules.shorthands.push_back({place, std::string(map.text_key)});
  for (const KeySpec& key : map.keys) {
    if (key.kind == ValueKind::effects || key.kind == ValueKind::overlay)
      rules.maps_of_paths.push_back(place_of(key, place));
    if (key.map != nullptr)
      add_rules(*key.map, place_of(key, place), rules);
  }
}

} // namespace

const PathRules& path_rules() {
  static const PathRules rules = [] {
    PathRules found;
    add_rules(kScenarioKeys, "", found);
    return found;
  }();
  return rules;
}

} // namespace escala
