// SPDX-License-Identifier: Apache-2.0
// The flat tables over the records of runs.
#include <algorithm>
#include <array>
#include <string>

#include "escala/core/calendar.h"
#include "escala/report/run_data.h"
#include "report/run_records.h"

namespace escala {
namespace {

std::uint64_t count_at(const Record& record, std::string_view path) {
  const Value* value = record.find(path);
  const auto* count = value == nullptr ? nullptr : value->get<std::uint64_t>();
  return count == nullptr ? 0 : *count;
}

std::string text_at(const Record& record, std::string_view path) {
  const Value* value = record.find(path);
  const auto* text = value == nullptr ? nullptr : value->get<std::string>();
  return text == nullptr ? std::string() : *text;
}

// "2026-12-31", which spreadsheets take as a date.
std::string last_day(CalendarMonth month) {
  const int year = month.index < 0 ? -1 : month.year();
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  static constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int in_year = month.index - 12 * year; // from 0
  const int days = kDays[static_cast<std::size_t>(in_year)] + (in_year == 1 && leap ? 1 : 0);
  return to_text(month) + "-" + std::to_string(days);
}

CalendarMonth start_of(const Record& run) {
  return parse_calendar_month(text_at(run, "scenario.start")).value_or(CalendarMonth());
}

// The months of a curve, and the calendar that they belong to.
struct CurveMonths {
  Counts months;
  Calendar calendar;
  ReportPeriod report_period = ReportPeriod::year; // that rows are assigned to
  int horizon = 0;

  CurveMonths(const Record& metric, const Record* run)
      : months(*metric.find("months")->get<Counts>()) {
    if (!months.empty())
      horizon = static_cast<int>(months.back());
    if (run != nullptr)
      calendar.start = start_of(*run);
    const std::uint64_t fiscal = run == nullptr ? 0 : count_at(*run, "scenario.fiscal_year");
    calendar.fiscal_first = fiscal == 0 ? 1 : static_cast<int>(fiscal);
    if (run != nullptr && text_at(*run, "periods.every") == "q")
      report_period = ReportPeriod::quarter;
  }

