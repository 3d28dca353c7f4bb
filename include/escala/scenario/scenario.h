// SPDX-License-Identifier: Apache-2.0
// A scenario as it was written: every key in its place, every quantity parsed, nothing resolved.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/catalog/growth_model.h"
#include "escala/core/calendar.h"
#include "escala/core/source.h"
#include "escala/core/units.h"
#include "escala/expression/syntax.h"

namespace escala {

// How often a driver is drawn.
enum class Cadence { path, year, month };
inline constexpr std::array<std::string_view, 3> kCadences{"path", "year", "month"};

inline constexpr std::array<std::string_view, 3> kSamplers{"random", "antithetic", "sobol"};
// What the bare name of a split metric is.
inline constexpr std::array<std::string_view, 4> kTotals{"sum", "mean", "formula", "none"};

inline constexpr std::uint64_t kDefaultPaths = 100'000;
inline constexpr std::uint64_t kMostPaths = 1'000'000'000;
inline constexpr int kLongestHorizon = 1200; // months
inline constexpr double kDefaultConfidence = 0.5;

// How uniforms are drawn: each by itself; for paths 2k and 2k + 1 together, as U and 1 - U; or as
// scrambled Sobol points.
enum class Sampler { random, antithetic, sobol };

std::string_view name_of(Sampler sampler);

struct SimulationSettings {
  std::optional<Expression> paths; // none: kDefaultPaths
  std::uint64_t seed = 1;
  Sampler sampler = Sampler::random;
  Span sampler_span = {}; // where it is written
};

// A list of segments that drivers and metrics can be split by.
struct SegmentList {
  LocatedText name;
  std::vector<LocatedText> segments;
};

struct Driver {
  LocatedText name; // as written, without a segment
  Expression draw;
  Cadence every = Cadence::path;
  std::optional<LocatedText> each = {};        // the segment list that it is split by
  std::vector<LocatedText> draw_segments = {}; // of a map by segment, instead of `draw`:
  std::vector<Expression> draws = {};          // its keys and values
  std::string segment = {};                    // of one of those that it was split into

  std::string full_name() const { return segment.empty() ? name.text : name.text + "." + segment; }
};

// What a metric gives one parameter.
struct Argument {
  std::size_t parameter = 0;      // in the model's parameters, then in common_parameters()
  Span span;                      // of the value
  std::vector<Expression> values; // one; several: one for each year, the last one held
  struct Count {
    CalendarMonth month;
    Expression value;
    Span span;
  };
  std::vector<Count> counts;         // of ParameterForm::month_counts, instead
  std::optional<std::size_t> choice; // of ParameterForm::choice, instead
  bool listed = false;               // `values` were written as a list
  std::vector<Argument> by_segment;  // of a map by segment, instead
  LocatedText segment;               // the key of one of those
};

// Months whose values are known.
struct ActualValue {
  CalendarMonth month;
  Expression value;
  Span span;              // of the month; of the whole where it comes from a file
  std::string place = {}; // "history.csv, line 3: "; empty where it is written in the plan
};
struct Actual {
  Span span;                            // of the value
  std::string file = {};                // a CSV beside the scenario; empty: written in the plan
  std::string column = {};              // of the file
  std::vector<ActualValue> values = {}; // of a file, once read_actuals has read it
  std::vector<Actual> by_segment = {};  // of a map by segment, instead
  LocatedText segment = {};             // the key of one of those
};

enum class Total { sum, mean, formula, none }; // in the order of kTotals

struct Metric {
  LocatedText name;                 // as written, without a segment
  std::string label;                // empty: none written
  std::optional<LocatedText> unit;  // as written
  const ModelSpec* model = nullptr; // never null
  Span model_span;                  // of the key or name that chose it
  std::vector<Argument> arguments;
  std::optional<Actual> actual;
  std::optional<LocatedText> each; // the segment list that it is split by
  std::optional<Total> total;      // none: its model decides
  Span total_span;
  std::string segment;                   // of one of those that it was split into
  std::optional<std::uint32_t> total_of; // the split whose total it is

  std::string full_name() const { return segment.empty() ? name.text : name.text + "." + segment; }
  // Parameters of the model, then the common ones.
  const ParameterSpec& parameter(std::size_t index) const;
  std::size_t parameter_count() const;
  const Argument* argument(std::size_t parameter) const;
};

struct Correlation {
  std::vector<LocatedText> between;
  Expression rho;
  Span span;
};

struct TargetTiming {
  enum class Kind { by, at, throughout, always };
  Kind kind = Kind::by;
  std::optional<Expression> when; // a month or duration, or `to` between two; none: the horizon
};

struct Target {
  LocatedText name;
  std::string label;
  Expression when;
  TargetTiming timing;
  std::optional<Expression> confidence;
};

struct JointTarget {
  Span span;
  std::optional<Expression> confidence;
};

// What a risk or a pillar acts on (a metric, METRIC.PARAMETER or a driver; all its segments where
// it is split and none is named), and by how much.
struct Effect {
  LocatedText victim;
  Expression size;
};

inline constexpr std::array<std::string_view, 5> kRiskCategories{
    "technology", "operational", "financial", "market", "reputation"};

// The quantities of a risk, apart from its impacts; those from prevention on are its mitigation's.
enum class RiskPart { frequency, duration, prevention, detection, response, recovery, cost };
inline constexpr std::size_t kRiskParts = 7;
constexpr bool mitigates(RiskPart part) { return part >= RiskPart::prevention; }

// More arrivals than this are no events but a rate.
inline constexpr double kMostEventsAYear = 1000;

struct Risk {
  LocatedText name;
  std::string category; // one of kRiskCategories; empty: none written
  std::array<std::optional<Expression>, kRiskParts> parts;
  std::vector<Effect> impacts;

  const std::optional<Expression>& part(RiskPart part) const {
    return parts[static_cast<std::size_t>(part)];
  }
};

struct Pillar {
  LocatedText name;
  std::optional<Expression> share;
  std::vector<Expression> spend; // by year, instead of the share's even spend
  Span spend_span;
  std::vector<Effect> lifts;
  std::optional<Expression> half_at;
};

struct Investment {
  Span span; // of the key
  Expression budget;
  std::optional<Expression> over; // none: the horizon
  std::vector<Pillar> pillars;
};

// What expand_segments made of a driver or metric with `each`.
struct Split {
  LocatedText name;
  const ModelSpec* model = nullptr; // of a metric; null: a driver
  std::uint32_t list = 0;           // in Scenario::segments
  std::uint32_t first = 0;          // driver or metric of the first segment; the others follow
  bool has_total = false;
  bool total_by_formula = false; // then what acts on the segments acts on it too
  std::uint32_t total = 0;       // metric

  bool is_driver() const { return model == nullptr; }
};

struct Scenario {
  std::string name;
  std::string description;
  CalendarMonth start = CalendarMonth::of(2026, 1);
  int fiscal_year = 1;
  std::optional<Expression> horizon; // none: a mistake was reported
  std::string currency = "USD";
  SimulationSettings simulation;
  std::vector<SegmentList> segments;
  std::vector<Split> splits; // once segments are expanded
  std::vector<Driver> drivers;
  std::vector<Correlation> correlations;
  std::vector<Metric> metrics; // with an investment, the last one is investment.spent
  std::vector<Risk> risks;
  std::unique_ptr<Investment> investment; // its place stays where facts point, however it is moved
  std::vector<Target> targets;
  std::optional<JointTarget> joint;
  std::vector<std::string> variants;

  Calendar calendar() const { return {start, fiscal_year}; }
};

} // namespace escala
