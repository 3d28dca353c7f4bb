// SPDX-License-Identifier: Apache-2.0
// Combines the findings of a run's observers in one RunResult, with names and units.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "escala/analysis/attribution.h"
#include "escala/analysis/counterfactual.h"
#include "escala/core/calendar.h"
#include "escala/model/notes.h"
#include "escala/report/run_result.h"
#include "escala/summarize/risks.h"
#include "escala/summarize/summary.h"
#include "escala/targets/difference.h"
#include "escala/targets/judge.h"

namespace escala {

struct Findings {
  const std::vector<MetricSummary>* curves = nullptr; // by month; null: only targets were judged
  // The quantiles of curves, flows and extremes, in percent.
  std::span<const double> percents = kDefaultPercentiles;
  // Those that are shown.
  std::span<const double> percentiles = kDefaultPercentiles;
  double quantile_error = 0; // as a share of a quantile; 0: they are exact
  ReportPeriod report_period = ReportPeriod::month;
  const std::vector<MetricSummary>* flows = nullptr; // by period, from a FlowObserver
  // The flows by fiscal years; null: curves by months and by fiscal years are not wanted besides.
  const std::vector<MetricSummary>* yearly_flows = nullptr;
  // By target, from an ExtremeObserver with the quantiles of the curves.
  const std::vector<MetricSummary>* extremes = nullptr;
  Tally tally;
  std::vector<Judgement> targets;
  Judgement joint;
  std::uint64_t paths = 0; // number of paths that the estimates represent
  std::vector<RiskSummary> risks = {};
  std::vector<RiskSummary> categories = {};
  std::vector<Counterfactual> counterfactuals = {};
  std::optional<InvestmentValue> value = {}; // of the investment
  std::vector<InputAttribution> inputs = {};
  TargetsTogether together = {};
  Differences differences = {}; // from the baseline
};

// The quantiles that observers look for, of percentages.
std::vector<double> probabilities_of(std::span<const double> percents);

RunResult make_result(const Model& model, const Notes& notes, const Findings& findings,
                      Provenance provenance);

// The name and description of a plan, and how its draws are made.
void name_plan(Provenance& provenance, const Scenario& scenario);

// The judgements of a run whose number of paths was fixed in advance.
Findings judge_run(const Model& model, Tally tally, Sampler sampler, std::uint64_t paths);

// Keeps the curves of these metrics, in their order; of a split metric its total and its segments.
// No names: keeps all.
void show_curves(std::span<const std::string> names, RunResult& result);

} // namespace escala