  template <class Cell>
  Value each(const Cell& cell) const {
    Texts cells;
    for (const std::uint64_t month : months)
      cells.push_back(cell(static_cast<int>(month)));
    return cells;
  }
};

Value last_days(const Record& metric, const Record* run) {
  const CurveMonths of(metric, run);
  return of.each([&](int month) { return last_day(of.calendar.at(month)); });
}

// Of the opening none.
Value period_names_of(const Record& metric, const Record* run) {
  const CurveMonths of(metric, run);
  return of.each([&](int month) {
    return month == 0 ? std::string() : period_name(of.calendar, month, of.report_period);
  });
}

// "1" where the plan covers a part of the period only.
Value parts_of_periods(const Record& metric, const Record* run) {
  const CurveMonths of(metric, run);
  const std::vector<int> ends = period_ends(of.calendar, of.horizon, of.report_period);
  return of.each([&](int month) {
    const auto end = std::ranges::lower_bound(ends, month);
    const int before = end == ends.begin() ? 0 : *(end - 1);
    const bool partial = month > 0 && *end - before < months_in(of.report_period);
    return std::string(partial ? "1" : "0");
  });
}

// "1" where the value is known.
Value known_months(const Record& metric, const Record* run) {
  const CurveMonths of(metric, run);
  const bool has_actual = metric.find("actual_months")->get<std::uint64_t>() != nullptr;
  const auto first = static_cast<int>(count_at(metric, "actual_from"));
  const auto last = static_cast<int>(count_at(metric, "actual_months"));
  return of.each([&](int month) {
    return std::string(has_actual && month >= first && month <= last ? "1" : "0");
  });
}

// "arr" of "arr.europe".
Value metric_without_segment(const Record& metric, const Record*) {
  std::string name = text_at(metric, "name");
  const std::string segment = text_at(metric, "segment");
  if (!segment.empty())
    name.resize(name.size() - segment.size() - 1);
  return name;
}

// The opening has no row where values are amounts of their month.
std::size_t first_month_of(const Record& metric) {
  const auto& months = *metric.find("months")->get<Counts>();
  const bool opens = !months.empty() && months.front() == 0;
  return opens && !text_at(metric, "flow").empty() ? 1 : 0;
}

// What every row begins with.
const DataColumn kFile{.name = "file", .path = "scenario.file", .outer = true};
const DataColumn kScenario{.name = "scenario", .path = "scenario.name", .outer = true};
const DataColumn kVariant{.name = "variant", .path = "scenario.variant", .outer = true};

DataTable curve_table() {
  DataTable table{.name = "curves",
                  .doc = "the curve of each metric, month by month",
                  .of = &metric_record().type(),
                  .each = "months",
                  .columns = {kFile,
                              kScenario,
                              kVariant,
                              {.name = "metric", .made = metric_without_segment},
                              {.name = "segment", .path = "segment"},
                              {.name = "label", .path = "label"},
                              {.name = "unit", .path = "unit"},
                              {.name = "month", .path = "months"},
                              {.name = "date", .made = last_days},
                              {.name = "period", .made = period_names_of},
                              {.name = "partial", .made = parts_of_periods},
                              {.name = "actual", .made = known_months},
                              {.name = "mean", .path = "mean"},
                              {.name = "sd", .path = "sd"}}};
  for (const Field& quantile : quantiles_type().fields)
    table.columns.push_back({.name = quantile.name, .path = "quantiles." + quantile.name});
  table.first_row = first_month_of;
  return table;
}

// "all" of all targets together.
Value target_name(const Record& target, const Record*) {
  return target.find("name") == nullptr ? Value("all") : Value(text_at(target, "name"));
}

// "by 60", "throughout 24-35"
Value timing_cell(const Record& target, const Record*) {
  if (target.find("timing") == nullptr)
    return Absent{};
  const std::string kind = text_at(target, "timing.kind");
  const std::uint64_t from = count_at(target, "timing.from"), to = count_at(target, "timing.to");
  const bool span = kind == "throughout" || (kind == "by" && from > 1);
  return kind + " " + (span ? std::to_string(from) + "-" : "") + std::to_string(to);
}

Value undefined_cell(const Record& target, const Record*) {
  const Value* value = target.find("undefined");
  if (value == nullptr)
    return Absent{};
  const auto* share = value->get<double>();
  return share == nullptr ? 0.0 : *share;
}

// The last day of the month by which half of all paths have met it.
Value median_date(const Record& target, const Record* run) {
  const Value* value = target.find("median_month");
  const auto* month = value == nullptr ? nullptr : value->get<std::uint64_t>();
  if (month == nullptr || run == nullptr)
    return Absent{};
  return last_day(Calendar{.start = start_of(*run)}.at(static_cast<int>(*month)));
}

DataTable target_table() {
  return {.name = "targets",
          .doc = "each target and its verdict, then all together",
          .of = &target_record().type(),
          .also = {&joint_record().type()},
          .each = {},
          .columns = {kFile,
                      kScenario,
                      kVariant,
                      {.name = "target", .made = target_name},
                      {.name = "label", .path = "label"},
                      {.name = "when", .path = "when"},
                      {.name = "timing", .made = timing_cell},
                      {.name = "confidence", .path = "confidence"},
                      {.name = "probability", .path = "probability"},
                      {.name = "std_error", .path = "std_error"},
                      {.name = "lo", .path = "interval", .index = 0},
                      {.name = "hi", .path = "interval", .index = 1},
                      {.name = "verdict", .path = "verdict"},
                      {.name = "undefined", .made = undefined_cell},
                      {.name = "median_month", .path = "median_month"},
                      {.name = "median_date", .made = median_date}}};
}

} // namespace

const std::vector<DataTable>& run_tables() {
  static const std::vector<DataTable> kTables{curve_table(), target_table()};
  return kTables;
}

} // namespace escala
