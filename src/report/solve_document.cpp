// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "escala/report/solve_report.h"
#include "report/study_parts.h"

namespace escala {
namespace {

constexpr double kDeviationsOfInterval = 2.576; // of the normal distribution, at 99%, two sides

Number shown_value(const SolvedValue& of, double value) {
  return {.value = of.shown(value), .unit = of.unit};
}

Number odds_at(const Judgement& of) {
  Number number = share(of.probability, Precision::error);
  if (of.std_error > 0)
    number.error = kDeviationsOfInterval * of.std_error;
  else
    number.precision = Precision::tenths;
  return number;
}

// The answer with half its interval.
Phrase answer_of(const SolvedValue& of) {
  if (!of.has_answer())
    return Nothing{};
  Number number = shown_value(of, of.solution.at.value);
  const double half = (of.solution.interval.high - of.solution.interval.low) / 2 * of.unit.factor;
  if (half > 0)
    number.error = half;
  if (of.today)
    number.apart.push_back(*of.today);
  return number;
}

Phrase change_of_value(const SolvedValue& of) {
  const auto change = of.change();
  if (!change)
    return Nothing{};
  if (of.shifted)
    return Number{.value = change, .show_plus = true, .suffix = " sd"};
  Number number = share(change, Precision::tenths);
  number.show_plus = true;
  return number;
}

Phrase today_of(const SolvedValue& of) {
  if (!of.today)
    return Nothing{};
  return Number{.value = of.today, .unit = of.unit};
}

// Written before the plan's own words: what must hold.
Phrase wanted_of(const SolveResult& result) {
  const Number wanted = share(result.confidence, Precision::shortest);
  if (result.target == "all")
    return filled("{} with a probability of {}", {part("all targets"), wanted});
  if (!result.quantile)
    return filled("{} with a probability of {}", {OwnText{result.label}, wanted});
  return filled("the {} quantile of {} in {} at {}",
                {share(*result.quantile, Precision::shortest), OwnText{result.label},
                 PlanMonth{result.month, result.head.calendar.at(result.month)}, result.level});
}

TableRow row_of(const SolvedValue& of, bool with_reason) {
  TableRow row{.cells = {{OwnText{of.path}},
                         {today_of(of)},
                         {answer_of(of)},
                         {change_of_value(of)},
                         {odds_at(of.solution.at.judgement)}}};
  if (Phrase reason = reason_of(of); with_reason && !reason.empty())
    row.below.push_back(std::move(reason));
  return row;
}

Table table_of_values(const SolveResult& result) {
  constexpr int kLeastPathOfSolve = 44;
  Table table{.columns = {{.heading = "Value", .least = kLeastPathOfSolve},
                          {.heading = "today", .align = Align::right, .drop = 2},
                          {.heading = "it takes", .align = Align::error},
                          {.heading = "change", .align = Align::right},
                          {.heading = "probability", .align = Align::error, .drop = 1}},
              .groups = {{}}};
  for (const SolvedValue& value : result.values)
    table.groups.front().rows.push_back(row_of(value, !result.everything || value.has_answer()));
  return table;
}

// "The smallest change: ..."
Phrase smallest_change(const SolvedValue& of) {
  if (of.shifted)
    return filled("The smallest change: shift {} by {}, so that its mean is {} instead of {}.",
                  {OwnText{of.path}, part(change_of_value(of)),
                   shown_value(of, of.solution.at.value), part(today_of(of))});
  return filled("The smallest change: {} from {} to {} ({}).",
                {OwnText{of.path}, part(today_of(of)), shown_value(of, of.solution.at.value),
                 part(change_of_value(of))});
}

void add_solve_sentences(const SolveResult& result, Section& section) {
  section.sentences.push_back(filled("What it would take: {}.", {part(wanted_of(result))}));
  if (result.today)
    section.sentences.push_back(
        filled("Today the probability is {}.", {odds_at(result.today->judgement)}));
  if (result.values.empty())
    section.sentences.push_back(
        filled("None of the {} values of the plan moves it significantly.", {count(result.tried)}));
  else if (!result.values.front().has_answer())
    section.sentences.push_back(result.values.size() == 1 ? Phrase("No value does it.")
                                                          : Phrase("No single value does it."));
  else if (result.values.front().change() && result.values.front().today)
    section.sentences.push_back(smallest_change(result.values.front()));
}

void add_solve_notes(const SolveResult& result, Section& section) {
  const auto any = [&](auto has) { return std::ranges::any_of(result.values, has); };
  if (any([](const SolvedValue& of) { return of.shifted.has_value(); }))
    section.notes.push_back({.topic = NoteTopic::columns,
                             .text = "sd: standard deviations of a distribution, which is shifted "
                                     "as a whole and keeps its spread; its values are means."});
  if (any([](const SolvedValue& of) { return !of.has_answer(); }))
    section.notes.push_back(
        {.topic = NoteTopic::columns,
         .text = "–: no value that was tried does it; the probability is the nearest to it."});
  section.notes.push_back(
      {.topic = NoteTopic::intervals, .text = "±: the 99% Monte Carlo interval."});
}

} // namespace

Phrase reason_of(const SolvedValue& of) {
  const Solution& found = of.solution;
  const Number low = shown_value(of, found.low), high = shown_value(of, found.high);
  const Number probability = odds_at(found.at.judgement);
  switch (found.found) {
  case Solution::Found::unmoved:
    return filled("No value from {} to {} moves the probability.", {low, high});
  case Solution::Found::never:
    return filled("No value from {} to {} does it; the best is {} at {}.",
                  {low, high, probability, shown_value(of, found.at.value)});
  case Solution::Found::always:
    return filled("Every value from {} to {} does it; the lowest is {} at {}.",
                  {low, high, probability, shown_value(of, found.at.value)});
  default:
    break;
  }
  if (found.jumps_from)
    return filled("The probability jumps there, from {} to {}.",
                  {share(*found.jumps_from, Precision::tenths),
                   share(found.at.judgement.probability, Precision::tenths)});
  if (!found.others.empty()) {
    std::vector<Phrase> others;
    for (const double value : found.others)
      others.emplace_back(shown_value(of, value));
    return filled("The probability rises and falls with it: other answers are {}.",
                  {part(joined(others, ", "))});
  }
  if (!found.monotone)
    return "The probability rises and falls with it.";
  return {};
}

Document solve_document(const SolveResult& result) {
  Document document = study_document(result.head);
  Section section{.name = "solutions", .heading = "What it would take"};
  add_solve_sentences(result, section);
  if (!result.values.empty())
    section.tables.push_back(table_of_values(result));
  add_solve_notes(result, section);
  document.sections.push_back(std::move(section));
  return document;
}

} // namespace escala
