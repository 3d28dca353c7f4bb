// SPDX-License-Identifier: Apache-2.0
// "escala/result/1": everything that a run found, for programs.
#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "escala/render/json_writer.h"
#include "escala/render/render.h"
#include "escala/report/names.h"
#include "render/json_risks.h"

namespace escala {

namespace {

template <class Values>
void write_line(JsonWriter& json, std::string_view key, const Values& values) {
  json.key(key);
  json.begin_line();
  for (const auto& value : values)
    json.value(value);
  json.end_line();
}

void write_tool(JsonWriter& json) {
  json.key("tool");
  json.begin_object();
  json.member("name", std::string_view("escala"));
  json.member("version", kVersion);
  json.end_object();
}

// A path that is set twice has its last value; an object holds a key once.
void write_set(JsonWriter& json, const Provenance& from) {
  json.key("set");
  json.begin_object();
  for (auto entry = from.set.begin(); entry != from.set.end(); ++entry) {
    const bool is_last = std::none_of(
        entry + 1, from.set.end(), [&](const auto& later) { return later.first == entry->first; });
    if (is_last)
      json.member(entry->first, std::string_view(entry->second));
  }
  json.end_object();
}

// Left out where there is none.
void write_data(JsonWriter& json, const Provenance& from) {
  if (from.data.empty())
    return;
  json.key("data");
  json.begin_array();
  for (const DataProvenance& data : from.data) {
    json.begin_object();
    json.member("file", std::string_view(data.file));
    json.member("sha256", std::string_view(data.sha256));
    json.end_object();
  }
  json.end_array();
}

void write_scenario(JsonWriter& json, const Provenance& from) {
  json.key("scenario");
  json.begin_object();
  json.member("name", std::string_view(from.scenario));
  json.member("file", std::string_view(from.file));
  json.member("sha256", std::string_view(from.sha256));
  json.key("variant");
  if (from.variant.empty())
    json.value(std::nullopt);
  else
    json.value(std::string_view(from.variant));
  write_set(json, from);
  write_data(json, from);
  json.end_object();
}

void write_simulation(JsonWriter& json, const Provenance& from) {
  json.key("simulation");
  json.begin_object();
  json.member("paths", from.paths);
  json.member("seed", from.seed);
  json.member("sampler", std::string_view(from.sampler));
  json.member("isa", std::string_view(from.isa));
  if (from.quantile_error > 0)
    json.member("quantile_error", from.quantile_error);
  json.end_object();
}

void write_months(JsonWriter& json, const Curve& curve, const Calendar& calendar) {
  std::vector<std::string> dates;
  for (const int month : curve.months)
    dates.push_back(to_text(calendar.at(month)));
  write_line(json, "months", curve.months);
  write_line(json, "dates", dates);
}

void write_quantiles(JsonWriter& json, const Curve& curve) {
  json.key("quantiles");
  json.begin_object();
  for (std::size_t q = 0; q < kQuantiles.size(); ++q)
    write_line(json, kQuantileNames[q], curve.quantiles[q]);
  json.end_object();
}

void write_metric(JsonWriter& json, const Curve& curve, const Calendar& calendar) {
  json.begin_object();
  json.member("name", std::string_view(curve.name));
  json.member("label", std::string_view(curve.label));
  json.member("unit", std::string_view(curve.unit.text));
  if (curve.last_actual >= 0)
    json.member("actual_months", curve.last_actual);
  write_months(json, curve, calendar);
  write_line(json, "mean", curve.mean);
  write_line(json, "sd", curve.sd);
  const auto has_value = [](double share) { return share != 0; };
  if (std::any_of(curve.undefined.begin(), curve.undefined.end(), has_value))
    write_line(json, "undefined", curve.undefined);
  write_quantiles(json, curve);
  json.end_object();
}

void write_timing(JsonWriter& json, const Timing& timing) {
  json.key("timing");
  json.begin_object();
  json.member("kind", name_of(timing.kind));
  json.member("from", timing.from);
  json.member("to", timing.to);
  json.end_object();
}

void write_estimate(JsonWriter& json, const Estimate& estimate) {
  json.member("probability", estimate.probability);
  json.member("std_error", estimate.std_error);
  write_line(json, "interval", std::vector<double>{estimate.low, estimate.high});
}

void write_first_month(JsonWriter& json, const TargetResult& target) {
  json.key("first_month");
  json.begin_object();
  json.member("p10", target.first_p10);
  json.member("p50", target.first_p50);
  json.member("p90", target.first_p90);
  json.member("never", target.never);
  json.end_object();
}

void write_place(JsonWriter& json, const TargetResult& target) {
  std::optional<std::string_view> file;
  std::optional<std::uint32_t> line, column;
  if (target.line != 0) {
    file = target.file;
    line = target.line;
    column = target.column;
  }
  json.member("file", file);
  json.member("line", line);
  json.member("column", column);
}

void write_target(JsonWriter& json, const TargetResult& target) {
  json.begin_object();
  json.member("name", std::string_view(target.name));
  json.member("label", std::string_view(target.label));
  json.member("when", std::string_view(target.when));
  write_timing(json, target.timing);
  json.member("confidence", target.confidence);
  write_estimate(json, target.estimate);
  json.member("paths", target.estimate.paths);
  json.member("verdict", name_of(target.verdict));
  json.member("median_month", target.median_month);
  write_first_month(json, target);
  write_place(json, target);
  json.end_object();
}

void write_joint(JsonWriter& json, const std::optional<JointResult>& joint) {
  json.key("joint");
  if (!joint)
    return json.value(std::nullopt);
  json.begin_object();
  write_estimate(json, joint->estimate);
  json.member("confidence", joint->confidence);
  std::optional<std::string_view> verdict;
  if (joint->verdict)
    verdict = name_of(*joint->verdict);
  json.member("verdict", verdict);
  json.end_object();
}

void write_metrics(JsonWriter& json, const Report& report) {
  json.key("metrics");
  json.begin_array();
  for (const Curve& curve : report.curves)
    write_metric(json, curve, report.calendar);
  json.end_array();
}

// How long each period is: the first and the last may be parts of one.
void write_periods(JsonWriter& json, const Report& report) {
  if (report.every == Every::month || report.curves.empty())
    return;
  const std::vector<int> ends = period_ends(report.calendar, report.horizon, report.every);
  std::vector<int> lengths(ends.size());
  std::adjacent_difference(ends.begin(), ends.end(), lengths.begin());
  std::vector<std::string> names;
  for (const int end : ends)
    names.push_back(period_name(report.calendar, end, report.every));
  json.key("periods");
  json.begin_object();
  json.member("every", std::string_view(report.every == Every::year ? "y" : "q"));
  write_line(json, "months", ends);
  write_line(json, "names", names);
  write_line(json, "lengths", lengths);
  json.end_object();
}

void write_targets(JsonWriter& json, const Report& report) {
  json.key("targets");
  json.begin_array();
  for (const TargetResult& target : report.targets)
    write_target(json, target);
  json.end_array();
}

void write_result(JsonWriter& json, const Report& report) {
  json.begin_object();
  json.member("schema", std::string_view("escala/result/1"));
  write_tool(json);
  write_scenario(json, report.provenance);
  write_simulation(json, report.provenance);
  write_periods(json, report);
  write_metrics(json, report);
  write_targets(json, report);
  write_joint(json, report.joint);
  write_risks(json, report);
  json.end_object();
}

void write_results(JsonWriter& json, std::span<const Report> reports) {
  json.begin_object();
  json.member("schema", std::string_view("escala/results/1"));
  json.key("results");
  json.begin_array();
  for (const Report& report : reports)
    write_result(json, report);
  json.end_array();
  json.end_object();
}

} // namespace

std::string render_json(std::span<const Report> reports, const RenderOptions& options) {
  JsonWriter json;
  if (reports.size() == 1 && !options.several)
    write_result(json, reports.front());
  else
    write_results(json, reports);
  return json.take();
}

} // namespace escala
