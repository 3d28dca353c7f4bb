// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "escala/report/optimize_report.h"
#include "report/study_parts.h"

namespace escala {
namespace {

constexpr double kShareDeviations = 2.576; // of the normal distribution, at 99% on two sides

Number judged_share(const Judgement& found) {
  Number number = share(found.probability, Precision::error);
  if (found.std_error > 0)
    number.error = kShareDeviations * found.std_error;
  return number;
}

// In points. The larger part of its interval, which need not be symmetric.
Number points_of_difference(const Difference& difference) {
  return {.value = difference.delta,
          .precision = Precision::points,
          .error = std::max(difference.interval.high - difference.delta,
                            difference.delta - difference.interval.low)};
}

Number money_of(const OptimizeResult& result, double amount) {
  return {.value = amount, .unit = money_unit(result.head.currency)};
}

// "product 40.0%, market 60.0%"
Phrase shares_in_words(const OptimizeResult& result, const Allocation& at) {
  std::vector<Phrase> parts;
  for (std::size_t i = 0; i < at.shares.size(); ++i)
    parts.push_back(
        Phrase{OwnText{result.pillars[i]}, " ", share(at.shares[i], Precision::tenths)});
  return joined(parts, ", ");
}

Phrase objective_of(const OptimizeResult& result) {
  return result.objective == "all" ? Phrase("all targets together")
                                   : Phrase(OwnText{result.objective_label});
}

bool is_judged(const OptimizeResult& result) { return result.found.judged_paths > 0; }

Phrase budget_sentence(const OptimizeResult& result) {
  const JudgedAllocation& best = *result.found.best;
  return filled("{} is the smallest budget that reaches {} for {} in the search; on other paths it "
                "reaches {}.",
                {money_of(result, best.at.budget), share(result.confidence, Precision::shortest),
                 part(objective_of(result)), judged_share(best.found)});
}

Phrase gain_sentence(const OptimizeResult& result) {
  const Optimized& found = result.found;
  const Number best = judged_share(found.best->found);
  const Number declared = judged_share(found.declared->found);
  if (!is_judged(result))
    return filled("Best allocation so far for {}: {}, and {} with the declared shares. It is not "
                  "judged on other paths than those that chose it.",
                  {part(objective_of(result)), best, declared});
  if (found.gain.interval.low <= 0)
    return filled("No allocation is significantly better for {} than the declared one: {} against "
                  "{}, a difference of {} points.",
                  {part(objective_of(result)), best, declared, points_of_difference(found.gain)});
  return filled("The best allocation gives {} a probability of {}, {} points more than the "
                "declared one.",
                {part(objective_of(result)), best, points_of_difference(found.gain)});
}

void add_runner_up(const OptimizeResult& result, Section& section) {
  const auto& second = result.found.runner_up;
  if (second)
    section.sentences.push_back(filled("Runner-up: {}, with {} points to the best.",
                                       {part(shares_in_words(result, second->judged.at)),
                                        points_of_difference(second->difference)}));
}

void add_sentences(const OptimizeResult& result, Section& section) {
  if (!result.has_answer()) {
    section.sentences.push_back(optimize_reason(result));
    return;
  }
  if (result.confidence && is_judged(result))
    section.sentences.push_back(budget_sentence(result));
  else
    section.sentences.push_back(gain_sentence(result));
  if (result.found.flat)
    section.sentences.push_back(
        "The optimum is flat: each share may move far without a significant loss.");
  if (result.found.by_margins)
    section.sentences.push_back("Too few paths meet it to be counted in the search, so shares were "
                                "chosen by how near paths "
                                "come to it.");
  add_runner_up(result, section);
}

Cell range_cell(const OptimizeResult& result, std::size_t pillar) {
  if (result.found.free_ranges.empty())
    return {Nothing{}};
  const auto& [low, high] = result.found.free_ranges[pillar];
  return {filled("{} to {}", {share(low, Precision::tenths), share(high, Precision::tenths)})};
}

Table shares_table(const OptimizeResult& result) {
  Table table{.columns = {{.heading = "Pillar"},
                          {.heading = "Declared", .align = Align::right},
                          {.heading = "Best", .align = Align::right},
                          {.heading = "Amount", .align = Align::right, .drop = 1},
                          {.heading = "Free range", .align = Align::right, .drop = 2}},
              .groups = {{}}};
  const Allocation& best = result.found.best->at;
  for (std::size_t i = 0; i < result.pillars.size(); ++i) {
    Cell amount{Nothing{}};
    if (result.budget)
      amount = {money_of(result, best.budget * best.shares[i])};
    table.groups.front().rows.push_back(
        {.cells = {{OwnText{result.pillars[i]}},
                   {share(result.declared.shares[i], Precision::tenths)},
                   {share(best.shares[i], Precision::tenths)},
                   std::move(amount),
                   range_cell(result, i)}});
  }
  return table;
}

Chart shares_chart(const OptimizeResult& result) {
  BarChart chart{.unit = percent_unit(), .bars = {}};
  const Optimized& found = result.found;
  for (std::size_t i = 0; i < result.pillars.size(); ++i) {
    ChartBar bar{.label = OwnText{result.pillars[i]}, .value = found.best->at.shares[i]};
    if (!found.free_ranges.empty())
      bar.interval = found.free_ranges[i];
    chart.bars.push_back(std::move(bar));
  }
  return {"Which share of the budget should each pillar have?", std::move(chart)};
}

Section allocation_section(const OptimizeResult& result) {
  Section section{.name = "allocation", .heading = "Allocation"};
  add_sentences(result, section);
  if (!result.has_answer())
    return section;
  section.tables.push_back(shares_table(result));
  section.charts.push_back(shares_chart(result));
  if (!is_judged(result))
    return section;
  if (!result.found.free_ranges.empty())
    section.notes.push_back(
        {.topic = NoteTopic::columns,
         .text =
             "Free range: how far this share may move without a significant loss, if the others "
             "make room in proportion."});
  section.notes.push_back(
      {.topic = NoteTopic::intervals, .text = "±: the 99% Monte Carlo interval."});
  section.notes.push_back(
      {.topic = NoteTopic::paths,
       .text = filled("Shares are chosen on {} paths and judged on {} others.",
                      {count(result.found.search_paths), count(result.found.judged_paths)})});
  return section;
}

Table budgets_table(const OptimizeResult& result) {
  Table table{.columns = {{.heading = "Budget", .align = Align::right},
                          {.heading = "Probability", .align = Align::error}},
              .groups = {{}},
              .overflow = Overflow::strips};
  for (const std::string& pillar : result.pillars)
    table.columns.push_back({.heading = OwnText{pillar}, .align = Align::right});
  for (const FrontierPoint& point : result.found.frontier) {
    TableRow row{.cells = {{money_of(result, point.best.at.budget)}}};
    row.cells.push_back(point.feasible ? Cell{judged_share(point.best.found)} : Cell{Nothing{}});
    for (const double of : point.best.at.shares)
      row.cells.push_back(point.feasible ? Cell{share(of, Precision::tenths)} : Cell{Nothing{}});
    table.groups.front().rows.push_back(std::move(row));
  }
  return table;
}

Section frontier_section(const OptimizeResult& result) {
  Section section{.name = "frontier", .title = "What each budget buys"};
  section.tables.push_back(budgets_table(result));
  LineChart chart{.along = {.labels = {}, .title = "Budget"},
                  .unit = percent_unit(),
                  .lines = {{objective_of(result), {}}}};
  for (const FrontierPoint& point : result.found.frontier) {
    chart.along.labels.emplace_back(money_of(result, point.best.at.budget));
    chart.lines.front().values.push_back(
        point.feasible ? std::optional(point.best.found.probability) : std::nullopt);
  }
  section.charts.push_back({filled("How likely is {}, with the best shares of each budget?",
                                   {part(objective_of(result))}),
                            std::move(chart)});
  return section;
}

} // namespace

bool OptimizeResult::has_answer() const {
  using enum OptimizeReason;
  return found.best && found.reason != infeasible && found.reason != out_of_reach &&
         found.reason != no_budget;
}

Phrase optimize_reason(const OptimizeResult& result) {
  const Optimized& found = result.found;
  if (found.reason == OptimizeReason::no_budget)
    return filled("{} is reached without a budget: {}.",
                  {share(result.confidence, Precision::shortest), judged_share(found.best->found)});
  if (found.reason == OptimizeReason::out_of_reach)
    return filled("No budget up to {} reaches {}; the best is {}.",
                  {money_of(result, found.best->at.budget),
                   share(result.confidence, Precision::shortest), judged_share(found.best->found)});
  if (found.reason == OptimizeReason::no_gain)
    return "No significant gain over the declared shares.";
  if (found.reason != OptimizeReason::infeasible)
    return {};
  std::vector<Phrase> missed;
  for (std::size_t i = 0; i < result.floors.size(); ++i)
    if (found.best->floors[i] < result.floors[i].least)
      missed.push_back(
          filled("{} reaches {} instead of {}",
                 {OwnText{result.floors[i].label}, share(found.best->floors[i], Precision::tenths),
                  share(result.floors[i].least, Precision::shortest)}));
  return filled("No allocation keeps what is asked for; with the nearest one, {}: {}.",
                {part(shares_in_words(result, found.best->at)), part(joined(missed, ", "))});
}

Document optimize_document(const OptimizeResult& result) {
  Document document = study_document(result.head);
  document.sections.push_back(allocation_section(result));
  if (!result.found.frontier.empty())
    document.sections.push_back(frontier_section(result));
  return document;
}

} // namespace escala
