// SPDX-License-Identifier: Apache-2.0
#include "report/table_cells.h"

#include <array>

namespace escala {

std::vector<DataColumn> with_origin(std::vector<DataColumn> columns) {
  std::vector<DataColumn> all{{.name = "file", .path = "scenario.file", .outer = true},
                              {.name = "scenario", .path = "scenario.name", .outer = true},
                              {.name = "variant", .path = "scenario.variant", .outer = true}};
  all.insert(all.end(), columns.begin(), columns.end());
  return all;
}

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

} // namespace escala
