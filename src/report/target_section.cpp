// SPDX-License-Identifier: Apache-2.0
// Targets and their verdicts, one row for each target.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/binding_target.h"
#include "escala/report/names.h"
#include "escala/report/result_verdict.h"
#include "report/change_cells.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastTargetLabel = 12;

// Which columns the table of a run has.
struct Choice {
  bool median = false;
  bool reached = false;
  bool paths = false;
  bool joint = false;
  bool brief = false;  // some targets share a row
  bool change = false; // from the baseline
};

bool has_median(const TargetResult* target) { return target->median_there.has_value(); }
bool is_by(const TargetResult& target) { return target.timing.kind == TargetTiming::Kind::by; }
// For other timings, and for a span that begins later, the first month does not matter.
bool has_first_month(const TargetResult& target) {
  return is_by(target) && target.timing.from <= 1;
}
bool is_reached(const TargetResult& target) {
  return has_first_month(target) && target.median_month.has_value();
}
bool is_estimated(const TargetResult& target) {
  return target.judgement.interval.low < target.judgement.interval.high;
}

using Targets = std::vector<const TargetResult*>;

// The targets that have a row, and those that share one.
struct Rows {
  Targets own;
  Targets met; // empty, unless there are many targets
};

bool is_met(const TargetResult* target) { return target->judgement.verdict == Verdict::met; }

// Of many, those that are not met have rows, first those that lack most. With a baseline all have.
Rows rows_for(const RunResult& result, Detail detail) {
  Rows rows;
  for (const TargetResult& target : result.targets)
    rows.own.push_back(&target);
  if (detail >= Detail::full || result.baseline || rows.own.size() <= kMostRows)
    return rows;
  const auto met = std::stable_partition(rows.own.begin(), rows.own.end(), std::not_fn(is_met));
  rows.met.assign(met, rows.own.end());
  rows.own.erase(met, rows.own.end());
  std::ranges::stable_sort(rows.own, {},
                           [](const TargetResult* target) { return reserve_of(*target); });
  return rows;
}

Choice choice_for(const RunResult& result, const Rows& rows) {
  const auto& targets = result.targets;
  const auto differs = [&](const TargetResult& target) {
    return target.judgement.paths != targets.front().judgement.paths;
  };
  return {.median = !result.curves.empty() && std::ranges::any_of(rows.own, has_median),
          .reached = rows.met.empty() && std::ranges::any_of(targets, has_first_month),
          .paths = std::ranges::any_of(targets, differs),
          .joint = result.joint && (targets.size() > 1 || result.joint->confidence),
          .brief = !rows.met.empty(),
          .change = result.baseline.has_value()};
}

std::string duration_text(int months) {
  if (months > 0 && months % 12 == 0)
    return std::to_string(months / 12) + "y";
  return std::to_string(months) + "mo";
}

std::string time_text(const std::string& written, int month) {
  return written.empty() ? duration_text(month) : written;
}

bool is_date(const std::string& time) { return time.size() == 7 && time[4] == '-'; }

// A duration as the plan writes it, or a date.
Piece time_piece(const std::string& time, int month, const Calendar& calendar) {
  if (is_date(time))
    return PlanMonth{month, calendar.at(month)};
  return OwnText{time};
}

// "18mo-54mo", "2026-07 to 2027-06", "2027-01 to 06"
Piece span_of(const Timing& timing, const Calendar& calendar) {
  const std::string from = time_text(timing.written_from, timing.from);
  const std::string to = time_text(timing.written_to, timing.to);
  if (!is_date(from) && !is_date(to))
    return OwnText{from + "-" + to};
  Piece end = time_piece(to, timing.to, calendar);
  if (auto* month = std::get_if<PlanMonth>(&end))
    month->of_same_year = is_date(from) && from.substr(0, 5) == to.substr(0, 5);
  return part(filled("{} to {}", {time_piece(from, timing.from, calendar), std::move(end)}));
}

Phrase timing_text(const Timing& timing, const Calendar& calendar) {
  const Piece to = time_piece(time_text(timing.written_to, timing.to), timing.to, calendar);
  switch (timing.kind) {
  case TargetTiming::Kind::at:
    return filled("at {}", {to});
  case TargetTiming::Kind::always:
    return filled("all {}", {to});
  case TargetTiming::Kind::throughout:
    return filled("all {}", {span_of(timing, calendar)});
  case TargetTiming::Kind::by:
    break;
  }
  const bool span = timing.from > 1 || !timing.written_from.empty();
  return span ? filled("in {}", {span_of(timing, calendar)}) : filled("{}", {to});
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
    columns.push_back({.heading = "median", .align = Align::right, .drop = 4});
  if (choice.reached)
    columns.push_back(
        {.heading = "reached by", .brief = "reached", .align = Align::right, .drop = 5});
  columns.push_back({.heading = "P(reached)", .align = Align::error});
  if (choice.change) {
    columns.push_back({.heading = "before", .align = Align::right, .drop = 1});
    columns.push_back({.heading = "change", .align = Align::error});
  }
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
    remarks.push_back(filled("n/a on {} of paths, which therefore do not meet it",
                             {share(target.undefined, Precision::digits)}));
}

// "broken on 36% of paths, first in 2026-11 (median of those)"
void say_broken(const RunResult& result, const TargetResult& target, std::vector<Phrase>& remarks) {
  if (!target.first_broken || !target.first_broken->p50)
    return;
  const FirstMonth& broken = *target.first_broken;
  const int month = static_cast<int>(std::ceil(*broken.p50));
  const bool everywhere = broken.never == 0;
  remarks.push_back(filled(
      everywhere ? "broken on {} of paths, first in {} (median)"
                 : "broken on {} of paths, first in {} (median of those)",
      {share(1 - broken.never, Precision::digits), PlanMonth{month, result.calendar.at(month)}}));
}

