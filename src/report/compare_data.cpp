// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "escala/report/compare_report.h"
#include "escala/report/names.h"
#include "report/run_records.h"
#include "report/study_parts.h"

namespace escala {
namespace {

using namespace types;

Value of_difference(const SceneTarget& target, double Difference::*field) {
  return target.difference ? Value((*target.difference).*field) : Value(Null{});
}

Value changed_paths(const SceneTarget& target, std::uint64_t ChangedPaths::*field) {
  const bool known = target.difference && target.difference->changed;
  return known ? Value((*target.difference->changed).*field) : Value(Null{});
}

const Described<SceneTarget>& target_of_comparison() {
  using Of = SceneTarget;
  static const Described<Of> kRecord{
      "compared_target",
      {{"name", text(), "all: all targets together", [](const Of& of) { return of.name; }},
       {"probability", number(), "", [](const Of& of) { return of.judgement.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.judgement.std_error; }},
       {"interval", list(number()), "the 99% interval",
        [](const Of& of) {
          return Numbers{of.judgement.interval.low, of.judgement.interval.high};
        }},
       {"verdict", word({"met", "missed", "undecided"}), "",
        [](const Of& of) { return name_of(of.judgement.verdict); }},
       {"delta", nullable(number()), "from the base; null: it lacks the target, or is the base",
        [](const Of& of) { return of_difference(of, &Difference::delta); }},
       {"delta_std_error", nullable(number()), "",
        [](const Of& of) { return of_difference(of, &Difference::std_error); }},
       {"delta_interval", nullable(list(number())), "the 99% interval of delta",
        [](const Of& of) {
          return of.difference
                     ? Value(Numbers{of.difference->interval.low, of.difference->interval.high})
                     : Value(Null{});
        }},
       {"gained", nullable(count()), "paths that meet it here and not in the base",
        [](const Of& of) { return changed_paths(of, &ChangedPaths::gained); }},
       {"lost", nullable(count()), "paths that meet it in the base and not here",
        [](const Of& of) { return changed_paths(of, &ChangedPaths::lost); }}}};
  return kRecord;
}

Value change_of(const SceneMetric& metric, double MetricInScene::Change::*field) {
  return metric.found.change ? Value((*metric.found.change).*field * metric.unit.factor)
                             : Value(Null{});
}

const Described<SceneMetric>& metric_of_comparison() {
  using Of = SceneMetric;
  static const Described<Of> kRecord{
      "compared_metric",
      {{"name", text(), "", [](const Of& of) { return of.name; }},
       {"unit", text(), "", [](const Of& of) { return of.unit.text; }},
       {"p5", nullable(number()), "",
        [](const Of& of) { return value_or_null(of.found.spread.p5, of.unit); }},
       {"p50", nullable(number()), "",
        [](const Of& of) { return value_or_null(of.found.spread.p50, of.unit); }},
       {"p95", nullable(number()), "",
        [](const Of& of) { return value_or_null(of.found.spread.p95, of.unit); }},
       {"mean", nullable(number()), "",
        [](const Of& of) { return value_or_null(of.found.mean, of.unit); }},
       {"mean_delta", nullable(number()), "from the base, on the same paths",
        [](const Of& of) { return change_of(of, &MetricInScene::Change::mean); }},
       {"mean_delta_std_error", nullable(number()), "",
        [](const Of& of) { return change_of(of, &MetricInScene::Change::std_error); }}}};
  return kRecord;
}

Value targets_of(const ComparedScenario& scenario) {
  Value::List records;
  for (const SceneTarget& target : scenario.targets)
    records.emplace_back(target_of_comparison().of(target));
  if (scenario.joint)
    records.emplace_back(target_of_comparison().of(*scenario.joint));
  return records;
}

const Described<ComparedScenario>& scenario_of_comparison() {
  using Of = ComparedScenario;
  static const Described<Of> kRecord{
      "compared_scenario",
      {{"name", text(), "", [](const Of& of) { return of.name; }},
       {"file", text(), "", [](const Of& of) { return of.file; }},
       {"variant", nullable(text()), "null: none",
        [](const Of& of) { return text_or_null(of.variant); }},
       {"targets", list(record(target_of_comparison().type())), "", targets_of},
       {"metrics", list(record(metric_of_comparison().type())), "", [](const Of& of) {
          Value::List records;
          for (const SceneMetric& metric : of.metrics)
            records.emplace_back(metric_of_comparison().of(metric));
          return records;
        }}}};
  return kRecord;
}

const Described<BridgeStep>& step_record() {
  using Of = BridgeStep;
  static const Described<Of> kRecord{
      "bridge_change",
      {{"paths", list(text()), "of the plan; several: they cannot stand alone",
        [](const Of& of) { return Texts(of.paths); }},
       {"from", nullable(text()), "as written; null: it has no value there",
        [](const Of& of) { return text_or_null(of.from); }},
       {"to", nullable(text()), "", [](const Of& of) { return text_or_null(of.to); }},
       {"effect", number(), "its Shapley value", [](const Of& of) { return of.effect; }},
       {"std_error", number(), "", [](const Of& of) { return of.std_error; }}}};
  return kRecord;
}

const Described<BridgeResult>& bridge_record() {
  using Of = BridgeResult;
  static const Described<Of> kRecord{
      "bridge",
      {{"target", text(), "a target, or a metric", [](const Of& of) { return of.target; }},
       {"of", word({"probability", "median"}), "of a target, or of a metric in the month",
        [](const Of& of) { return of.is_metric ? "median" : "probability"; }},
       {"from", number(), "in the base", [](const Of& of) { return of.from; }},
       {"to", number(), "in the other scenario", [](const Of& of) { return of.to; }},
       {"sampled", boolean(), "the effects are of sampled orders of the changes",
        [](const Of& of) { return Value(of.sampled); }},
       {"changes", list(record(step_record().type())), "they add up to the difference",
        [](const Of& of) {
          Value::List records;
          for (const BridgeStep& step : of.steps)
            records.emplace_back(step_record().of(step));
          return records;
        }}}};
  return kRecord;
}

Value bridges_of(const CompareResult& result) {
  if (result.bridges.empty())
    return Absent{};
  Value::List records;
  for (const BridgeResult& bridge : result.bridges)
    records.emplace_back(bridge_record().of(bridge));
  return records;
}

const Described<CompareResult>& compare_record() {
  using Of = CompareResult;
  static const Described<Of> kRecord{
      "compare",
      with_head<Of>("escala/compare/1",
                    {{"month", month(), "in which metrics are read",
                      [](const Of& of) { return to_text(of.head.calendar.at(of.month)); }},
                     {"base", text(), "the name of the first scenario",
                      [](const Of& of) { return of.scenarios.front().name; }},
                     {"scenarios", list(record(scenario_of_comparison().type())), "the base first",
                      [](const Of& of) {
                        Value::List records;
                        for (const ComparedScenario& scenario : of.scenarios)
                          records.emplace_back(scenario_of_comparison().of(scenario));
                        return records;
                      }},
                     {"bridge", optional(list(record(bridge_record().type()))),
                      "of --bridge: what each change does", bridges_of}})};
  return kRecord;
}

// A row for each target and metric of each scenario.
DataTable compared_table() {
  DataTable table{.name = "scenarios",
                  .doc = "a row for each target and metric of each scenario",
                  .of = &target_of_comparison().type(),
                  .also = {&metric_of_comparison().type()},
                  .columns = {}};
  const auto from_outer = [](std::string name, std::string path) {
    return DataColumn{.name = std::move(name), .path = std::move(path), .outer = true};
  };
  table.columns = {from_outer("scenario", "name"),
                   from_outer("file", "file"),
                   from_outer("variant", "variant"),
                   {.name = "kind", .made = [](const Record& row, const Record*) -> Value {
                      return row.type == &target_of_comparison().type() ? "target" : "metric";
                    }}};
  for (const char* name :
       {"name", "unit", "probability", "std_error", "verdict", "delta", "delta_std_error", "gained",
        "lost", "p5", "p50", "p95", "mean", "mean_delta", "mean_delta_std_error"})
    table.columns.push_back({.name = name, .path = name});
  return table;
}

} // namespace

Data compare_data(const CompareResult& result) {
  return {compare_record().of(result), {compared_table()}};
}

const RecordType& compare_type() { return compare_record().type(); }

} // namespace escala
