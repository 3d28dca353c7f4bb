// SPDX-License-Identifier: Apache-2.0
// The result of one run: the input of run_document() and run_data().
//
// Curves and medians are in the unit stored beside them. Losses by risks and gains are as the
// observers computed them, in canonical units. A missing value is nullopt, never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escala/analysis/attribution.h"
#include "escala/analysis/counterfactual.h"
#include "escala/core/calendar.h"
#include "escala/core/display_unit.h"
#include "escala/report/phrase.h"
#include "escala/report/provenance.h"
#include "escala/scenario/scenario.h"
#include "escala/summarize/risks.h"
#include "escala/targets/difference.h"
#include "escala/targets/judge.h"

namespace escala {

using MaybeNumber = std::optional<double>;

// A quantile of a curve.
struct CurveQuantile {
  double percent = 50;
  std::vector<MaybeNumber> values = {};
};

// The quantiles of a curve that tables show, in percent: the lowest, the middle one and the highest
// of those chosen. One or two numbers are in all three.
struct ShownQuantiles {
  double low = 5, middle = 50, high = 95;
};
// `percentiles`: ascending, at least one. Of an even number the lower of the two in the middle.
ShownQuantiles shown_quantiles(std::span<const double> percentiles);

// A metric of the plan. Other parts of a result refer to it by its index.
struct MetricName {
  std::string name;
  std::string label; // the name if no label is written
  DisplayUnit unit;
  bool judged = false; // a target reads it
};

struct Curve {
  std::string name;
  std::string label; // the name if no label is written
  DisplayUnit unit;
  // The month of each entry: 0 to the horizon. With periods: the last month of each period,
  // preceded by month 0 if the metric is a level.
  std::vector<int> months;
  std::vector<MaybeNumber> mean;
  std::vector<MaybeNumber> sd;
  std::vector<double> undefined; // share of paths that are n/a
  // Those that were computed, ascending: with RunResult::percentiles some that documents need.
  std::vector<CurveQuantile> quantiles = {};
  ShownQuantiles shown = {};
  int last_actual = -1; // the last month with an actual value; -1: none
  int first_actual = 0;
  std::string segment = {}; // of a metric that a split made; else empty
  // What targets compare it with, in its unit; of levels, not of what is summed over periods.
  std::vector<double> thresholds = {};
  bool flow = false; // values are rates or amounts of their month
  // Of the money invested: the label is a word of escala, not of the plan.
  bool spent = false;

  // The quantile at this percentage; no values if it was not computed.
  const std::vector<MaybeNumber>& quantile(double percent) const;
};

struct Timing {
  TargetTiming::Kind kind = TargetTiming::Kind::by;
  int from = 0; // months, both included
  int to = 0;
  // As the plan writes them, where it writes a month or a duration: "2027-01", "18mo".
  std::string written_from = {};
  std::string written_to = {};
};

// Percentiles of the month in which something first happens, over the paths on which it does; and
// the share of those on which it doesn't.
struct FirstMonth {
  MaybeNumber p10 = {}, p50 = {}, p90 = {};
  double never = 0;
};

// Quantiles over paths of the worst, or the best, value in a span.
struct ExtremeValue {
  bool lowest = true; // else the highest
  MaybeNumber p5 = {}, p50 = {}, p95 = {};
};

struct TargetResult {
  std::string name;
  std::string label;
  std::string when; // the condition as written
  Timing timing;
  double confidence = 0.5;
  Judgement judgement;
  std::optional<int> median_month; // by which half of all paths have met it
  FirstMonth first = {};           // in which the condition holds
  // By month, from 1 on: the share of paths on which it first holds.
  std::vector<double> first_months = {};
  std::optional<FirstMonth> first_broken = {}; // in which it fails, of `throughout` alone
  double undefined = 0; // share of paths that miss it, and would not if n/a met the condition
  // The median of the metric of the condition: at the month judged; for `by`, of its best value in
  // the span; for `throughout`, of its worst. Missing if the condition does not compare one metric.
  MaybeNumber median_there;
  std::optional<std::uint32_t> subject = {}; // that metric
  std::optional<ExtremeValue> extreme = {};  // of a span
  DisplayUnit median_unit;
  std::vector<double> thresholds = {}; // that the condition compares it with, in that unit
  std::string file;                    // where the target is written; line 0: not in a file
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool compared = false;                   // there is a baseline
  std::optional<Difference> baseline = {}; // nullopt: it lacks the target
};

// All targets together.
struct JointResult {
  Judgement judgement;
  std::optional<double> confidence;        // only if the plan has the target `all`
  bool compared = false;                   // there is a baseline
  std::optional<Difference> baseline = {}; // nullopt: it has other targets
  std::string file = {};                   // where `all` is written; line 0: not in a file
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  // nullopt if the plan does not have the target `all`.
  std::optional<Verdict> verdict() const {
    return confidence ? std::optional(judgement.verdict) : std::nullopt;
  }
};

// The gain of a mitigation or the investment, and its cost. The gain compares the same paths with
// and without it.
struct Benefit {
  Counterfactual found;
  double cost = 0; // expected, at the horizon
};

struct RiskResult {
  RiskSummary found;
  std::vector<std::uint32_t> affected;   // metrics that it reduces, by a share or an amount
  std::optional<Benefit> mitigation;     // of a mitigated risk
  std::vector<std::string> changed = {}; // drivers and parameters that it changes: "arr.churn"
  std::optional<Benefit> effect = {};    // the same paths with the risk and without it
};

// Something that the plan spends and that no metric and no target reads.
struct UnpaidCost {
  std::string name;   // "investment", "mitigation"
  std::string metric; // that nothing reads: "investment.spent", "cloud_outage.cost"
  MaybeNumber amount; // over the plan, where it is the same on every path
};

// A drawn input, and what it has to do with each target. Values are in `unit`.
struct DriverResult {
  std::string name;
  DisplayUnit unit;
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
  bool repeated =
      false;           // drawn yearly or monthly; shares and rules are of its mean until the target
  bool chance = false; // neither a driver nor a parameter
  std::vector<std::optional<InputShare>> targets; // in the order of the result's targets

