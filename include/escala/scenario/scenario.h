// SPDX-License-Identifier: Apache-2.0
// A scenario as it is written: every key bound, every quantity parsed, no name resolved.
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
enum class DrawFrequency { path, year, month };
inline constexpr std::array<std::string_view, 3> kDrawFrequencies{"path", "year", "month"};

// The periods of curves, in the order of ReportPeriod.
inline constexpr std::array<std::string_view, 3> kReportPeriods{"mo", "q", "y"};

inline constexpr std::array<std::string_view, 3> kSamplers{"random", "antithetic", "sobol"};
// What the name of a split metric means without a segment.
inline constexpr std::array<std::string_view, 4> kTotals{"sum", "mean", "formula", "none"};

inline constexpr std::uint64_t kDefaultPaths = 100'000;
inline constexpr std::uint64_t kPathLimit = 1'000'000'000;
inline constexpr int kLongestHorizon = 1200; // months
inline constexpr double kDefaultConfidence = 0.5;

// How uniforms are drawn: independently; in pairs U and 1 - U for paths 2k and 2k + 1; or as
// scrambled Sobol points.
enum class Sampler { random, antithetic, sobol };

// The sampler's name in a plan.
std::string_view name_of(Sampler sampler);

// The settings under `simulation`.
struct SimulationSettings {
  std::optional<Expression> paths; // none: kDefaultPaths
  std::uint64_t seed = 1;
  Sampler sampler = Sampler::random;
  Span sampler_span = {}; // where `sampler` is written
};

// The quantiles of curves are named in percent.
inline constexpr std::array<double, 7> kDefaultPercentiles{5, 10, 25, 50, 75, 90, 95};

// The settings under `output`: what answers show if options say nothing else.
struct OutputSettings {
  std::vector<LocatedText> show = {};     // metrics, in this order; empty: all
  std::optional<ReportPeriod> every = {}; // the periods of curves
  std::vector<double> percentiles = {};   // ascending, each once; empty: kDefaultPercentiles
  std::optional<std::string> locale = {}; // the language of what people read
};

// A named list of segments by which drivers and metrics can be split.
struct SegmentList {
  LocatedText name;
  std::vector<LocatedText> segments;
};

// A driver or metric is split by one list, or by two: then it has a value for each pair.
inline constexpr std::size_t kSplitLists = 2;

// A named constant, expression or draw. A driver with `each` becomes one driver for each segment,
// or for each pair of segments of two lists.
struct Driver {
  LocatedText name; // as written, without a segment
  Expression draw;
  DrawFrequency draw_frequency = DrawFrequency::path;
  std::vector<LocatedText> each = {};                       // the segment lists that split it
  std::vector<std::vector<LocatedText>> draw_segments = {}; // of a map by segment: see Argument
  std::vector<Expression> draws = {};                       // values of that map, instead of `draw`
  std::string segment = {}; // of a driver that a split made ("europe", "crm.europe"); else empty
  bool unsplit = false;     // its `each` is a mistake, so no name with a segment is known

  // The name with the segment: "arr.europe".
  std::string full_name() const { return segment.empty() ? name.text : name.text + "." + segment; }
};

// The value that a metric gives to one parameter.
struct Argument {
  std::size_t parameter = 0;      // in the model's parameters, then in common_parameters()
  Span span;                      // of the value
  std::vector<Expression> values; // one; or one for each year, the last one for all later years
  struct Count {
    CalendarMonth month;
    Expression value;
    Span span;
  };
  std::vector<Count> counts;         // instead of values, for ParameterForm::month_counts
  std::optional<std::size_t> choice; // instead of values: index of a word of ParameterForm::choice
  bool listed = false;               // `values` were written as a list
  std::vector<Argument> by_segment;  // instead of values: the values of a map by segment
  // Of such a value: its segment. Under two lists the segments of both, or of one if the value is
  // the same for all segments of the other.
  std::vector<LocatedText> segments;
};

// How the months within quarters or years are filled: a level at their end grows from the one
// before by the same share or the same amount each month; an amount is spread evenly.
enum class Fill { geometric, linear, even }; // in the order of kFills
inline constexpr std::array<std::string_view, 3> kFills{"geometric", "linear", "even"};

// The actual value of one month, or of a quarter or year that ends with it.
struct ActualValue {
  CalendarMonth month;
  Expression value;
  Span span;              // of the month; of the whole `actual` if the value comes from a file
  std::string place = {}; // start of messages: "history.csv, line 3: "; empty: in the plan
  int length = 1;         // in months; of one written as a month, its neighbours tell
  bool at_end = false;    // written as the last day of its month
};

// Actual values by month: written in the plan, or a column of a CSV file.
struct Actual {
  Span span;               // of the value
  std::string file = {};   // a CSV file in the scenario's folder; empty: written in the plan
  std::string column = {}; // of the file
  std::vector<ActualValue> values = {}; // those of a file come from read_actuals
  std::optional<Fill> fill = {};
  Span fill_span = {};
  std::vector<Actual> by_segment = {};    // instead of values: the values of a map by segment
  std::vector<LocatedText> segments = {}; // of such a value: see Argument
};

enum class Total { sum, mean, formula, none }; // in the order of kTotals

// Some of the drivers or metrics that a split made, by their indices: first, first + step, ...
struct SplitCells {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t step = 1;

  std::uint32_t operator[](std::uint32_t i) const { return first + i * step; }
};

// What a total is the total of.
struct TotalOf {
  std::uint32_t split = 0; // in Scenario::splits
  SplitCells cells;        // in Scenario::metrics
};

