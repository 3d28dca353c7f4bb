// SPDX-License-Identifier: Apache-2.0
#include "escala/report/make_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "escala/core/currencies.h"
#include "escala/core/undefined.h"
#include "escala/summarize/flows.h"
#include "report/risk_results.h"

namespace escala {
namespace {

constexpr std::array kFirstMonthPercentiles{0.1, 0.5, 0.9};

Cell cell(double value, double factor = 1) {
  return std::isnan(value) ? std::nullopt : Cell(value * factor);
}

std::vector<Cell> cells(ConstColumn values, const std::vector<std::size_t>& entries,
                        double factor) {
  std::vector<Cell> out;
  out.reserve(entries.size());
  for (const std::size_t entry : entries)
    out.push_back(cell(values[entry], factor));
  return out;
}

// What a rate comes to over a time: "USD" of "USD/mo", and nothing of "1/mo".
OutputUnit amount_of(OutputUnit unit) {
  if (unit.text.ends_with(unit.per))
    unit.text.erase(unit.text.size() - unit.per.size());
  if (unit.text == "1")
    unit.text.clear();
  unit.per.clear();
  unit.factor = 1; // of canonical amounts, whatever the period that the rate is shown in
  return unit;
}

} // namespace

DisplayUnit display_unit(const OutputUnit& unit, const std::string& currency) {
  DisplayUnit display{unit.text, DisplayUnit::Style::plain, {}, unit.per};
  if (unit.style == OutputUnit::Style::percent)
    display.style = DisplayUnit::Style::percent;
  if (unit.style != OutputUnit::Style::money)
    return display;
  display.style = DisplayUnit::Style::money;
  display.symbol = currency_symbol(currency);
  if (display.symbol.empty())
    display.symbol = currency + " ";
  return display;
}

namespace {

// The entries of `from` that a curve shows, in `unit`.
struct Shown {
  const MetricSummary* from = nullptr;
  OutputUnit unit;
  std::vector<int> months;
  std::vector<std::size_t> entries;
};

Shown shown_months(const Model& model, const Findings& findings, std::size_t index) {
  Shown shown{&(*findings.curves)[index], model.metrics[index].unit, {}, {}};
  if (findings.every != Every::month) {
    shown.months = period_ends(model.calendar, model.horizon, findings.every);
    shown.months.insert(shown.months.begin(), 0);
  } else {
    shown.months.resize(static_cast<std::size_t>(model.horizon) + 1);
    std::iota(shown.months.begin(), shown.months.end(), 0);
  }
  shown.entries.assign(shown.months.begin(), shown.months.end());
  return shown;
}

Shown shown_flow(const Model& model, const Findings& findings, std::size_t index) {
  Shown shown{&(*findings.flows)[index],
              amount_of(model.metrics[index].unit),
              period_ends(model.calendar, model.horizon, findings.every),
              {}};
  shown.entries.resize(shown.months.size());
  std::iota(shown.entries.begin(), shown.entries.end(), std::size_t{0});
  return shown;
}

// Where a summary has the quantiles of a probability; nowhere, if they were not computed.
std::optional<std::size_t> row_of(double probability, const Findings& findings) {
  const auto found = std::ranges::find(findings.probabilities, probability);
  if (found == findings.probabilities.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - findings.probabilities.begin());
}

Curve curve(const Model& model, const Findings& findings, std::size_t index) {
  const ModelMetric& metric = model.metrics[index];
  const bool summed = findings.every != Every::month && is_flow(metric);
  const Shown shown =
      summed ? shown_flow(model, findings, index) : shown_months(model, findings, index);
  Curve curve;
  curve.name = metric.name;
  curve.label = metric.label.empty() ? metric.name : metric.label;
  curve.last_actual = metric.actual.last();
  curve.unit = display_unit(shown.unit, model.currency);
  curve.months = shown.months;
  curve.mean = cells(shown.from->mean, shown.entries, shown.unit.factor);
  curve.sd = cells(shown.from->sd, shown.entries, shown.unit.factor);
  for (const std::size_t entry : shown.entries)
    curve.undefined.push_back(shown.from->undefined[entry]);
  for (std::size_t q = 0; q < kQuantiles.size(); ++q)
    if (const auto row = row_of(kQuantiles[q], findings))
      curve.quantiles[q] =
          cells(column_of(shown.from->quantiles.col(*row)), shown.entries, shown.unit.factor);
  return curve;
}

Estimate estimate(const Judgement& judgement, std::uint64_t paths) {
  return {judgement.probability, judgement.std_error, judgement.interval.low,
          judgement.interval.high, paths};
}

Verdict verdict(Decision decision) {
  switch (decision) {
  case Decision::met:
    return Verdict::met;
  case Decision::missed:
    return Verdict::missed;
  case Decision::undecided:
    break;
  }
  return Verdict::undecided;
}

Timing timing(const ModelTarget& target) {
  switch (target.kind) {
  case TargetTiming::Kind::by:
    return {TimingKind::by, target.from, target.to};
  case TargetTiming::Kind::at:
    return {TimingKind::at, target.from, target.to};
  case TargetTiming::Kind::throughout:
  case TargetTiming::Kind::always:
    break;
  }
  return {TimingKind::throughout, target.from, target.to};
}

void set_position(const LocatedText& name, TargetResult& result) {
  if (name.span.source == nullptr || name.span.source->is_option)
    return;
  const Position position = position_of(*name.span.source, name.span.begin);
  result.file = name.span.source->name;
  result.line = position.line;
  result.column = position.column;
}

TargetResult target_result(const Model& model, const Notes& notes, const Findings& findings,
                           std::size_t index) {
  const ModelTarget& target = model.targets[index];
  TargetResult result;
  result.name = target.name;
  result.label = target.label.empty() ? target.name : target.label;
  result.when = target.when;
  result.timing = timing(target);
  result.confidence = target.confidence;
  result.estimate = estimate(findings.targets[index], findings.paths);
  result.verdict = verdict(findings.targets[index].decision);
  const FirstMonths first =
      first_months(findings.tally.targets[index], findings.tally.paths, kFirstMonthPercentiles);
  if (first.median_month >= 0)
    result.median_month = first.median_month;
  result.never = first.never;
  if (!first.percentiles.empty()) {
    result.first_p10 = first.percentiles[0];
    result.first_p50 = first.percentiles[1];
    result.first_p90 = first.percentiles[2];
  }
  set_position(notes.written().targets[index].name, result);
  if (findings.curves == nullptr || target.subject == kNone)
    return result;
  const ModelMetric& metric = model.metrics[target.subject];
  const MetricSummary& summary = (*findings.curves)[target.subject];
  if (const auto row = row_of(kQuantiles[kMedian], findings))
    result.median_there = cell(summary.quantiles(target.to, *row), metric.unit.factor);
  result.median_unit = display_unit(metric.unit, model.currency);
  return result;
}

} // namespace

Findings judge_run(const Model& model, Tally tally, Sampler sampler, std::uint64_t paths) {
  Findings findings;
  for (std::size_t i = 0; i < model.targets.size(); ++i)
    findings.targets.push_back(judge_hits(sampler, tally.targets[i].hits, tally.paths,
                                          model.targets[i].confidence, model.targets[i].uncertain));
  findings.joint = judge_hits(sampler, tally.joint, tally.paths, model.joint_confidence.value_or(0),
                              is_joint_uncertain(model, tally));
  findings.tally = std::move(tally);
  findings.paths = paths;
  return findings;
}

Report make_report(const Model& model, const Notes& notes, const Findings& findings,
                   Provenance provenance) {
  const Scenario& scenario = notes.written();
  Report report;
  report.provenance = std::move(provenance);
  report.provenance.scenario = scenario.name;
  report.provenance.description = scenario.description;
  report.provenance.paths = findings.paths;
  report.provenance.seed = scenario.simulation.seed;
  report.provenance.quantile_error = findings.quantile_error;
  report.provenance.sampler = name_of(scenario.simulation.sampler);
  report.calendar = model.calendar;
  report.horizon = model.horizon;
  report.every = findings.every;
  report.currency = scenario.currency;
  if (findings.curves != nullptr)
    for (std::size_t i = 0; i < model.metrics.size(); ++i)
      report.curves.push_back(curve(model, findings, i));
  for (std::size_t i = 0; i < model.targets.size(); ++i)
    report.targets.push_back(target_result(model, notes, findings, i));
  add_risks(model, findings, report);
  if (model.targets.empty())
    return report;
  report.joint.emplace();
  report.joint->estimate = estimate(findings.joint, findings.paths);
  report.joint->confidence = model.joint_confidence;
  if (model.joint_confidence)
    report.joint->verdict = verdict(findings.joint.decision);
  return report;
}

} // namespace escala
