// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/compare_report.h"
#include "escala/report/run_document.h"
#include "report/change_cells.h"
#include "report/study_parts.h"

namespace escala {
namespace {

constexpr double kErrors = 2.576;      // standard errors: of the normal distribution, at 99%
constexpr std::size_t kMostCharts = 3; // of curves
constexpr int kLeastPath = 20;         // characters of a path
constexpr int kLeastTarget = 12;       // characters of a target's name
constexpr std::size_t kMostSteps = 12; // of a waterfall

Emphasis emphasis_of_verdict(Verdict verdict) {
  switch (verdict) {
  case Verdict::met:
    return Emphasis::good;
  case Verdict::missed:
    return Emphasis::bad;
  default:
    return Emphasis::open;
  }
}

Number probability_in(const SceneTarget& target) {
  const Judgement& judgement = target.judgement;
  Number number = share(judgement.probability, Precision::error);
  number.error = std::max(judgement.interval.high - judgement.probability,
                          judgement.probability - judgement.interval.low);
  return number;
}

// The target of this name; null if the scenario lacks it.
const SceneTarget* find_target(const ComparedScenario& scenario, const std::string& name) {
  const auto found = std::ranges::find(scenario.targets, name, &SceneTarget::name);
  return found == scenario.targets.end() ? nullptr : &*found;
}

// Of all scenarios, in the order in which they first have them.
template <class Part>
std::vector<const Part*> all_parts(const CompareResult& result,
                                   std::vector<Part> ComparedScenario::*parts) {
  std::vector<const Part*> all;
  for (const ComparedScenario& scenario : result.scenarios)
    for (const Part& part : scenario.*parts)
      if (std::ranges::none_of(all, [&](const Part* one) { return one->name == part.name; }))
        all.push_back(&part);
  return all;
}

Cell probability_cell(const SceneTarget* target, bool judged) {
  if (target == nullptr)
    return {Nothing{}};
  if (!judged)
    return {probability_in(*target)};
  return {Phrase({Sign{}, std::string(" "), probability_in(*target)}),
          emphasis_of_verdict(target->judgement.verdict)};
}

Section overview(const CompareResult& result) {
  Section section{.name = "targets", .heading = "Targets"};
  Table table{.columns = {{.heading = "Target", .least = kLeastTarget},
                          {.heading = "needs", .align = Align::right}},
              .groups = {{}},
              .overflow = Overflow::strips};
  for (const ComparedScenario& scenario : result.scenarios)
    table.columns.push_back({.heading = OwnText{scenario.name}, .align = Align::right});
  table.columns[2].brief = "base";
  for (const SceneTarget* target : all_parts(result, &ComparedScenario::targets)) {
    TableRow row{
        .cells = {{OwnText{target->label}}, {share(target->confidence, Precision::shortest)}}};
    for (const ComparedScenario& scenario : result.scenarios)
      row.cells.push_back(probability_cell(find_target(scenario, target->name), true));
    table.groups.front().rows.push_back(std::move(row));
  }
  TableRow joint{.cells = {{"All together"}, {Nothing{}}}};
  bool any = false;
  for (const ComparedScenario& scenario : result.scenarios) {
    any = any || scenario.joint.has_value();
    joint.cells.push_back(probability_cell(scenario.joint ? &*scenario.joint : nullptr, false));
  }
  if (any)
    table.groups.front().rows.push_back(std::move(joint));
  if (table.groups.front().rows.empty())
    return section;
  section.tables.push_back(std::move(table));
  section.notes.push_back({NoteTopic::intervals, "±: the 99% Monte Carlo interval."});
  return section;
}

bool is_moved(const SceneTarget& target) {
  return target.difference && has_moved(*target.difference);
}

TableRow change_row(const SceneTarget& target, const Phrase& label) {
  TableRow row{.cells = {{label}}};
  std::vector<Cell> change;
  add_change(target.difference, false, "new", change);
  row.cells.push_back(change[0]);
  row.cells.push_back({share(target.judgement.probability, Precision::tenths)});
  row.cells.push_back(change[1]);
  if (const auto& changed = target.difference->changed) {
    row.cells.push_back({count(changed->gained)});
    row.cells.push_back({count(changed->lost)});
  }
  return row;
}

// The targets whose probability differs from the base.
Section changes_section(const CompareResult& result, const ComparedScenario& scenario) {
  const ComparedScenario& base = result.scenarios.front();
  Section section{.name = "changes", .heading = "What changes"};
  Table table{.columns = {{.heading = filled("{} against {}", {scenario.name, base.name}),
                           .least = kLeastTarget},
                          {.heading = "there", .align = Align::right},
                          {.heading = "here", .align = Align::right},
                          {.heading = "change", .align = Align::error},
                          {.heading = "gained", .align = Align::right, .drop = 2},
                          {.heading = "lost", .align = Align::right, .drop = 2}},
              .groups = {{}}};
  std::size_t unmoved = 0;
  std::vector<const SceneTarget*> moved;
  for (const SceneTarget& target : scenario.targets)
    if (is_moved(target))
      moved.push_back(&target);
    else
      unmoved += target.difference ? 1 : 0;
  std::ranges::stable_sort(moved, std::ranges::greater(), [](const SceneTarget* target) {
    return std::abs(target->difference->delta);
  });
  for (const SceneTarget* target : moved)
    table.groups.front().rows.push_back(change_row(*target, OwnText{target->label}));
  if (scenario.joint && is_moved(*scenario.joint))
    table.groups.front().rows.push_back(change_row(*scenario.joint, "All together"));
  if (unmoved > 0 && !table.groups.front().rows.empty())
    table.groups.front().remarks.push_back(filled(unmoved == 1
                                                      ? "{} target does not differ significantly."
                                                      : "{} targets do not differ significantly.",
                                                  {count(unmoved)}));
  if (table.groups.front().rows.empty())
    section.sentences.push_back(
        filled("No target of {} differs significantly from {}.", {scenario.name, base.name}));
  else
    section.tables.push_back(std::move(table));
  section.notes.push_back(
      {NoteTopic::columns,
       "Change: in points. Gained, lost: paths that meet it only here, and only "
       "there, on the same draws."});
  return section;
}

const SceneMetric* find_metric(const ComparedScenario& scenario, const std::string& name) {
  const auto found = std::ranges::find(scenario.metrics, name, &SceneMetric::name);
  return found == scenario.metrics.end() ? nullptr : &*found;
}

Number in_unit_of(const SceneMetric& metric, double value) {
  return {.value = std::isnan(value) ? std::nullopt : std::optional(value * metric.unit.factor),
          .unit = metric.unit};
}

// A change of a share is in points.
Number change_in(const DisplayUnit& unit, double value, double std_error) {
  Number number{.value = value, .unit = unit, .show_plus = true};
  if (unit.style == DisplayUnit::Style::percent)
    number = {.value = value, .precision = Precision::points, .suffix = " pts"};
  if (std_error > 0)
    number.error = kErrors * std_error;
  return number;
}

// The change of the mean; nothing if it is not significant.
Cell mean_change(const SceneMetric& metric) {
  const auto& change = metric.found.change;
  if (!change)
    return {Nothing{}};
  if (std::abs(change->mean) <= kErrors * change->std_error || change->mean == 0)
    return {Nothing{}};
  const double factor = metric.unit.factor;
  return {change_in(metric.unit, change->mean * factor, change->std_error * factor)};
}

TableGroup metric_group(const CompareResult& result, const SceneMetric& metric) {
  TableGroup group{.title = OwnText{metric.label}};
  for (const ComparedScenario& scenario : result.scenarios) {
    TableRow& row = group.rows.emplace_back(TableRow{.cells = {{OwnText{scenario.name}}}});
    const SceneMetric* own = find_metric(scenario, metric.name);
    if (own == nullptr) {
      row.cells.push_back({"absent"});
      continue;
    }
    for (const double value :
         {own->found.spread.p5, own->found.spread.p50, own->found.spread.p95, own->found.mean})
      row.cells.push_back({in_unit_of(*own, value)});
    row.cells.push_back(mean_change(*own));
  }
  return group;
}

std::vector<const SceneMetric*> shown_metrics(const CompareResult& result) {
  std::vector<const SceneMetric*> shown = all_parts(result, &ComparedScenario::metrics);
  std::erase_if(shown, [](const SceneMetric* metric) { return !metric->shown; });
  return shown;
}

bool has_changed(const CompareResult& result, const std::string& name) {
  return std::ranges::any_of(result.scenarios, [&](const ComparedScenario& scenario) {
    const SceneMetric* metric = find_metric(scenario, name);
    return metric != nullptr && metric->found.change &&
           std::abs(metric->found.change->mean) > kErrors * metric->found.change->std_error;
  });
}

// The medians of a metric in all scenarios.
Chart median_chart(const CompareResult& result, const SceneMetric& metric) {
  LineChart chart{.along = {}, .unit = metric.unit, .lines = {}};
  const Calendar& calendar = result.head.calendar;
  for (int month = 0; month <= result.head.horizon; ++month)
    chart.along.labels.emplace_back(PlanMonth{month, calendar.at(month)});
  for (const int month : shown_ends(calendar, result.head.horizon))
    chart.along.ticks.push_back(static_cast<std::size_t>(month));
  for (const ComparedScenario& scenario : result.scenarios)
    if (const SceneMetric* own = find_metric(scenario, metric.name); own != nullptr) {
      ChartValues medians = own->medians;
      medians.resize(chart.along.labels.size());
      chart.lines.push_back({OwnText{scenario.name}, std::move(medians)});
    }
  return {filled("{}: the median in each scenario", {metric.label}), std::move(chart)};
}

Section metrics_section(const CompareResult& result) {
  Section section{.name = "metrics", .heading = "Metrics"};
  Table table{.columns = {{.heading = "Metric", .least = kLeastTarget},
                          {.heading = "5%", .align = Align::right},
                          {.heading = "median", .align = Align::right},
                          {.heading = "95%", .align = Align::right},
                          {.heading = "mean", .align = Align::right, .drop = 2},
                          {.heading = "change", .align = Align::error, .drop = 1}},
              .groups = {}};
  std::vector<std::string> alike;
  for (const SceneMetric* metric : shown_metrics(result)) {
    if (!has_changed(result, metric->name) && find_metric(result.scenarios.front(), metric->name)) {
      alike.push_back(metric->label);
      continue;
    }
    table.groups.push_back(metric_group(result, *metric));
    if (section.charts.size() < kMostCharts)
      section.charts.push_back(median_chart(result, *metric));
  }
  if (!alike.empty()) {
    std::vector<Phrase> names;
    for (const std::string& name : alike)
      names.emplace_back(OwnText{name});
    section.sentences.push_back(
        filled("No significant difference: {}.", {part(joined(names, ", "))}));
  }
  if (!table.groups.empty()) {
    section.tables.push_back(std::move(table));
    section.notes.push_back(
        {NoteTopic::columns,
         filled("Metrics are those of {}; change: of the mean, on the same draws.",
                {PlanMonth{result.month, result.head.calendar.at(result.month)}})});
  }
  return section;
}

Phrase step_label(const BridgeStep& step) {
  std::vector<Phrase> paths;
  for (const std::string& path : step.paths)
    paths.emplace_back(OwnText{path});
  return joined(paths, ", ");
}

std::vector<const BridgeStep*> largest_first(const BridgeResult& bridge) {
  std::vector<const BridgeStep*> steps;
  for (const BridgeStep& step : bridge.steps)
    steps.push_back(&step);
  std::ranges::stable_sort(steps, std::ranges::greater(),
                           [](const BridgeStep* step) { return std::abs(step->effect); });
  return steps;
}

Chart waterfall_of(const CompareResult& result, const BridgeResult& bridge) {
  WaterfallChart chart{.unit = bridge.unit,
                       .first_label = OwnText{result.scenarios.front().name},
                       .first = bridge.from,
                       .steps = {},
                       .last_label = OwnText{result.scenarios.back().name}};
  const auto steps = largest_first(bridge);
  double rest = 0;
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (i + 1 < kMostSteps || steps.size() <= kMostSteps)
      chart.steps.push_back({step_label(*steps[i]), steps[i]->effect});
    else
      rest += steps[i]->effect;
  if (steps.size() > kMostSteps)
    chart.steps.push_back({"all others", rest});
  return {filled("What changes {}?", {bridge.label}), std::move(chart)};
}

Cell effect_cell(const BridgeResult& bridge, const BridgeStep& step) {
  const bool significant = std::abs(step.effect) > kErrors * step.std_error && step.effect != 0;
  return {change_in(bridge.unit, step.effect, step.std_error),
          significant ? Emphasis::plain : Emphasis::muted};
}

// What the changes are.
Table changes_table(const BridgeResult& bridge) {
  Table table{.columns = {{.heading = "Change", .least = kLeastPath},
                          {.heading = "from", .least = kLeastTarget},
                          {.heading = "to", .least = kLeastTarget}},
              .groups = {{}}};
  const auto text_or_nothing = [](const std::string& text) {
    return text.empty() ? Phrase(Nothing{}) : Phrase(OwnText{text});
  };
  for (const BridgeStep& step : bridge.steps)
    table.groups.front().rows.push_back(
        {.cells = {{step_label(step)}, {text_or_nothing(step.from)}, {text_or_nothing(step.to)}}});
  return table;
}

// What each change does to each output.
Table effects_table(const std::vector<const BridgeResult*>& bridges) {
  Table table{.columns = {{.heading = "Effect", .least = kLeastPath}},
              .groups = {{}},
              .overflow = Overflow::strips};
  for (const BridgeResult* bridge : bridges)
    table.columns.push_back({.heading = OwnText{bridge->label}, .align = Align::right});
  for (std::size_t i = 0; i < bridges.front()->steps.size(); ++i) {
    TableRow row{.cells = {{step_label(bridges.front()->steps[i])}}};
    for (const BridgeResult* bridge : bridges)
      row.cells.push_back(effect_cell(*bridge, bridge->steps[i]));
    table.groups.front().rows.push_back(std::move(row));
  }
  return table;
}

bool is_worth_showing(const BridgeResult& bridge) {
  return std::ranges::any_of(bridge.steps, [](const BridgeStep& step) {
    return std::abs(step.effect) > kErrors * step.std_error && step.effect != 0;
  });
}

// Those that differ most first.
std::vector<const BridgeResult*> worth_showing(const CompareResult& result) {
  std::vector<const BridgeResult*> bridges;
  for (const BridgeResult& bridge : result.bridges)
    if (is_worth_showing(bridge))
      bridges.push_back(&bridge);
  return bridges;
}

Section bridge_section(const CompareResult& result) {
  Section section{.name = "bridge", .heading = "Each difference by itself"};
  if (result.bridges.empty())
    return section;
  section.tables.push_back(changes_table(result.bridges.front()));
  const std::vector<const BridgeResult*> bridges = worth_showing(result);
  if (bridges.empty()) {
    section.sentences.emplace_back("No change has a significant effect.");
    return section;
  }
  section.tables.push_back(effects_table(bridges));
  for (std::size_t i = 0; i < std::min(bridges.size(), kMostCharts); ++i)
    section.charts.push_back(waterfall_of(result, *bridges[i]));
  const bool sampled = bridges.front()->sampled;
  const bool grouped = bridges.front()->grouped;
  section.notes.push_back({NoteTopic::effects,
                           "Effect: the Shapley value of a change, its mean effect over all orders "
                           "in which the changes can be made. Effects add up to the difference."});
  if (sampled)
    section.notes.push_back({NoteTopic::effects, "The orders are sampled."});
  if (grouped)
    section.notes.push_back(
        {NoteTopic::effects, "Changes that cannot stand alone are one change."});
  return section;
}

} // namespace

Document compare_document(const CompareResult& result) {
  Document document = study_document(result.head);
  std::vector<Section> sections{overview(result)};
  for (std::size_t i = 1; i < result.scenarios.size(); ++i)
    if (!result.scenarios[i].targets.empty())
      sections.push_back(changes_section(result, result.scenarios[i]));
  sections.push_back(metrics_section(result));
  sections.push_back(bridge_section(result));
  for (Section& section : sections)
    if (!(section.tables.empty() && section.sentences.empty() && section.charts.empty()))
      document.sections.push_back(std::move(section));
  return document;
}

} // namespace escala