  Number in_unit(double value) const { return {.value = value, .unit = unit}; }
};

// A sentence on what a reader should know first.
struct Finding {
  std::string kind;   // "binding", "driver", "effect", "together", "exclusive", "only_missed"
  std::string target; // the name of the target that it is about; empty: none
  Phrase text;
};

// What the targets of a result are compared with.
struct BaselineOfResult {
  std::string file;          // as given
  std::string sha256;        // of its bytes
  std::string variant = {};  // of it; empty: none
  bool paired = false;       // a plan, judged on the same draws
  double max_drop = 0;       // that a probability may have
  bool only_changes = false; // documents show only the targets that have moved
};

struct RunResult {
  Provenance provenance;
  std::optional<BaselineOfResult> baseline = {};
  Calendar calendar;
  int horizon = 0;
  bool certain = false; // nothing is uncertain: one path stands for all
  ReportPeriod report_period =
      ReportPeriod::month; // of the curves: levels at a period's end, flows summed over it
  std::string currency;
  std::vector<MetricName> metrics;    // all metrics of the plan, with or without a curve
  std::optional<std::uint32_t> spent; // the metric of the money invested
  std::vector<Curve> curves;          // empty if only targets were judged
  // The same by months and by fiscal years, whatever their period is, if a format asks for it.
  std::vector<Curve> monthly = {};
  std::vector<Curve> yearly = {};
  bool chosen = false; // the curves are those that the plan or an option names
  // The quantiles of curves that are shown, in percent, ascending.
  std::vector<double> percentiles{kDefaultPercentiles.begin(), kDefaultPercentiles.end()};
  // The metric of the target that binds (binding_target.h), by month whatever the period of the
  // others is; nullopt if there is none, or if only targets were judged.
  std::optional<Curve> binding = {};
  std::vector<TargetResult> targets;
  std::optional<JointResult> joint; // nullopt if there are no targets
  std::vector<RiskResult> risks;
  std::vector<RiskSummary> categories; // the risks of each category together
  std::optional<Benefit> mitigation;   // of all risks together, if several are mitigated
  std::optional<Benefit> investment;
  std::optional<InvestmentValue> value = {}; // of the investment, in the plan's currency
  std::vector<UnpaidCost> unpaid = {};
  std::vector<DriverResult> drivers = {}; // empty if only targets were judged
  TargetsTogether together = {};          // on the same paths as the drivers
  std::vector<Finding> findings = {};
};

} // namespace escala
