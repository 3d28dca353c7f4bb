// SPDX-License-Identifier: Apache-2.0
// The compiled scenario: dense indices, programs, and the order in which a month is computed.
//
// A Model knows no YAML and no names but those that key its draws and label its results. Its
// pieces:
//   series    what is computed for each path: drivers, parameters, draws, arguments of functions
//             of time. Kept for all paths where it changes seldom, else for one block at a time.
//   metrics   a state column and a reported column each (temporary losses part them).
//   histories the past of a series or metric, as far back as something looks.
//   opening   the steps of month 0, in order; `monthly` those of every later month.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/catalog/growth_model.h"
#include "escala/model/program.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// How often a value changes.
enum class Refresh : std::uint8_t { once, yearly, monthly };

// A draw takes exactly one uniform, keyed by (seed, path, stream, month).
struct Draw {
  const DistributionSpec* distribution = nullptr;
  std::uint64_t stream = 0; // of its name and ordinal
  Cadence cadence = Cadence::path;
  std::vector<Program> parameters = {};
  std::optional<Program> low = {}; // bounds: truncated
  std::optional<Program> high = {};
  std::uint32_t group = kNone; // of correlated draws
  std::uint32_t member = 0;
};

struct Series {
  enum class Kind : std::uint8_t { draw, expression, table };

  Kind kind = Kind::expression;
  std::string name = {};
  Refresh refresh = Refresh::monthly;
  bool uncertain = false;
  Draw draw = {};
  std::vector<Program> programs =
      {};                         // of an expression: one, or one for each year, the last one held
  std::vector<double> table = {}; // by month

  bool is_held() const { return refresh != Refresh::monthly; }
};

// Where a metric finds one of its parameters.
struct ParameterSource {
  enum class Kind : std::uint8_t { absent, constant, series, history };
  Kind kind = Kind::absent;
  double constant = 0;
  std::uint32_t index = 0; // of the series or history
  int delay = 0;           // months back in the history
};

struct ModelMetric {
  std::string name = {};
  std::string label = {};
  OutputUnit unit = {};
  const ModelSpec* spec = nullptr;
  std::vector<ParameterSource> parameters = {}; // in the order of Metric::parameter
  std::vector<std::uint32_t> draws = {};        // series, in the order of the spec
  std::uint32_t shock = kNone;                  // series; none where volatility is 0
  std::uint32_t history = kNone;                // of what it reports
  std::uint32_t state_history = kNone;
  int list_years = 0;        // years before the last entry of its yearly list
  bool reads_itself = false; // its `next` does; then n/a stays n/a
  bool uncertain = false;
};

struct History {
  enum class Source : std::uint8_t { series, reported, state };
  Source source = Source::series;
  std::uint32_t index = 0;
  int lookback = -1; // months that something looks back; -1: never
  bool initial = false;
  bool total = false;
  bool peak = false;
  bool trough = false;
};

// Correlated normal scores, computed together.
struct ScoreGroup {
  std::vector<std::uint64_t> streams = {};
  std::vector<std::vector<double>> factor = {}; // row i holds i + 1 entries
  Cadence cadence = Cadence::path;
  Refresh refresh = Refresh::once;
};

struct Work {
  enum class Kind : std::uint8_t { scores, series, metric, record };
  Kind kind = Kind::series;
  std::uint32_t index = 0; // of the group, series, metric or history
};

struct ModelTarget {
  std::string name = {};
  std::string label = {};
  std::string when = {}; // as written
  Program condition = {};
  TargetTiming::Kind kind = TargetTiming::Kind::by;
  int from = 0;
  int to = 0;
  double confidence = 0.5;
  bool uncertain = false;
  std::uint32_t subject = kNone; // the metric that the condition compares, if it is one
};

struct Model {
  Calendar calendar;
  int horizon = 0; // months
  std::vector<Series> series;
  std::vector<ModelMetric> metrics;
  std::vector<History> histories;
  std::vector<ScoreGroup> groups;
  std::vector<Work> opening;
  std::vector<Work> monthly;
  std::vector<ModelTarget> targets;
  std::optional<double> joint_confidence;
  ValidScenario source; // what the programs point back to

  // False where every path is the same.
  bool is_uncertain() const;
};

} // namespace escala
