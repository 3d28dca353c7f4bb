// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "escala/report/sweep_report.h"
#include "report/study_parts.h"

namespace escala {
namespace {

Number axis_value(const SweptAxis& axis, std::size_t index) {
  Number number{.value = axis.values[index], .unit = axis.unit};
  for (const double other : axis.values)
    if (other != axis.values[index])
      number.apart.push_back(other);
  return number;
}

Phrase axis_title(const SweptAxis& axis) { return OwnText{axis.path}; }

ChartAxis chart_axis(const SweptAxis& axis) {
  ChartAxis along{.labels = {}, .title = axis_title(axis)};
  for (std::size_t i = 0; i < axis.values.size(); ++i)
    along.labels.emplace_back(axis_value(axis, i));
  return along;
}

constexpr double kDeviations = 2.576; // of the normal distribution, at 99% on two sides

Number estimate(const Judgement& of) {
  Number number = share(of.probability, Precision::error);
  number.error = kDeviations * of.std_error;
  return number;
}

// Probability of one target at each point.
struct Column {
  Phrase heading;
  std::vector<const Judgement*> of;
};

std::vector<Column> columns_of(const SweepResult& result) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < result.targets.size(); ++i) {
    columns.push_back({OwnText{result.targets[i].label}, {}});
    for (const SweptPoint& point : result.points)
      columns.back().of.push_back(&point.targets[i]);
  }
  if (result.targets.size() > 1) {
    columns.push_back({"All together", {}});
    for (const SweptPoint& point : result.points)
      columns.back().of.push_back(&point.joint);
  }
  return columns;
}

// Targets that no value moves: their interval is the same at every point as far as is known.
bool is_flat(const Column& column) {
  double low = 0, high = 1;
  for (const Judgement* at : column.of) {
    low = std::max(low, at->probability - kDeviations * at->std_error);
    high = std::min(high, at->probability + kDeviations * at->std_error);
  }
  return low <= high;
}

// Along the only axis.
Table table_of(const SweepResult& result, const std::vector<Column>& columns) {
  constexpr int kLeastLabel = 10; // of the values of an axis, in characters
  const SweptAxis& axis = result.axes.front();
  Table table{.columns = {{.heading = axis_title(axis), .least = kLeastLabel}},
              .groups = {{}},
              .overflow = Overflow::strips};
  for (const Column& column : columns)
    table.columns.push_back({.heading = column.heading, .align = Align::error});
  for (const SweptName& metric : result.metrics)
    table.columns.push_back({.heading = OwnText{metric.label}, .align = Align::right});
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    TableRow row{.cells = {{axis_value(axis, i)}}};
    for (const Column& column : columns)
      row.cells.push_back({estimate(*column.of[i])});
    for (std::size_t metric = 0; metric < result.metrics.size(); ++metric)
      row.cells.push_back(
          {median_of(result.points[i].metrics[metric], result.metrics[metric].unit)});
    table.groups.front().rows.push_back(std::move(row));
  }
  return table;
}

ChartValues probabilities(const Column& column) {
  ChartValues values;
  for (const Judgement* at : column.of)
    values.emplace_back(at->probability);
  return values;
}

Chart line_chart(const SweepResult& result, const std::vector<Column>& columns) {
  LineChart chart{.along = chart_axis(result.axes.front()), .unit = percent_unit(), .lines = {}};
  for (const Column& column : columns)
    chart.lines.push_back({column.heading, probabilities(column)});
  return {filled("How likely is each target, by {}?", {result.axes.front().path}),
          std::move(chart)};
}

// The value of each point.
Chart heat_map(const SweepResult& result, Phrase title, const DisplayUnit& unit,
               const ChartValues& values) {
  const SweptAxis& down = result.axes[0];
  const std::size_t across = result.axes[1].values.size();
  HeatMap chart{.across = chart_axis(result.axes[1]),
                .row_title = axis_title(down),
                .rows = {},
                .unit = unit};
  for (std::size_t i = 0; i < down.values.size(); ++i)
    chart.rows.push_back({axis_value(down, i),
                          {values.begin() + static_cast<std::ptrdiff_t>(i * across),
                           values.begin() + static_cast<std::ptrdiff_t>((i + 1) * across)}});
  return {std::move(title), std::move(chart)};
}

void add_heat_maps(const SweepResult& result, const std::vector<Column>& columns,
                   Section& section) {
  for (const Column& column : columns)
    section.charts.push_back(
        heat_map(result,
                 filled("How likely is {}, by {} and {}?",
                        {part(column.heading), result.axes[0].path, result.axes[1].path}),
                 percent_unit(), probabilities(column)));
  for (std::size_t i = 0; i < result.metrics.size(); ++i) {
    ChartValues medians;
    for (const SweptPoint& point : result.points)
      medians.push_back(median_of(point.metrics[i], result.metrics[i].unit).value);
    section.charts.push_back(
        heat_map(result,
                 filled("What is the median of {}, by {} and {}?",
                        {result.metrics[i].label, result.axes[0].path, result.axes[1].path}),
                 result.metrics[i].unit, medians));
  }
}

// In points of a probability.
Number largest_error(const std::vector<Column>& columns) {
  double largest = 0;
  for (const Column& column : columns)
    for (const Judgement* at : column.of)
      largest = std::max(largest, kDeviations * at->std_error);
  return {.value = 100 * largest, .precision = Precision::tenths, .suffix = " points"};
}

void add_flat_sentence(const std::vector<Column>& columns, Section& section) {
  std::vector<Phrase> flat;
  for (const Column& column : columns)
    if (is_flat(column))
      flat.push_back(column.heading);
  if (!flat.empty())
    section.sentences.push_back(filled(
        flat.size() == 1 ? "No significant change of the probability of this target: {}."
                         : "No significant change of the probabilities of these targets: {}.",
        {part(joined(flat, ", "))}));
}

Section section_of(const SweepResult& result) {
  Section section{.name = "points", .heading = "Points"};
  std::vector<Column> moved = columns_of(result);
  add_flat_sentence(moved, section);
  std::erase_if(moved, is_flat);
  const bool is_line = result.axes.size() == 1;
  if (is_line && !(moved.empty() && result.metrics.empty()))
    section.tables.push_back(table_of(result, moved));
  if (is_line && !moved.empty())
    section.charts.push_back(line_chart(result, moved));
  if (!is_line)
    add_heat_maps(result, moved, section);
  if (is_line && !result.metrics.empty())
    section.notes.push_back(
        {.topic = NoteTopic::columns,
         .text = filled("Metrics: their medians in {}.",
                        {PlanMonth{result.month, result.head.calendar.at(result.month)}})});
  if (!moved.empty())
    section.notes.push_back(
        {.topic = NoteTopic::intervals,
         .text = is_line ? Phrase("±: the 99% Monte Carlo interval.")
                         : filled("Half a 99% interval of a probability is at most {}.",
                                  {largest_error(moved)})});
  return section;
}

} // namespace

Document sweep_document(const SweepResult& result) {
  Document document = study_document(result.head);
  document.sections.push_back(section_of(result));
  return document;
}

} // namespace escala
