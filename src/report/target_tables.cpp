// SPDX-License-Identifier: Apache-2.0
// The flat tables of targets, and of the months in which their conditions first hold.
#include <cmath>
#include <string>

#include "report/run_records.h"
#include "report/table_cells.h"

namespace escala {
namespace {

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

// The months of a target's first_months.
template <class Cell>
Value each_first_month(const Record& target, const Cell& cell) {
  const auto* shares = target.find("first_months")->get<Numbers>();
  Texts cells;
  for (std::size_t i = 0; shares != nullptr && i < shares->size(); ++i)
    cells.push_back(cell(static_cast<int>(i) + 1));
  return cells;
}

Value first_month_numbers(const Record& target, const Record*) {
  return each_first_month(target, [](int month) { return std::to_string(month); });
}

Value first_month_dates(const Record& target, const Record* run) {
  const Calendar calendar{.start = run == nullptr ? CalendarMonth() : start_of(*run)};
  return each_first_month(target, [&](int month) { return last_day(calendar.at(month)); });
}

// Sums numbers of paths, because a sum of shares would show rounding.
Value first_month_totals(const Record& target, const Record*) {
  const auto* shares = target.find("first_months")->get<Numbers>();
  const auto paths = static_cast<double>(count_at(target, "paths"));
  Numbers totals;
  double sum = 0;
  for (std::size_t i = 0; shares != nullptr && i < shares->size(); ++i) {
    sum += std::round((*shares)[i].value_or(0) * paths);
    totals.emplace_back(sum / paths);
  }
  return totals;
}

} // namespace

DataTable target_table() {
  return {.name = "targets",
          .doc = "each target and its verdict, then all together",
          .of = &target_record().type(),
          .also = {&joint_record().type()},
          .each = {},
          .columns = with_origin({{.name = "target", .made = target_name},
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
                                  {.name = "median_date", .made = median_date}})};
}

DataTable first_month_table() {
  return {.name = "first-months",
          .doc = "by month: the share of paths on which each target's condition first holds",
          .of = &target_record().type(),
          .each = "first_months",
          .columns = with_origin(
              {{.name = "target", .path = "name"},
               {.name = "label", .path = "label"},
               {.name = "month", .made = first_month_numbers, .wide = WideRole::none},
               {.name = "date", .made = first_month_dates, .wide = WideRole::date},
               {.name = "share", .path = "first_months", .wide = WideRole::value},
               {.name = "cumulative", .made = first_month_totals, .wide = WideRole::value}})};
}

} // namespace escala
