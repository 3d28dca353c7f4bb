// SPDX-License-Identifier: Apache-2.0
#include "escala/report/sweep_report.h"

#include <cmath>
#include <utility>

#include "report/study_parts.h"

namespace escala {
namespace {

using namespace types;

// A point, and the sweep that it belongs to.
struct PointOf {
  const SweepResult& result;
  std::size_t index;

  const SweptPoint& found() const { return result.points[index]; }
  // The index of its value on an axis.
  std::size_t on_axis(std::size_t axis) const {
    std::size_t rest = index;
    for (std::size_t i = result.axes.size(); i-- > axis + 1;)
      rest /= result.axes[i].values.size();
    return rest % result.axes[axis].values.size();
  }
  double value(std::size_t axis) const { return result.axes[axis].values[on_axis(axis)]; }
};

const Described<SweptAxis>& axis_record() {
  using Of = SweptAxis;
  static const Described<Of> kRecord{
      "sweep_axis",
      {{"path", text(), "of the plan", [](const Of& of) { return of.path; }},
       {"unit", text(), "", [](const Of& of) { return of.unit.text; }},
       {"values", list(number()), "",
        [](const Of& of) { return Numbers(of.values.begin(), of.values.end()); }}}};
  return kRecord;
}

Value at_record(const PointOf& of) {
  Value::Map values;
  for (std::size_t i = 0; i < of.result.axes.size(); ++i)
    values.push_back({of.result.axes[i].path, of.value(i)});
  return values;
}

// "all" is all targets together; only where there are several.
Value target_values(const PointOf& of) {
  Value::Map values;
  for (std::size_t i = 0; i < of.result.targets.size(); ++i)
    values.push_back({of.result.targets[i].name, estimate_record().of(of.found().targets[i])});
  if (of.result.targets.size() > 1)
    values.push_back({"all", estimate_record().of(of.found().joint)});
  return values;
}

Value metric_values(const PointOf& of) {
  Value::Map values;
  for (std::size_t i = 0; i < of.result.metrics.size(); ++i)
    values.push_back({of.result.metrics[i].name,
                      spread_record().of(in_unit(of.found().metrics[i], of.result.metrics[i].unit))});
  return values;
}

const Described<PointOf>& point_record() {
  using Of = PointOf;
  static const Described<Of> kRecord{
      "sweep_point",
      {{"at", map(number()), "the values of the plan, by path", at_record},
       {"targets", map(record(estimate_record().type())),
        "by name; all: all of them together", target_values},
       {"metrics", map(record(spread_record().type())), "of --metric, by name", metric_values}}};
  return kRecord;
}

const Described<SweepResult>& sweep_record() {
  using Of = SweepResult;
  static const Described<Of> kRecord{
      "sweep", with_head<Of>(
                   "escala/sweep/1",
                   {{"month", month(), "in which metrics are read",
                     [](const Of& of) { return to_text(of.head.calendar.at(of.month)); }},
                    {"axes", list(record(axis_record().type())), "",
                     [](const Of& of) {
                       Value::List axes;
                       for (const SweptAxis& axis : of.axes)
                         axes.emplace_back(axis_record().of(axis));
                       return axes;
                     }},
                    {"points", list(record(point_record().type())),
                     "all combinations; the last axis changes fastest",
                     [](const Of& of) {
                       Value::List points;
                       for (std::size_t i = 0; i < of.points.size(); ++i)
                         points.emplace_back(point_record().of({of, i}));
                       return points;
                     }}})};
  return kRecord;
}

// The field of entry `index` of a map of records.
DataColumn column_of_entry(std::string name, std::string of_map, std::size_t index,
                           std::string field) {
  return {.name = std::move(name),
          .made = [of_map = std::move(of_map), index, field = std::move(field)](
                      const Record& point, const Record*) -> Value {
            const auto* entries = point.find(of_map)->get<Value::Map>();
            return *(*entries)[index].value.get<Record>()->find(field);
          }};
}

// A row for each point.
DataTable points_table(const SweepResult& result) {
  DataTable table{.name = "points", .doc = "a row for each point", .of = &point_record().type()};
  for (const SweptAxis& axis : result.axes)
    table.columns.push_back({.name = axis.path, .path = "at." + axis.path});
  std::vector<std::string> targets;
  for (const SweptName& target : result.targets)
    targets.push_back(target.name);
  if (targets.size() > 1)
    targets.emplace_back("all");
  for (std::size_t i = 0; i < targets.size(); ++i)
    for (const char* field : {"probability", "std_error"})
      table.columns.push_back(column_of_entry(targets[i] + "." + field, "targets", i, field));
  for (std::size_t i = 0; i < result.metrics.size(); ++i)
    for (const char* field : {"p5", "p50", "p95"})
      table.columns.push_back(
          column_of_entry(result.metrics[i].name + "." + field, "metrics", i, field));
  return table;
}

} // namespace

Data sweep_data(const SweepResult& result) {
  return {sweep_record().of(result), {points_table(result)}};
}

const RecordType& sweep_type() { return sweep_record().type(); }

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

Table table_of(const SweepResult& result, const std::vector<Column>& columns) {
  Table table{.columns = {}, .groups = {{}}, .overflow = Overflow::strips};
  for (const SweptAxis& axis : result.axes)
    table.columns.push_back({.heading = axis_title(axis), .align = Align::right});
  for (const Column& column : columns)
    table.columns.push_back({.heading = column.heading, .align = Align::error});
  for (const SweptName& metric : result.metrics)
    table.columns.push_back({.heading = OwnText{metric.label}, .align = Align::right});
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    TableRow row;
    for (std::size_t axis = 0; axis < result.axes.size(); ++axis)
      row.cells.push_back({axis_value(result.axes[axis], PointOf{result, i}.on_axis(axis))});
    for (const Column& column : columns)
      row.cells.push_back({estimate(*column.of[i])});
    for (std::size_t metric = 0; metric < result.metrics.size(); ++metric)
      row.cells.push_back({median_of(result.points[i].metrics[metric], result.metrics[metric].unit)});
    table.groups.front().rows.push_back(std::move(row));
  }
  return table;
}

