// SPDX-License-Identifier: Apache-2.0
#include "escala/report/sweep_report.h"

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
    values.push_back(
        {of.result.metrics[i].name,
         spread_record().of(in_unit(of.found().metrics[i], of.result.metrics[i].unit))});
  return values;
}

const Described<PointOf>& point_record() {
  using Of = PointOf;
  static const Described<Of> kRecord{
      "sweep_point",
      {{"at", map(number()), "the values of the plan, by path", at_record},
       {"targets", map(record(estimate_record().type())), "by name; all: all of them together",
        target_values},
       {"metrics", map(record(spread_record().type())), "of --metric, by name", metric_values}}};
  return kRecord;
}

const Described<SweepResult>& sweep_record() {
  using Of = SweepResult;
  static const Described<Of> kRecord{
      "sweep", with_head<Of>("escala/sweep/1",
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
                               "all combinations; the last axis changes fastest", [](const Of& of) {
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
          .made = [of_map = std::move(of_map), index,
                   field = std::move(field)](const Record& point, const Record*) -> Value {
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

} // namespace escala
