// SPDX-License-Identifier: Apache-2.0
// The compiled scenario: dense indices, programs, and the order in which a month is computed.
//
// A Model is a value: it can be copied, it does not change during a run, and it has no pointers
// except to tables of the catalog. It has no YAML and no texts. Its only names are those that key
// its draws and label its results. The texts for messages are in the Notes (model/notes.h). Its
// parts:
//   inputs    numbers that a run can set.
//   streams   where the draws of a run come from, by name.
//   series    values for each path: drivers, parameters, draws, arguments of functions of time.
//             A series that changes at most yearly is kept from month to month.
//   metrics   a state column and a reported column each (temporary losses make them different).
//   risks     the events of the month, and what is left of each affected value after them.
//   histories the past months of a series or metric, as many as an expression needs.
//   opening   the steps of month 0, in order; `monthly` has those of every later month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/catalog/growth_model.h"
#include "escala/columns/arithmetic.h"
#include "escala/model/program.h"
#include "escala/scenario/keys.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// How often a value changes. `event`: it is drawn for each event of a risk.
enum class UpdateInterval : std::uint8_t { once, yearly, monthly, event };

// A component of a mixture. It does not use a uniform.
struct DrawComponent {
  const DistributionSpec* distribution = nullptr;
  std::vector<Program> parameters = {};
  std::optional<Program> low = {}; // bounds: truncated
  std::optional<Program> high = {};
  double scale = 1; // from the unit of its draws to that of the mixture
  Program weight = {};
  std::vector<DrawComponent> components = {}; // of a mixture
};

// A draw takes exactly one uniform, keyed by (seed, path, stream, month).
struct Draw {
  const DistributionSpec* distribution = nullptr;
  std::uint64_t stream = 0; // the hash of its name and ordinal
  DrawFrequency draw_frequency = DrawFrequency::path;
  std::vector<Program> parameters = {};
  std::optional<Program> low = {}; // bounds: truncated
  std::optional<Program> high = {};
  std::vector<DrawComponent> components = {}; // of a mixture
  std::uint32_t group = kNone;                // of correlated draws
  std::uint32_t member = 0;
  bool standard = false; // normal(0, 1) or uniform(0, 1): the draw equals its input
};

// Visits every program that a draw or a component evaluates.
template <typename Drawn, typename Visit>
void for_each_program(const Drawn& drawn, const Visit& visit) {
  for (const Program& program : drawn.parameters)
    visit(program);
  if (drawn.low)
    visit(*drawn.low);
  if (drawn.high)
    visit(*drawn.high);
  for (const DrawComponent& component : drawn.components) {
    visit(component.weight);
    for_each_program(component, visit);
  }
}

// Where a value comes from.
struct ParameterSource {
  enum class Kind : std::uint8_t { absent, constant, series, history };
  Kind kind = Kind::absent;
  double constant = 0;
  std::uint32_t index = 0; // of the series or history
  int delay = 0;           // months back in the history
};

// A number of the plan that a run can set without compiling the plan again.
struct ModelInput {
  std::string path = {}; // in the plan: "metrics.arr.initial"
  double value = 0;      // used if a run does not set it; in canonical units
  bool is_read = false;  // some expression of the model reads it
};

struct Series {
  enum class Kind : std::uint8_t { draw, expression, table, adjusted, input };

  Kind kind = Kind::expression;
  std::string name = {};
  UpdateInterval update_interval = UpdateInterval::monthly;
  bool uncertain = false;
  Draw draw = {};
  // An expression has one program or several. Each of several is used from its month on, the first
  // one also before. A table that was an expression has the program of that expression.
  std::vector<Program> programs = {};
  std::vector<int> begins = {};   // first months of several programs, ascending
  std::vector<double> table = {}; // by month
  bool invested = false;          // a table of spend: 0 in a run without the investment
  std::uint32_t input = kNone;    // of Kind::input: the index of the model's input
  // For a driver or parameter that risks or pillars multiply: its value without them, its impacts,
  // and the factors (series) of its lifts.
  ParameterSource base = {};
  std::vector<std::uint32_t> impacts = {};
  std::vector<std::uint32_t> lifts = {};

  bool is_held() const {
    return update_interval == UpdateInterval::once || update_interval == UpdateInterval::yearly;
  }
  const Program& program_of(int month) const;
};

struct ModelMetric {
  std::string name = {};
  std::string label = {};
  DisplayUnit unit = {};
  const ModelSpec* spec = nullptr;
  std::vector<ParameterSource> parameters = {}; // in the order of Metric::parameter
  std::vector<std::uint32_t> draws = {};        // series, in the order of the spec
  std::uint32_t shock = kNone;                  // series; kNone if volatility is the constant 0
  std::uint32_t history = kNone;                // of its reported values
  std::uint32_t state_history = kNone;
  std::vector<double> survival = {};         // by age; only of some models
  ActualMonths actual = {};                  // months with actual values
  std::uint32_t read_outputs = 0;            // bit i: output i is read
  std::size_t memory = 0;                    // columns
  int list_years = 0;                        // years before the last entry of its yearly list
  bool reads_itself = false;                 // its model or its `next`; n/a stays n/a
  bool flow = false;                         // amounts of their month: none in month 0
  bool steady = false;                       // its parameters keep their values within a plan year
  std::vector<std::uint32_t> permanent = {}; // impacts that lower its state for good
  std::vector<std::uint32_t> temporary = {}; // impacts that lower what it reports for a while
  bool uncertain = false;
};