ChartValues probabilities(const Column& column, std::size_t first, std::size_t count) {
  ChartValues values;
  for (std::size_t i = first; i < first + count; ++i)
    values.emplace_back(column.of[i]->probability);
  return values;
}

Chart line_chart(const SweepResult& result, const std::vector<Column>& columns) {
  LineChart chart{.along = chart_axis(result.axes.front()), .unit = percent_unit(), .lines = {}};
  for (const Column& column : columns)
    chart.lines.push_back({column.heading, probabilities(column, 0, column.of.size())});
  return {filled("How likely is each target, by {}?", {result.axes.front().path}), std::move(chart)};
}

Chart heat_map(const SweepResult& result, const Column& column) {
  const SweptAxis& down = result.axes[0];
  const std::size_t across = result.axes[1].values.size();
  HeatMap chart{.across = chart_axis(result.axes[1]),
                .row_title = axis_title(down),
                .rows = {},
                .unit = percent_unit()};
  for (std::size_t i = 0; i < down.values.size(); ++i)
    chart.rows.push_back({axis_value(down, i), probabilities(column, i * across, across)});
  return {filled("How likely is {}, by {} and {}?",
                 {part(column.heading), down.path, result.axes[1].path}),
          std::move(chart)};
}

Section section_of(const SweepResult& result) {
  Section section{.name = "points"};
  std::vector<Column> moved = columns_of(result);
  std::vector<Phrase> flat;
  for (const Column& column : moved)
    if (is_flat(column))
      flat.push_back(column.heading);
  std::erase_if(moved, is_flat);
  if (!flat.empty())
    section.sentences.push_back(
        filled(flat.size() == 1 ? "These values do not change the probability of {} significantly."
                                : "These values do not change the probabilities of {} significantly.",
               {part(joined(flat, ", "))}));
  if (result.axes.size() == 1 && !moved.empty())
    section.charts.push_back(line_chart(result, moved));
  if (result.axes.size() == 2)
    for (const Column& column : moved)
      section.charts.push_back(heat_map(result, column));
  if (!moved.empty() || !result.metrics.empty())
    section.tables.push_back(table_of(result, moved));
  if (!result.metrics.empty())
    section.notes.push_back({.topic = NoteTopic::columns,
                             .text = filled("Metrics: their medians in {}.",
                                            {PlanMonth{result.month,
                                                       result.head.calendar.at(result.month)}})});
  if (!moved.empty())
    section.notes.push_back({.topic = NoteTopic::intervals, .text = kIntervalNote});
  return section;
}

} // namespace

Document sweep_document(const SweepResult& result) {
  Document document = study_document(result.head);
  document.sections.push_back(section_of(result));
  return document;
}

} // namespace escala
