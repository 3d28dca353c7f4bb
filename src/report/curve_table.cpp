// SPDX-License-Identifier: Apache-2.0
// The flat table of curves.
#include <algorithm>
#include <string>

#include "report/run_records.h"
#include "report/table_cells.h"

namespace escala {
namespace {

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

} // namespace

DataTable curve_table(std::span<const double> percentiles) {
  DataTable table{
      .name = "curves",
      .doc = "the curve of each metric, month by month",
      .of = &metric_record().type(),
      .each = "months",
      .columns = with_origin({{.name = "metric", .made = metric_without_segment},
                              {.name = "segment", .path = "segment"},
                              {.name = "label", .path = "label"},
                              {.name = "unit", .path = "unit"},
                              {.name = "month", .path = "months", .wide = WideRole::none},
                              {.name = "date", .made = last_days, .wide = WideRole::date},
                              {.name = "period", .made = period_names_of, .wide = WideRole::none},
                              {.name = "partial", .made = parts_of_periods, .wide = WideRole::none},
                              {.name = "actual", .made = known_months, .wide = WideRole::none},
                              {.name = "mean", .path = "mean", .wide = WideRole::value},
                              {.name = "sd", .path = "sd", .wide = WideRole::value}})};
  for (const double percent : percentiles) {
    const std::string key = quantile_key(percent);
    table.columns.push_back({.name = key, .path = "quantiles." + key, .wide = WideRole::value});
  }
  table.first_row = first_month_of;
  return table;
}

} // namespace escala
