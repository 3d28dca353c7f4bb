// SPDX-License-Identifier: Apache-2.0
#include "escala/report/make_result.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "escala/core/undefined.h"
#include "escala/report/binding_target.h"
#include "escala/summarize/extremes.h"
#include "escala/summarize/flows.h"
#include "report/add_drivers.h"
#include "report/add_effects.h"
#include "report/findings.h"
#include "report/unpaid_costs.h"

namespace escala {
namespace {

constexpr std::array kFirstMonthPercentiles{0.1, 0.5, 0.9};

MaybeNumber cell(double value, double factor = 1) {
  return std::isnan(value) ? std::nullopt : MaybeNumber(value * factor);
}

std::vector<MaybeNumber> cells(ConstColumn values, const std::vector<std::size_t>& entries,
                               double factor) {
  std::vector<MaybeNumber> out;
  out.reserve(entries.size());
  for (const std::size_t entry : entries)
    out.push_back(cell(values[entry], factor));
  return out;
}

// The entries of `from` that a curve shows, in `unit`.
struct Shown {
  const MetricSummary* from = nullptr;
  DisplayUnit unit;
  std::vector<int> months;
  std::vector<std::size_t> entries;
};

Shown shown_months(const Model& model, const Findings& findings, std::size_t index,
                   ReportPeriod report_period) {
  Shown shown{&(*findings.curves)[index], model.metrics[index].unit, {}, {}};
  if (report_period != ReportPeriod::month) {
    shown.months = period_ends(model.calendar, model.horizon, report_period);
    shown.months.insert(shown.months.begin(), 0);
  } else {
    shown.months.resize(static_cast<std::size_t>(model.horizon) + 1);
    std::iota(shown.months.begin(), shown.months.end(), 0);
  }
  shown.entries.assign(shown.months.begin(), shown.months.end());
  return shown;
}

Shown shown_flow(const Model& model, const Findings& findings, std::size_t index,
                 ReportPeriod report_period) {
  const auto* flows =
      report_period == findings.report_period ? findings.flows : findings.yearly_flows;
  Shown shown{&(*flows)[index],
              amount_unit(model.metrics[index].unit),
              period_ends(model.calendar, model.horizon, report_period),
              {}};
  shown.entries.resize(shown.months.size());
  std::iota(shown.entries.begin(), shown.entries.end(), std::size_t{0});
  return shown;
}

// The column of a summary's quantiles for a percentage; nullopt if they were not computed.
std::optional<std::size_t> column_of_quantile(double percent, const Findings& findings) {
  const auto found = std::ranges::find(findings.percents, percent);
  if (found == findings.percents.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - findings.percents.begin());
}

std::string label_of(const ModelMetric& metric) {
  return metric.label.empty() ? metric.name : metric.label;
}

std::vector<double> thresholds_of(const Model& model, std::size_t metric, const DisplayUnit& unit) {
  std::vector<double> thresholds;
  for (const ModelTarget& target : model.targets)
    for (const ComparedMetric& compared : target.compared)
      if (compared.metric == metric)
        thresholds.push_back(compared.with * unit.factor);
  return thresholds;
}

Curve curve(const Model& model, const Findings& findings, std::size_t index,
            ReportPeriod report_period) {
  const ModelMetric& metric = model.metrics[index];
  const bool summed = report_period != ReportPeriod::month && is_flow(metric);
  const Shown shown = summed ? shown_flow(model, findings, index, report_period)
                             : shown_months(model, findings, index, report_period);
  Curve curve;
  curve.name = metric.name;
  curve.label = label_of(metric);
  curve.flow = is_flow(metric);
  curve.spent = index == model.spent;
  curve.last_actual = metric.actual.last();
  curve.first_actual = metric.actual.first;
  curve.unit = shown.unit;
  curve.months = shown.months;
  curve.mean = cells(shown.from->mean, shown.entries, shown.unit.factor);
  curve.sd = cells(shown.from->sd, shown.entries, shown.unit.factor);
  for (const std::size_t entry : shown.entries)
    curve.undefined.push_back(shown.from->undefined[entry]);
  for (std::size_t q = 0; q < findings.percents.size(); ++q)
    curve.quantiles.push_back(
        {findings.percents[q], cells(column_of(shown.from->quantiles.col(static_cast<int>(q))),
                                     shown.entries, shown.unit.factor)});
  curve.shown = shown_quantiles(findings.percentiles);
  if (!summed)
    curve.thresholds = thresholds_of(model, index, shown.unit);
  return curve;
}

// A plan without uncertainty is judged on one path, which represents all `paths`.
Judgement of_paths(Judgement judgement, std::uint64_t paths) {
  judgement.paths = paths;
  return judgement;
}

// Paths that are all the same are compared as one.
std::optional<Difference> of_paths(std::optional<Difference> difference, std::uint64_t paths) {
  if (!difference || !difference->changed || difference->changed->paths != 1)
    return difference;
  difference->changed->lost *= paths;
  difference->changed->gained *= paths;
  difference->changed->paths = paths;
  return difference;
}

// Of a target, or of all together.
template <class Result>
void set_position(const Span& span, Result& result) {
  if (span.source == nullptr || span.source->is_option)
    return;
  const Position position = position_of(*span.source, span.begin);
  result.file = span.source->name;
  result.line = position.line;
  result.column = position.column;
}

FirstMonth first_month(const FirstMonths& found) {
  FirstMonth first{.never = found.never};
  if (!found.percentiles.empty()) {
    first.p10 = found.percentiles[0];
    first.p50 = found.percentiles[1];
    first.p90 = found.percentiles[2];
  }
  return first;
}

bool is_throughout(const ModelTarget& target) {
  return target.kind == TargetTiming::Kind::throughout || target.kind == TargetTiming::Kind::always;
}

// "2027-01", "18mo"; empty for what is computed, such as a sum.
std::string written_time(const Expression& expression, NodeIndex node, CalendarMonth month) {
  const SyntaxNode& at = expression.syntax.nodes[node];
  if (at.kind == SyntaxNode::Kind::calendar_month)
    return to_text(month);
  return at.kind == SyntaxNode::Kind::number ? expression.text_of(node) : std::string();
}

Timing timing_of(const Model& model, const ModelTarget& target, const TargetTiming& written) {
  Timing timing{target.kind, target.from, target.to};
  if (!written.when)
    return timing;
  const Syntax& syntax = written.when->syntax;
  const auto ends = syntax.children_of(syntax.root());
  const bool span = target.kind != TargetTiming::Kind::at && ends.size() == 2 &&
                    syntax.nodes.back().op == Operator::to;
  if (span)
    timing.written_from = written_time(*written.when, ends[0].node, model.calendar.at(target.from));
  timing.written_to = written_time(*written.when, span ? ends[1].node : syntax.root(),
                                   model.calendar.at(target.to));
  return timing;
}

// What the condition compares: its median in the month judged, or its values that decide.
void set_subject(const Model& model, const Findings& findings, std::size_t index,
                 TargetResult& result) {
  const ModelTarget& target = model.targets[index];
  if (target.subject != kNone)
    result.subject = target.subject;
  if (findings.extremes == nullptr || target.subject == kNone)
    return;
  const ModelMetric& metric = model.metrics[target.subject];
  const auto quantile = [&](const MetricSummary& summary, int entry, double percent) {
    const auto column = column_of_quantile(percent, findings);
    return column ? cell(summary.quantiles(entry, *column), metric.unit.factor) : std::nullopt;
  };
  result.median_unit = metric.unit;
  for (const ComparedMetric& compared : target.compared)
    if (compared.metric == target.subject)
      result.thresholds.push_back(compared.with * metric.unit.factor);
  if ((*findings.extremes)[index].quantiles.rows() == 0)
    return;
  const MetricSummary& extreme = (*findings.extremes)[index];
  result.median_there = quantile(extreme, 0, 50);
  if (target.kind == TargetTiming::Kind::at)
    return;
  result.extreme = ExtremeValue{.lowest = is_lowest_decisive(target),
                                .p5 = quantile(extreme, 0, 5),
                                .p50 = quantile(extreme, 0, 50),
                                .p95 = quantile(extreme, 0, 95)};
}

TargetResult target_result(const Model& model, const Notes& notes, const Findings& findings,
                           std::size_t index) {
  const ModelTarget& target = model.targets[index];
  TargetResult result;
  result.name = target.name;
  result.label = target.label.empty() ? target.name : target.label;
  result.when = target.when;
  result.timing = timing_of(model, target, notes.written().targets[index].timing);
  result.confidence = target.confidence;
  result.judgement = of_paths(findings.targets[index], findings.paths);
  result.compared = !findings.differences.targets.empty();
  if (result.compared)
    result.baseline = of_paths(findings.differences.targets[index], findings.paths);
  const TargetTally& tally = findings.tally.targets[index];
  const std::uint64_t paths = findings.tally.paths;
  const FirstMonths first = first_months(tally, paths, kFirstMonthPercentiles);
  if (first.median_month >= 0)
    result.median_month = first.median_month;
  result.first = first_month(first);
  for (std::size_t month = 1; month < tally.first_months.size(); ++month)
    result.first_months.push_back(static_cast<double>(tally.first_months[month]) /
                                  static_cast<double>(paths));
  if (is_throughout(target))
    result.first_broken = first_month(first_broken(tally, paths, kFirstMonthPercentiles));
  result.undefined = static_cast<double>(tally.undefined) / static_cast<double>(paths);
  set_position(notes.written().targets[index].name.span, result);
  set_subject(model, findings, index, result);
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

void name_plan(Provenance& provenance, const Scenario& scenario) {
  provenance.scenario = scenario.name;
  provenance.description = scenario.description;
  provenance.seed = scenario.simulation.seed;
  provenance.sampler = name_of(scenario.simulation.sampler);
}

namespace {

Provenance completed(Provenance provenance, const Scenario& scenario, const Findings& findings) {
  name_plan(provenance, scenario);
  provenance.paths = findings.paths;
  provenance.quantile_error = findings.quantile_error;
  return provenance;
}

// Itself, or its past.
bool reads(const Model& model, const ModelTarget& target, std::uint32_t metric) {
  return std::ranges::any_of(target.condition.code, [&](const Instruction& instruction) {
    if (instruction.kind == Instruction::Kind::reported)
      return instruction.index == metric;
    if (instruction.kind < Instruction::Kind::lag)
      return false;
    const History& history = model.histories[instruction.index];
    return history.source != History::Source::series && history.index == metric;
  });
}

void add_metrics(const Model& model, const Scenario& written, const Findings& findings,
                 RunResult& result) {
  for (std::uint32_t i = 0; i < model.metrics.size(); ++i) {
    const ModelMetric& metric = model.metrics[i];
    const auto judges = [&](const ModelTarget& target) { return reads(model, target, i); };
    result.metrics.push_back(
        {metric.name, label_of(metric), metric.unit, std::ranges::any_of(model.targets, judges)});
    if (findings.curves == nullptr)
      continue;
    result.curves.push_back(curve(model, findings, i, findings.report_period));
    result.curves.back().segment = written.metrics[i].segment;
    if (findings.yearly_flows == nullptr)
      continue;
    result.monthly.push_back(curve(model, findings, i, ReportPeriod::month));
    result.yearly.push_back(curve(model, findings, i, ReportPeriod::year));
  }
  if (model.spent != kNone)
    result.spent = model.spent;
}

void add_binding(const Model& model, const Findings& findings, RunResult& result) {
  const auto target = binding_target(result.targets);
  if (findings.curves != nullptr && target)
    result.binding = curve(model, findings, *result.targets[*target].subject, ReportPeriod::month);
}

} // namespace

std::vector<double> probabilities_of(std::span<const double> percents) {
  std::vector<double> probabilities;
  for (const double percent : percents)
    probabilities.push_back(percent / 100);
  return probabilities;
}

RunResult make_result(const Model& model, const Notes& notes, const Findings& findings,
                      Provenance provenance) {
  const Scenario& scenario = notes.written();
  RunResult result;
  result.provenance = completed(std::move(provenance), scenario, findings);
  result.calendar = model.calendar;
  result.horizon = model.horizon;
  result.certain = !model.is_uncertain();
  result.report_period = findings.report_period;
  result.percentiles.assign(findings.percentiles.begin(), findings.percentiles.end());
  result.currency = scenario.currency;
  add_metrics(model, scenario, findings, result);
  for (std::size_t i = 0; i < model.targets.size(); ++i)
    result.targets.push_back(target_result(model, notes, findings, i));
  add_binding(model, findings, result);
  add_effects(model, notes, findings, result);
  result.unpaid = unpaid_costs(model, notes);
  add_drivers(model, findings, result);
  if (!model.targets.empty())
    result.joint = JointResult{.judgement = of_paths(findings.joint, findings.paths),
                               .confidence = model.joint_confidence,
                               .compared = !findings.differences.targets.empty(),
                               .baseline = of_paths(findings.differences.joint, findings.paths)};
  if (result.joint && scenario.joint)
    set_position(scenario.joint->span, *result.joint);
  result.findings = findings_of(result);
  return result;
}

void show_curves(std::span<const std::string> names, RunResult& result) {
  if (names.empty())
    return;
  const auto keep = [&](std::vector<Curve>& curves) {
    std::vector<Curve> shown;
    for (const std::string& name : names)
      for (const Curve& curve : curves)
        if (curve.name == name || curve.name.starts_with(name + "."))
          shown.push_back(curve);
    curves = std::move(shown);
  };
  keep(result.curves);
  keep(result.monthly);
  keep(result.yearly);
  result.chosen = true;
}

} // namespace escala
