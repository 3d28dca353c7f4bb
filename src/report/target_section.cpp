// SPDX-License-Identifier: Apache-2.0
// Targets and their verdicts, one row for each target.
#include <algorithm>
#include <cmath>
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
  bool reached = false;
  bool paths = false;
  bool joint = false;
};

bool has_median(const TargetResult& target) { return target.median_there.has_value(); }
// For other timings the first month does not matter.
bool is_by(const TargetResult& target) { return target.timing.kind == TargetTiming::Kind::by; }
bool is_reached(const TargetResult& target) {
  return is_by(target) && target.median_month.has_value();
}
bool is_estimated(const TargetResult& target) {
  return target.judgement.interval.low < target.judgement.interval.high;
}

Choice choice_for(const RunResult& result) {
  const auto& targets = result.targets;
  const auto differs = [&](const TargetResult& target) {
    return target.judgement.paths != targets.front().judgement.paths;
  };
  return {.median = !result.curves.empty() && std::ranges::any_of(targets, has_median),
          .reached = std::ranges::any_of(targets, is_by),
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
    if (timing.from <= 1 && timing.to == horizon)
      return "all " + duration_text(timing.to);
    return duration_text(timing.from) + "-" + duration_text(timing.to);
  case TargetTiming::Kind::by:
    break;
  }
  return timing.from > 1 ? "in " + duration_text(timing.from) + "-" + duration_text(timing.to)
                         : duration_text(timing.to);
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
  if (choice.reached)
    columns.push_back(
        {.heading = "reached by", .brief = "reached", .align = Align::right, .drop = 5});
  columns.push_back({.heading = "P(reached)", .align = Align::error});
  columns.push_back({.heading = "needs", .align = Align::right, .drop = 3});
  columns.push_back({.heading = "verdict", .drop = 2}); // the sign shows it too
  if (choice.paths)
    columns.push_back({.heading = "paths", .align = Align::right, .drop = 6});
  return columns;
}

Number subject_of(const TargetResult& target, MaybeNumber value) {
  return {.value = value, .unit = target.median_unit, .apart = target.thresholds};
}

// "n/a on 50% of paths, which do not meet it"
void say_undefined(const TargetResult& target, std::vector<Phrase>& remarks) {
  constexpr double kMany = 0.01;
  if (target.undefined > kMany)
    remarks.push_back({"n/a on ", share(target.undefined, Precision::digits),
                       " of paths, which therefore do not meet it"});
}

// "first broken: 2026-11 (median), on 36% of paths; lowest: -$50k (median)"
void say_broken(const RunResult& result, const TargetResult& target, std::vector<Phrase>& remarks) {
  if (!target.first_broken || !target.first_broken->p50)
    return;
  const FirstMonth& broken = *target.first_broken;
  const int month = static_cast<int>(std::ceil(*broken.p50));
  std::vector<Piece> pieces{"first broken: ", PlanMonth{month, result.calendar.at(month)},
                            " (median)"};
  if (broken.never > 0)
    pieces.insert(pieces.end(), {", on ", share(1 - broken.never, Precision::digits), " of paths"});
  if (target.worst && target.worst->p50)
    pieces.insert(pieces.end(), {target.worst->lowest ? "; lowest: " : "; highest: ",
                                 subject_of(target, target.worst->p50), " (median)"});
  remarks.emplace_back(std::move(pieces));
}

TableRow target_row(const RunResult& result, const TargetResult& target, const Choice& choice) {
  std::vector<Cell> cells{verdict_cell(target.judgement.verdict, true),
                          {target.label},
                          {timing_text(target.timing, result.horizon)}};
  if (choice.median)
    cells.push_back(
        {has_median(target) ? Phrase(subject_of(target, target.median_there)) : Phrase(Nothing{})});
  if (choice.reached)
    cells.push_back(
        {is_reached(target)
             ? Phrase(PlanMonth{*target.median_month, result.calendar.at(*target.median_month)})
             : Phrase(Nothing{})});
  cells.push_back({probability_of(target.judgement)});
  cells.push_back({share(target.confidence, Precision::shortest)});
  cells.push_back(verdict_cell(target.judgement.verdict, false));
  if (choice.paths)
    cells.push_back({count(target.judgement.paths)});
  TableRow row{std::move(cells)};
  say_undefined(target, row.below);
  say_broken(result, target, row.below);
  return row;
}

TableRow joint_row(const JointResult& joint, const Choice& choice) {
  std::vector<Cell> cells{verdict_cell(joint.verdict(), true), {"All together"}, {}};
  cells.resize(cells.size() + (choice.median ? 1 : 0) + (choice.reached ? 1 : 0));
  cells.push_back({probability_of(joint.judgement)});
  cells.push_back(
      {joint.confidence ? Phrase(share(joint.confidence, Precision::shortest)) : Phrase()});
  cells.push_back(verdict_cell(joint.verdict(), false));
  if (choice.paths)
    cells.push_back({count(joint.judgement.paths)});
  return {std::move(cells)};
}

std::string median_note(const RunResult& result) {
  const bool worst = std::ranges::any_of(
      result.targets, [](const TargetResult& target) { return target.worst.has_value(); });
  return worst ? "Median: the metric's, when judged; of a span its lowest or highest value."
               : "Median: the metric's, when judged.";
}

void add_notes(const RunResult& result, const Choice& choice, Section& section) {
  if (choice.median)
    section.notes.push_back({NoteTopic::columns, median_note(result)});
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
    group.rows.push_back(target_row(result, target, choice));
  if (choice.joint)
    group.rows.push_back(joint_row(*result.joint, choice));
  section.tables.push_back({.columns = columns_of(choice), .groups = {std::move(group)}});
  add_notes(result, choice, section);
  return section;
}

} // namespace escala
