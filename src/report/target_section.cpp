// SPDX-License-Identifier: Apache-2.0
// Targets and their verdicts, one row for each target.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/names.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastTargetLabel = 16;

// Which columns the table of a run has.
struct Choice {
  bool median = false;
  bool paths = false;
  bool joint = false;
};

bool has_median(const TargetResult& target) { return target.median_there.has_value(); }
bool is_reached(const TargetResult& target) { return target.median_month.has_value(); }
bool is_estimated(const TargetResult& target) {
  return target.judgement.interval.low < target.judgement.interval.high;
}

Choice choice_for(const RunResult& result) {
  const auto& targets = result.targets;
  const auto differs = [&](const TargetResult& target) {
    return target.judgement.paths != targets.front().judgement.paths;
  };
  return {.median = !result.curves.empty() && std::ranges::any_of(targets, has_median),
          .paths = std::ranges::any_of(targets, differs),
          .joint = result.joint && (targets.size() > 1 || result.joint->confidence)};
}

std::string duration_text(int months) {
  if (months > 0 && months % 12 == 0)
    return std::to_string(months / 12) + "y";
  return std::to_string(months) + "mo";
}

std::string timing_text(const Timing& timing, int horizon) {
  switch (timing.kind) {
  case TargetTiming::Kind::at:
    return "at " + duration_text(timing.to);
  case TargetTiming::Kind::throughout:
  case TargetTiming::Kind::always:
    if (timing.from == 0 && timing.to == horizon)
      return "all " + duration_text(timing.to);
    return duration_text(timing.from) + "-" + duration_text(timing.to);
  case TargetTiming::Kind::by:
    break;
  }
  return duration_text(timing.to);
}

Emphasis emphasis_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::met:
    return Emphasis::good;
  case Verdict::missed:
    return Emphasis::bad;
  case Verdict::undecided:
    break;
  }
  return Emphasis::open;
}

// A cell with the sign or the name of the verdict, in its colour; empty if there is no verdict.
Cell verdict_cell(const std::optional<Verdict>& verdict, bool sign) {
  if (!verdict)
    return {};
  return {sign ? Phrase(Sign{}) : Phrase(std::string(name_of(*verdict))), emphasis_of(*verdict)};
}

Number probability_of(const Judgement& judgement) {
  const double p = judgement.probability;
  Number number = share(p, Precision::error);
  number.error = std::max(judgement.interval.high - p, p - judgement.interval.low);
  return number;
}

// The functions below add the cells of a row in this order.
std::vector<TableColumn> columns_of(const Choice& choice) {
  std::vector<TableColumn> columns{
      {},
      {.heading = "Target", .least = kLeastTargetLabel, .joined = true},
      {.heading = "by", .drop = 1}};
  if (choice.median)
    columns.push_back(
        {.heading = "median there", .brief = "median", .align = Align::right, .drop = 4});
  columns.push_back(
      {.heading = "reached by", .brief = "reached", .align = Align::right, .drop = 5});
  columns.push_back({.heading = "P(reached)", .align = Align::error});
  columns.push_back({.heading = "needs", .align = Align::right, .drop = 3});
  columns.push_back({.heading = "verdict", .drop = 2}); // the sign shows it too
  if (choice.paths)
    columns.push_back({.heading = "paths", .align = Align::right, .drop = 6});
  return columns;
}

TableRow target_row(const TargetResult& target, int horizon, const Choice& choice) {
  std::vector<Cell> cells{verdict_cell(target.judgement.verdict, true),
                          {target.label},
                          {timing_text(target.timing, horizon)}};
  if (choice.median)
    cells.push_back({has_median(target)
                         ? Phrase(Number{.value = target.median_there, .unit = target.median_unit})
                         : Phrase(Nothing{})});
  // For other timings the first month does not matter.
  const bool by = target.timing.kind == TargetTiming::Kind::by;
  cells.push_back(
      {by && is_reached(target) ? Phrase(PlanMonth{*target.median_month}) : Phrase(Nothing{})});
  cells.push_back({probability_of(target.judgement)});
  cells.push_back({share(target.confidence, Precision::shortest)});
  cells.push_back(verdict_cell(target.judgement.verdict, false));
  if (choice.paths)
    cells.push_back({count(target.judgement.paths)});
  return {std::move(cells)};
}

TableRow joint_row(const JointResult& joint, const Choice& choice) {
  std::vector<Cell> cells{verdict_cell(joint.verdict(), true), {"All together"}, {}};
  cells.resize(cells.size() + (choice.median ? 2 : 1));
  cells.push_back({probability_of(joint.judgement)});
  cells.push_back(
      {joint.confidence ? Phrase(share(joint.confidence, Precision::shortest)) : Phrase()});
  cells.push_back(verdict_cell(joint.verdict(), false));
  if (choice.paths)
    cells.push_back({count(joint.judgement.paths)});
  return {std::move(cells)};
}

void add_notes(const RunResult& result, const Choice& choice, Section& section) {
  if (choice.median)
    section.notes.push_back({NoteTopic::columns, "Median: the metric's, when judged."});
  if (std::ranges::any_of(result.targets, is_reached))
    section.notes.push_back({NoteTopic::columns, "Reached: when half of all paths have met it."});
  if (std::ranges::any_of(result.targets, is_estimated))
    section.notes.push_back({NoteTopic::intervals, "±: the 99% Monte Carlo interval."});
}

} // namespace

Section target_section(const RunResult& result) {
  Section section{.name = "targets"};
  if (result.targets.empty())
    return section;
  const Choice choice = choice_for(result);
  TableGroup group;
  for (const TargetResult& target : result.targets)
    group.rows.push_back(target_row(target, result.horizon, choice));
  if (choice.joint)
    group.rows.push_back(joint_row(*result.joint, choice));
  section.tables.push_back({.columns = columns_of(choice), .groups = {std::move(group)}});
  add_notes(result, choice, section);
  return section;
}

} // namespace escala
