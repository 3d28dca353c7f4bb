// SPDX-License-Identifier: Apache-2.0
// Tidy tables for spreadsheets and data frames (RFC 4180).
#include <string>
#include <string_view>

#include "escala/core/numbers.h"
#include "escala/render/render.h"
#include "escala/report/names.h"

namespace escala {

namespace {

constexpr std::string_view kEndOfLine = "\r\n";

bool is_formula_to_a_spreadsheet(std::string_view text) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  return !text.empty() && kStarts.find(text.front()) != std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text)
    out.append(c == '"' ? 2 : 1, c);
  return out += '"';
}

std::string text_cell(std::string_view text) {
  if (is_formula_to_a_spreadsheet(text))
    return quoted("'" + std::string(text));
  if (text.find_first_of(",\"\r\n") != std::string_view::npos)
    return quoted(text);
  return std::string(text);
}

std::string number_cell(const Cell& value) { return value ? shortest_text(*value) : std::string(); }

std::string timing_text(const Timing& timing) {
  std::string text(name_of(timing.kind));
  text += ' ';
  if (timing.kind == TimingKind::throughout)
    text += std::to_string(timing.from) + "-";
  return text + std::to_string(timing.to);
}

// What every row of a report begins with.
std::string row_start(const Provenance& from) {
  return text_cell(from.scenario) + "," + text_cell(from.variant) + ",";
}

void write_entry(std::string& out, const Curve& curve, std::size_t i) {
  out += number_cell(curve.mean[i]) + "," + number_cell(curve.sd[i]);
  for (const auto& quantile : curve.quantiles)
    out.append(",").append(number_cell(quantile[i]));
  out += kEndOfLine;
}

void write_curve(std::string& out, const Report& report, const Curve& curve) {
  const std::string start = row_start(report.provenance) + text_cell(curve.name) + "," +
                            text_cell(curve.label) + "," + text_cell(curve.unit.text) + ",";
  for (std::size_t i = 0; i < curve.months.size(); ++i) {
    const int month = curve.months[i];
    out += start + std::to_string(month) + "," + to_text(report.calendar.at(month)) + ",";
    write_entry(out, curve, i);
  }
}

void write_target(std::string& out, const Report& report, const TargetResult& target) {
  const Estimate& estimate = target.estimate;
  out += row_start(report.provenance) + text_cell(target.name) + "," + text_cell(target.label) +
         "," + text_cell(target.when) + "," + timing_text(target.timing);
  for (const double number :
       {target.confidence, estimate.probability, estimate.std_error, estimate.low, estimate.high})
    out.append(",").append(number_cell(number));
  out.append(",").append(name_of(target.verdict)).append(",");
  if (target.median_month)
    out += std::to_string(*target.median_month);
  out += kEndOfLine;
}

std::string curves_table(std::span<const Report> reports) {
  std::string out = "scenario,variant,metric,label,unit,month,date,mean,sd";
  for (const char* name : kQuantileNames)
    out.append(",").append(name);
  out += kEndOfLine;
  for (const Report& report : reports)
    for (const Curve& curve : report.curves)
      write_curve(out, report, curve);
  return out;
}

std::string targets_table(std::span<const Report> reports) {
  std::string out = "scenario,variant,target,label,when,timing,confidence,probability,std_error,"
                    "lo,hi,verdict,median_month";
  out += kEndOfLine;
  for (const Report& report : reports)
    for (const TargetResult& target : report.targets)
      write_target(out, report, target);
  return out;
}

} // namespace

std::string render_csv(std::span<const Report> reports, const RenderOptions& options) {
  return options.table == Table::targets ? targets_table(reports) : curves_table(reports);
}

} // namespace escala