// A monthly series. A metric with `each` becomes one metric for each segment, and one for the
// total; under two lists one for each pair of segments, one for each segment, and one for all.
struct Metric {
  LocatedText name;                 // as written, without a segment
  std::string label;                // empty: none written
  std::optional<LocatedText> unit;  // as written
  const ModelSpec* model = nullptr; // never null
  Span model_span;                  // of the key or name that chose the model
  std::vector<Argument> arguments;
  Span stray_opening; // of the key `initial` beside a formula, which has none; else no place
  std::optional<Actual> actual;
  bool flow = false;             // its values are amounts of their month
  std::vector<LocatedText> each; // the segment lists that split it
  std::optional<Total> total;    // none: the model decides
  Span total_span;
  std::string segment;  // of a metric that a split made ("europe", "crm.europe"); else empty
  bool unsplit = false; // its `each` is a mistake, so no name with a segment is known
  std::optional<TotalOf> total_of;

  std::string full_name() const { return segment.empty() ? name.text : name.text + "." + segment; }
  // The parameters of the model, then common_parameters().
  const ParameterSpec& parameter(std::size_t index) const;
  std::size_t parameter_count() const;
  // Null if the metric does not give the parameter a value.
  const Argument* argument(std::size_t parameter) const;
};

// One correlation for every pair of the names.
struct Correlation {
  std::vector<LocatedText> between;
  Expression rho;
  Span span;
};

// When a target's condition must hold: in some month up to `when`, in the month `when`, in every
// month of the span `when`, or in every month.
struct TargetTiming {
  enum class Kind { by, at, throughout, always };
  Kind kind = Kind::by;
  std::optional<Expression> when; // a time, or a span of two times with `to`; none: the horizon
};

// A condition on metrics that is judged.
struct Target {
  LocatedText name;
  std::string label;
  Expression when;
  TargetTiming timing;
  std::optional<Expression> confidence;
};

// The target `all`: all targets together.
struct JointTarget {
  Span span;
  std::optional<Expression> confidence;
};

// One thing that a risk or a pillar changes (a metric, METRIC.PARAMETER or a driver; all segments
// if it is split and no segment is named), and the size of the change.
struct Effect {
  LocatedText affected;
  Expression size;
};

inline constexpr std::array<std::string_view, 5> kRiskCategories{
    "technology", "operational", "financial", "market", "reputation"};

// The quantities of a risk other than its impacts. From `prevention` on they belong to its
// mitigation.
enum class RiskPart { frequency, duration, prevention, detection, response, recovery, cost };
inline constexpr std::size_t kRiskParts = 7;
// Whether the quantity belongs to the mitigation.
constexpr bool mitigates(RiskPart part) { return part >= RiskPart::prevention; }

// The largest frequency of a risk. More arrivals would be a continuous rate rather than events.
inline constexpr double kYearlyEventLimit = 1000;

// The values that a path keeps of an event whose losses last; of all risks together at most the
// limit, in the mean. With a block of 1024 paths this is 80 MB.
constexpr std::size_t lasting_values(std::size_t impacts) { return 4 + impacts; }
inline constexpr double kLastingValueLimit = 10'000;

// Events that arrive at random and reduce what they affect.
struct Risk {
  LocatedText name;
  std::string category;     // one of kRiskCategories; empty: none written
  bool opportunity = false; // it is meant to raise what it acts on
  std::array<std::optional<Expression>, kRiskParts> parts;
  std::vector<Effect> impacts;

  const std::optional<Expression>& part(RiskPart part) const {
    return parts[static_cast<std::size_t>(part)];
  }
};

// A part of the investment, and what it raises.
struct Pillar {
  LocatedText name;
  std::optional<Expression> share;
  std::vector<Expression> spend; // by year; empty: the share is spent evenly
  Span spend_span;
  std::vector<Effect> lifts;
  std::optional<Expression> half_at;
};

// A budget that is spent on pillars.
struct Investment {
  Span span; // of the key
  Expression budget;
  std::optional<Expression> over; // none: the horizon
  std::vector<Pillar> pillars;
  std::optional<Expression> value;    // the name of the metric that its worth is measured in
  std::optional<Expression> discount; // of later money; none: 0
};

// A driver or metric with `each`, and where expand_segments put its segments and totals.
struct Split {
  LocatedText name;
  const ModelSpec* model = nullptr;   // of a metric; null for a driver
  std::vector<std::uint32_t> lists{}; // one or two, in Scenario::segments
  // Index of the driver or metric of the first segment. The others follow; of pairs, those of one
  // segment of the first list are neighbours.
  std::uint32_t first = 0;
  bool has_total = false;
  bool total_by_formula = false; // then effects on the segments are applied to it too
  // Index of the metric that is the total. Under two lists the totals of single segments follow,
  // those of the first list first.
  std::uint32_t total = 0;

  bool is_driver() const { return model == nullptr; }
};

// A whole plan.
struct Scenario {
  std::string name;
  std::string description;
  CalendarMonth start = CalendarMonth::of(2026, 1);
  int fiscal_year = 1;
  std::optional<Expression> horizon; // none: a mistake was reported
  std::string currency = "USD";
  SimulationSettings simulation;
  OutputSettings output;
  std::vector<SegmentList> segments;
  std::vector<Split> splits; // filled by expand_segments
  std::vector<Driver> drivers;
  std::vector<Correlation> correlations;
  std::vector<Metric> metrics; // with an investment, the last one is the metric investment.spent
  std::vector<Risk> risks;
  std::unique_ptr<Investment> investment; // a pointer, because facts point into it
  std::vector<Target> targets;
  std::optional<JointTarget> joint;
  std::vector<std::string> variants;

  Calendar calendar() const { return {start, fiscal_year}; }
};

} // namespace escala