struct History {
  enum class Source : std::uint8_t { series, reported, state };
  Source source = Source::series;
  std::uint32_t index = 0;
  int lookback = -1; // how many past months are needed; -1: none
  bool initial = false;
  bool total = false;
  bool peak = false;
  bool trough = false;
};

// A stream of a run's draws, with the name that keys it. Several streams have the same name if an
// expression draws several times. The names of all streams of a risk begin with its name and a dot.
struct NamedStream {
  std::string name = {};
  std::uint64_t stream = 0;
  DrawFrequency draw_frequency = DrawFrequency::path; // draws of events: month
};

// Something that a plan draws, with a name for results: a driver, a parameter of a metric, a
// metric's shock, or a draw in an expression that is drawn afresh every month.
struct DrawnInput {
  std::string name = {};
  std::uint32_t series = 0; // has its value, before risks and pillars change it
  DisplayUnit unit = {};
  bool chance = false; // neither a driver nor a parameter: a shock, an arrival, a draw in a formula
};

// Correlated normal scores, computed together.
struct ScoreGroup {
  std::vector<std::uint64_t> streams = {};
  TriangularFactor factor = {};
  DrawFrequency draw_frequency = DrawFrequency::path;
  UpdateInterval update_interval = UpdateInterval::once;
};

// A quantity that is evaluated once for each event: the draws that it needs, in order, and its
// value.
struct EventQuantity {
  std::vector<std::uint32_t> draws = {}; // series
  Program value = {};
};

// The effect of an event of a risk on one affected value, or the same effect on all segments of
// one.
struct ModelImpact {
  std::uint32_t risk = 0;
  std::size_t written = 0; // its index among the risk's impacts in the plan
  // The metrics whose loss it is: the affected values, or the total of all segments. Empty: it
  // changes a series of Kind::adjusted.
  std::vector<std::uint32_t> metrics = {};
  bool amount = false; // subtracted; else a share of the level
  int acts_after = -1; // last actual month of the affected values: events up to it have no effect
  EventQuantity size = {};
};

// A quantity of a risk that is the same for all events of a month.
struct RiskRate {
  RiskPart part = RiskPart::frequency;
  ParameterSource source = {};
};

struct ModelRisk {
  std::string name = {};
  std::string category = {};
  RiskRate frequency = {}; // per month
  RiskRate prevention = {}, detection = {}, response = {}, recovery = {}, cost = {};
  std::uint64_t arrivals = 0;                 // stream
  std::uint64_t detections = 0;               // stream
  std::optional<EventQuantity> duration = {}; // nullopt: losses are permanent
  std::uint32_t first_impact = 0;             // of the model's impacts
  std::uint32_t impact_count = 0;
  bool mitigated = false; // the plan has some part of its mitigation
};

// A quantity of the investment that may differ from path to path, so its range is checked on each
// path. `key` has the range.
struct RangeCheck {
  ParameterSource source = {};
  const KeySpec* key = nullptr;
  std::string what = {};      // "share of product"
  std::uint32_t text = kNone; // index of its expression in the Notes
};

struct Work {
  enum class Kind : std::uint8_t { scores, series, range_check, risk, metric, record };
  Kind kind = Kind::series;
  std::uint32_t index = 0; // of the group, series, range check, risk, metric or history
};

// A metric that a condition compares with a number, in canonical units.
struct ComparedMetric {
  std::uint32_t metric = 0;
  double with = 0;
};

// Which of a metric's values is the worst for a condition.
enum class Worst : std::uint8_t { none, lowest, highest };

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
  std::uint32_t subject = kNone;             // the metric that the condition compares; kNone: none
  Worst worst = Worst::none;                 // of the subject
  std::vector<ComparedMetric> compared = {}; // anywhere in the condition
};

struct Model {
  Calendar calendar;
  int horizon = 0; // months
  std::string currency = "USD";
  std::vector<ModelInput> inputs;
  std::vector<NamedStream> streams; // of all draws, each once
  std::vector<DrawnInput> drawn;    // drivers, then parameters, then other draws; not of risks
  std::vector<Series> series;
  std::vector<ModelMetric> metrics;
  std::vector<ModelRisk> risks;
  std::vector<ModelImpact> impacts;
  std::vector<History> histories;
  std::vector<ScoreGroup> groups;
  std::vector<RangeCheck> range_checks;
  std::vector<Work> opening;
  std::vector<Work> monthly;
  std::vector<ModelTarget> targets;
  std::optional<double> joint_confidence;

  std::uint32_t spent = kNone; // the metric investment.spent
  std::optional<Valuation> valuation = {};

  // False if all paths are the same.
  bool is_uncertain() const;
};

} // namespace escala
