// SPDX-License-Identifier: Apache-2.0
// The keys of the scenario format. Each is described once: the kind of its value, its default, its
// range and an example. Binding, range checks, messages, `escala schema`, `escala explain` and the
// reference read these tables. The keys of a growth model are in its ModelSpec.
//
// The tables form a tree: a key whose value is a map with keys of its own points to their KeyMap.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "escala/catalog/growth_model.h"
#include "escala/core/units.h"
#include "escala/input/overlay.h"
#include "escala/scenario/scenario.h"

namespace escala {

// `planned`: known, but not supported yet.
enum class KeyStatus { required, optional, planned };

// The form of a value.
enum class ValueKind {
  version,     // 1
  text,        // plain text
  lists,       // a segment list, or two of them in a list
  names,       // a list of names
  metric,      // the name of a metric
  percentiles, // a list of numbers in the key's range, or a text with commas between them
  choice,      // one of the key's words
  flag,        // true or false
  currency,    // a code of ISO 4217
  month,       // 2026-01
  whole,       // a whole number in digits
  quantity,    // an expression; of the key's dimension, within its range
  condition,   // an expression that is true or false
  time,        // a month or a duration
  times,       // true, or two times: 2y to 3y
  years,       // a list with a quantity for each year
  actuals,     // a map of months to quantities, or FILE.csv#COLUMN
  effects,     // a map from what is affected to the size of the effect
  overlay,     // a map of dotted paths to values
  map,         // a map with the keys of `map`
};

// How many values the key holds: one, a map from names to values, or a list of values.
enum class Arity { one, named, listed };

struct KeyMap;

// One key of the format.
struct KeySpec {
  std::string_view name;
  ValueKind kind = ValueKind::quantity;
  KeyStatus status = KeyStatus::optional;
  std::string_view doc = {};                    // one line
  std::string_view example = {};                // a value, as YAML
  std::string (*fallback)() = nullptr;          // its default in words; null: none
  Dimension dimension = kPlain;                 // of a quantity
  Range range = kAnyNumber;                     // of a quantity, in canonical units
  std::string_view range_text = {};             // "it must be 0 or more"; empty: no limit
  std::span<const std::string_view> words = {}; // of a choice
  bool constant = false; // of a quantity: one value for the whole plan, no schedule
  Arity arity = Arity::one;
  const KeyMap* map = nullptr; // of ValueKind::map
  std::string_view also = {};  // words of other tools for it, parted by blanks
  bool listed_in_text = false; // of names: a text with commas between them will do
};

// The keys of one kind of map.
struct KeyMap {
  std::string_view what; // the map in words: "a risk"
  std::string_view path; // of one such map in example_plan()
  std::span<const KeySpec> keys;
  std::string_view text_key = {}; // the key that a text sets if it is written instead of the map
};

extern const KeyMap kScenarioKeys;
extern const KeyMap kSimulationKeys;
extern const KeyMap kOutputKeys;
extern const KeyMap kDriverKeys;
extern const KeyMap kCorrelationKeys;
extern const KeyMap kMetricKeys; // in addition to `model` and the parameters of the model
extern const KeySpec kModelKey;  // its words are the names of growth_models()
extern const KeyMap kRiskKeys;
extern const KeyMap kMitigationKeys;
extern const KeyMap kInvestmentKeys;
extern const KeyMap kPillarKeys;
extern const KeyMap kTargetKeys;
extern const KeyMap kJointKeys; // of the target `all`

// A small plan that uses every part of the format. The examples of keys, models and functions are
// valid inside it.
std::string_view example_plan();

// The rules of the key tables for dotted paths into a plan, for overlay().
const PathRules& path_rules();

// The key called `name`; null if there is none.
const KeySpec* find_key(std::span<const KeySpec> keys, std::string_view name);

// Whether `also` of a key, parameter or model has the word, in any case.
bool names_it(std::string_view also, std::string_view word);

// The key called `name` of a map that has it.
const KeySpec& key_of(const KeyMap& map, std::string_view name);
// The key that describes a quantity of a risk.
const KeySpec& spec_of(RiskPart part);

} // namespace escala
