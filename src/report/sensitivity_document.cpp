// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "escala/report/sensitivity_report.h"
#include "escala/targets/replicates.h"
#include "report/study_parts.h"

namespace escala {
namespace {

using Shares = VarianceShare InputSensitivity::*;

bool is_known(const SensitivityResult& result) {
  return std::ranges::any_of(result.found.inputs, [](const InputSensitivity& input) {
    return !std::isnan(input.total.share);
  });
}

// Half of the 99% interval; 0 if the error is not known.
double margin_of(const SensitivityResult& result, const VarianceShare& share) {
  return std::isnan(share.std_error) ? 0
                                     : replicate_margin(share.std_error, result.found.replicates);
}

bool is_significant(const SensitivityResult& result, const VarianceShare& share) {
  return share.share > margin_of(result, share);
}

Number number_of(const SensitivityResult& result, const VarianceShare& of) {
  Number number = share(of.share, Precision::error);
  number.error = margin_of(result, of);
  return number;
}

Cell share_cell(const SensitivityResult& result, const VarianceShare& share) {
  return {is_significant(result, share) ? Phrase(number_of(result, share)) : Phrase(Nothing{})};
}

// The shares that the inputs are sorted and drawn by.
Shares main_shares(const SensitivityResult& result) {
  return result.shapley ? &InputSensitivity::shapley : &InputSensitivity::total;
}

// Inputs, the largest share first.
std::vector<std::size_t> sorted_inputs(const SensitivityResult& result) {
  std::vector<std::size_t> order(result.inputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (is_known(result))
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t input) {
      return (result.found.inputs[input].*main_shares(result)).share;
    });
  return order;
}

DisplayUnit unit_of(const SensitivityOutput& output) {
  return output.is_target ? percent_unit() : output.unit;
}

Number output_number(const SensitivityResult& result, double value) {
  if (result.output.is_target)
    return share(unless_undefined(value), Precision::tenths);
  return {.value = unless_undefined(value * result.output.unit.factor), .unit = result.output.unit};
}

bool has_points(const SensitivityResult& result) {
  return std::ranges::any_of(result.found.inputs,
                             [](const InputSensitivity& input) { return !input.points.empty(); });
}

Cell point_cell(const SensitivityResult& result, const InputSensitivity& input, bool high) {
  if (input.points.empty())
    return {Nothing{}};
  const double value = high ? input.points.back() : input.points.front();
  const Number number = output_number(result, value);
  return {high && !input.monotone ? Phrase{number, std::string("*")} : Phrase(number)};
}

// With Shapley effects there is no room for the output at quantiles, which the chart shows.
Table table_of(const SensitivityResult& result) {
  constexpr int kLeastName = 12; // characters
  Table table{.columns = {{.heading = "Input", .least = kLeastName}}, .groups = {{}}};
  if (result.shapley)
    table.columns.push_back({.heading = "Shapley effect", .align = Align::error});
  table.columns.push_back({.heading = "Alone", .align = Align::error, .drop = 1});
  table.columns.push_back({.heading = "Total", .align = Align::error});
  const bool shows_points = has_points(result) && !result.shapley;
  if (shows_points) {
    table.columns.push_back({.heading = "At its p10", .align = Align::right, .drop = 2});
    table.columns.push_back({.heading = "At its p90", .align = Align::right, .drop = 2});
  }
  for (const std::size_t i : sorted_inputs(result)) {
    const InputSensitivity& input = result.found.inputs[i];
    TableRow row{.cells = {{OwnText{result.inputs[i].name}}}};
    if (result.shapley)
      row.cells.push_back(share_cell(result, input.shapley));
    row.cells.push_back(share_cell(result, input.first_order));
    row.cells.push_back(share_cell(result, input.total));
    for (const bool high : {false, true})
      if (shows_points)
        row.cells.push_back(point_cell(result, input, high));
    table.groups.front().rows.push_back(std::move(row));
  }
  return table;
}

// Only shares that are significant.
Chart share_chart(const SensitivityResult& result) {
  BarChart chart{.unit = percent_unit(), .bars = {}};
  for (const std::size_t i : sorted_inputs(result)) {
    const VarianceShare& of = result.found.inputs[i].*main_shares(result);
    if (!is_significant(result, of))
      continue;
    const double margin = margin_of(result, of);
    chart.bars.push_back({.label = OwnText{result.inputs[i].name},
                          .value = of.share,
                          .interval = std::pair{of.share - margin, of.share + margin}});
  }
  return {filled(result.shapley ? "How much of the variance of {} is each input's, by Shapley?"
                                : "How much of the variance of {} involves each input?",
                 {result.output.label}),
          std::move(chart)};
}

// The inputs that can be set to a quantile and whose share is significant, the widest first.
Chart tornado_chart(const SensitivityResult& result) {
  BarChart chart{.unit = unit_of(result.output), .bars = {}};
  const double factor = result.output.unit.factor;
  for (std::size_t i = 0; i < result.inputs.size(); ++i) {
    const InputSensitivity& input = result.found.inputs[i];
    if (input.points.empty() || !is_significant(result, input.total))
      continue;
    chart.bars.push_back({.label = input.monotone
                                       ? Phrase(OwnText{result.inputs[i].name})
                                       : Phrase{OwnText{result.inputs[i].name}, std::string("*")},
                          .value = unless_undefined(input.points.back() * factor),
                          .from = input.points.front() * factor});
  }
  std::ranges::stable_sort(chart.bars, std::ranges::greater{}, [](const ChartBar& bar) {
    return bar.value ? std::abs(*bar.value - *bar.from) : 0.0;
  });
  return {filled("Where is {} with one input at its p10 and at its p90?", {result.output.label}),
          std::move(chart)};
}

Phrase output_sentence(const SensitivityResult& result) {
  if (result.output.is_target)
    return result.output.name == "all"
               ? filled("All targets together are met in {} of futures.",
                        {output_number(result, result.found.mean)})
               : filled("{} is met in {} of futures.",
                        {result.output.label, output_number(result, result.found.mean)});
  return filled("{} in {}: mean {}, standard deviation {}.",
                {result.output.label,
                 PlanMonth{result.output.month, result.head.calendar.at(result.output.month)},
                 output_number(result, result.found.mean),
                 output_number(result, std::sqrt(result.found.variance))});
}

Phrase choice_sentence(const SensitivityResult& result) {
  return result.output.is_target
             ? "No option says which output: this target lacks most to what it needs, of those "
               "that 1% to 99% of futures meet."
             : "No option says which output: this is the first metric shown, in the last month.";
}

// What the inputs explain one by one, and what is left for their interactions.
Phrase sum_sentence(const SensitivityResult& result) {
  const VarianceShare& sum = result.found.sum_of_first;
  const Number explained = number_of(result, sum);
  if (!result.whole)
    return filled("One by one these inputs explain {} of the variance.", {explained});
  VarianceShare rest = sum;
  rest.share = 1 - sum.share;
  if (!is_significant(result, rest))
    return filled("One by one the inputs explain {} of the variance; no significant part of it "
                  "comes from their interactions.",
                  {explained});
  return filled("One by one the inputs explain {} of the variance; {} comes from their "
                "interactions.",
                {explained, number_of(result, rest)});
}

Phrase unknown_sentence(const SensitivityResult& result) {
  const std::uint64_t defined = result.found.values - result.found.undefined;
  if (defined == 0)
    return "It is n/a on every path, so that there is no variance to share out.";
  if (!result.found.too_few)
    return filled("It is the same on all {} paths that were drawn, so that there is no variance "
                  "to share out.",
                  {count(result.found.values)});
  return filled("{} paths are too few to share out the variance of what so few of them meet, or "
                "miss; --max-paths sets the limit.",
                {count(result.found.values)});
}

void add_sentences(const SensitivityResult& result, Section& section) {
  std::vector<Phrase>& sentences = section.sentences;
  if (result.output.chosen)
    sentences.push_back(choice_sentence(result));
  if (!std::isnan(result.found.mean))
    sentences.push_back(output_sentence(result));
  if (result.found.undefined > 0)
    sentences.push_back(filled("It is n/a on {} of {} paths; these are left out.",
                               {count(result.found.undefined), count(result.found.values)}));
  if (!is_known(result))
    sentences.push_back(unknown_sentence(result));
  else if (!std::isnan(result.found.sum_of_first.share))
    sentences.push_back(sum_sentence(result));
}

void add_notes(const SensitivityResult& result, Section& section) {
  const auto add = [&](NoteTopic topic, Phrase text) {
    section.notes.push_back({.topic = topic, .text = std::move(text)});
  };
  const bool correlated = std::ranges::any_of(result.inputs, &RandomInput::correlated);
  add(NoteTopic::columns,
      "Alone: the share of the variance that the input explains by itself (first-order index).");
  add(NoteTopic::columns, "Total: the same with its part of all interactions (total index).");
  if (correlated)
    add(NoteTopic::columns, "Of correlated inputs: alone counts what one shares with the others; "
                            "total is what is left of it once the others are known.");
  if (result.shapley)
    add(NoteTopic::columns,
        result.orders == 0
            ? Phrase("Shapley effects: interactions and what correlated inputs share are divided "
                     "fairly; they add up to 100%.")
            : filled("Shapley effects: interactions and what correlated inputs share are divided "
                     "fairly; they add up to 100%. Means over {} random orders of the inputs.",
                     {count(result.orders)}));
  if (has_points(result))
    add(NoteTopic::columns, result.output.is_target
                                ? "At its p10, p90: the probability with the input at this "
                                  "quantile and all else as drawn. *: in between it turns back."
                                : "At its p10, p90: the mean with the input at this quantile and "
                                  "all else as drawn. *: in between it turns back.");
  add(NoteTopic::intervals, "±: the 99% Monte Carlo interval. –: less than its error.");
  add(NoteTopic::paths,
      filled("Runs: {}, which differ in the inputs that they draw anew, on the same scrambled "
             "Sobol points.",
             {count(result.runs)}));
}

} // namespace

Document sensitivity_document(const SensitivityResult& result) {
  Document document = study_document(result.head);
  Section section{.name = "inputs", .heading = "What drives it"};
  add_sentences(result, section);
  if (is_known(result)) {
    section.tables.push_back(table_of(result));
    section.charts.push_back(share_chart(result));
    if (Chart tornado = tornado_chart(result); !std::get<BarChart>(tornado.kind).bars.empty())
      section.charts.push_back(std::move(tornado));
    add_notes(result, section);
  }
  document.sections.push_back(std::move(section));
  return document;
}

} // namespace escala
