// SPDX-License-Identifier: Apache-2.0
// The keys of the scenario format, each describing itself once: what its value is, its default,
// its range and an example. Binding, range checks, messages, `escala schema`, `escala explain` and
// the reference read these tables; keys that belong to a growth model are in its ModelSpec.
//
// They form a tree: a key whose value has keys of its own names their KeyMap.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "escala/catalog/growth_model.h"
#include "escala/core/units.h"
#include "escala/scenario/scenario.h"

namespace escala {

enum class KeyStatus { required, optional, planned };

// What a value is written as.
enum class ValueKind {
  version,   // 1
  text,      // plain text
  name,      // of something in the plan
  names,     // a list of them
  choice,    // one of the key's words
  currency,  // a code of ISO 4217
  month,     // 2026-01
  whole,     // a whole number in digits
  quantity,  // an expression; of the key's dimension, within its range
  condition, // an expression that holds or doesn't
  time,      // a month or a duration
  times,     // true, or two times: 2y to 3y
  years,     // a list with a quantity for each year
  actuals,   // a map of months to quantities, or FILE.csv#COLUMN
  effects,   // a map of what is acted on, and by how much
  overlay,   // a map of dotted paths to values
  map,       // a map with the keys of `map`
};

// How many of them the key holds.
enum class Arity { one, named, listed }; // itself; a map from names; a list

struct KeyMap;

struct KeySpec {
  std::string_view name;
  ValueKind kind = ValueKind::quantity;
  KeyStatus status = KeyStatus::optional;
  std::string_view doc = {};                    // one line
  std::string_view example = {};                // a value, as YAML
  std::string (*fallback)() = nullptr;          // what holds where the key is left out
  Dimension dimension = kPlain;                 // of a quantity
  Range range = kAnyNumber;                     // of a quantity, in canonical units
  std::string_view range_text = {};             // "it must be 0 or more"; empty: anything
  std::span<const std::string_view> words = {}; // of a choice
  bool constant = false; // of a quantity: one value for the whole plan, no schedule
  Arity arity = Arity::one;
  const KeyMap* map = nullptr; // of ValueKind::map
};

struct KeyMap {
  std::string_view what; // "a risk"
  std::string_view path; // of one such map in example_plan()
  std::span<const KeySpec> keys;
};

extern const KeyMap kScenarioKeys;
extern const KeyMap kSimulationKeys;
extern const KeyMap kDriverKeys;
extern const KeyMap kCorrelationKeys;
extern const KeyMap kMetricKeys; // beside `model` and those of the model
extern const KeySpec kModelKey;  // its words are the names of growth_models()
extern const KeyMap kRiskKeys;
extern const KeyMap kMitigationKeys;
extern const KeyMap kInvestmentKeys;
extern const KeyMap kPillarKeys;
extern const KeyMap kTargetKeys;
extern const KeyMap kJointKeys; // of the target `all`

// A small plan that uses every part of the format. Examples of keys, models and functions stand in
// it.
std::string_view example_plan();

// Null where the map has no such key.
const KeySpec* find_key(std::span<const KeySpec> keys, std::string_view name);

// The key of a map that has it.
const KeySpec& key_of(const KeyMap& map, std::string_view name);
const KeySpec& spec_of(RiskPart part);

} // namespace escala