TableRow target_row(const RunResult& result, const TargetResult& target, const Choice& choice) {
  std::vector<Cell> cells{verdict_cell(target.judgement.verdict, true),
                          {OwnText{target.label}},
                          {timing_text(target.timing, result.calendar)}};
  if (choice.median)
    cells.push_back({has_median(&target) ? Phrase(subject_of(target, target.median_there))
                                         : Phrase(Nothing{})});
  if (choice.reached)
    cells.push_back(
        {is_reached(target)
             ? Phrase(PlanMonth{*target.median_month, result.calendar.at(*target.median_month)})
             : Phrase(Nothing{})});
  cells.push_back({probability_of(target.judgement)});
  if (choice.change)
    add_change(target.baseline, is_dropped(result, target), "new", cells);
  cells.push_back({share(target.confidence, Precision::shortest)});
  cells.push_back(verdict_cell(target.judgement.verdict, false));
  if (choice.paths)
    cells.push_back({count(target.judgement.paths)});
  TableRow row{std::move(cells)};
  say_undefined(target, row.below);
  if (!choice.brief)
    say_broken(result, target, row.below);
  say_changed(target.baseline, is_dropped(result, target), row.below);
  return row;
}

// The targets that share a row: "6 met: 1000 employees, 100 countries and 4 more (--full)". So few
// are named that the line fits on a page of 80 columns.
TableRow met_row(const Targets& met) {
  constexpr std::size_t kLongest = 46;
  std::string names;
  std::size_t named = 0;
  for (; named < met.size(); ++named) {
    const std::string longer = names + (named == 0 ? "" : ", ") + met[named]->label;
    if (named > 0 && longer.size() > kLongest)
      break;
    names = longer;
  }
  const Phrase text = named == met.size()
                          ? filled("{} met: {} (--full)", {count(met.size()), names})
                          : filled("{} met: {} and {} more (--full)",
                                   {count(met.size()), names, count(met.size() - named)});
  return {{verdict_cell(Verdict::met, true), {text}}};
}

TableRow joint_row(const RunResult& result, const Choice& choice) {
  const JointResult& joint = *result.joint;
  std::vector<Cell> cells{verdict_cell(joint.verdict(), true), {"All together"}, {}};
  cells.resize(cells.size() + (choice.median ? 1 : 0) + (choice.reached ? 1 : 0));
  cells.push_back({probability_of(joint.judgement)});
  if (choice.change)
    add_change(joint.baseline, is_dropped(result, joint), Nothing{}, cells);
  cells.push_back(
      {joint.confidence ? Phrase(share(joint.confidence, Precision::shortest)) : Phrase()});
  cells.push_back(verdict_cell(joint.verdict(), false));
  if (choice.paths)
    cells.push_back({count(joint.judgement.paths)});
  TableRow row{std::move(cells)};
  say_changed(joint.baseline, is_dropped(result, joint), row.below);
  return row;
}

// Of which month the median is, for the timings that are there. "at" and "all" are words of the
// column.
Phrase median_note(const Targets& targets) {
  using Kind = TargetTiming::Kind;
  bool at = false, by = false, all = false;
  for (const TargetResult* target : targets) {
    if (!has_median(target))
      continue;
    at = at || target->timing.kind == Kind::at;
    by = by || is_by(*target);
    all = all || (target->timing.kind != Kind::at && !is_by(*target));
  }
  std::vector<Phrase> months;
  if (at)
    months.emplace_back("in the month judged (at)");
  if (by)
    months.emplace_back("in its best month by then");
  if (all)
    months.emplace_back("in its worst month (all)");
  return filled("Median: the metric's {}.", {part(joined(months, ", "))});
}

void add_notes(const RunResult& result, const Rows& rows, const Choice& choice, Section& section) {
  const std::size_t median = 3; // behind the sign, the target and its time
  if (choice.median)
    section.notes.push_back({NoteTopic::columns, median_note(rows.own), median});
  if (choice.reached && std::ranges::any_of(result.targets, is_reached))
    section.notes.push_back({NoteTopic::columns, "Reached: when half of all paths have met it.",
                             median + (choice.median ? 1 : 0)});
  if (std::ranges::any_of(result.targets, is_estimated))
    section.notes.push_back({NoteTopic::intervals, "±: the 99% Monte Carlo interval."});
  if (choice.change)
    add_change_notes(result, section);
}

} // namespace

Section target_section(const RunResult& result, Detail detail) {
  Section section{.name = "targets", .heading = "Targets"};
  if (result.targets.empty())
    return section;
  const Rows rows = rows_for(result, detail);
  const Choice choice = choice_for(result, rows);
  TableGroup group;
  for (const TargetResult* target : rows.own)
    if (is_shown(result, target->baseline))
      group.rows.push_back(target_row(result, *target, choice));
  if (!rows.met.empty())
    group.rows.push_back(met_row(rows.met));
  if (choice.joint && (!shows_only_changes(result) || result.joint->baseline) &&
      is_shown(result, result.joint->baseline))
    group.rows.push_back(joint_row(result, choice));
  if (group.rows.empty()) {
    section.sentences.push_back(filled("No target has moved from {}.", {result.baseline->file}));
    return section;
  }
  section.tables.push_back({.columns = columns_of(choice), .groups = {std::move(group)}});
  add_notes(result, rows, choice, section);
  return section;
}

} // namespace escala
