// SPDX-License-Identifier: Apache-2.0
// A month, day, quarter or year as spreadsheets and programs write it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/calendar.h"

namespace escala {

// The order of the parts of a date; `certain` if it can be read in one order only.
enum class DateOrder : std::uint8_t {
  certain,
  day_month_year,
  month_day_year,
  year_month_day,
  month_year,
  year_month,
};
inline constexpr int kDateOrders = 6;

// "day/month/year"
std::string_view order_text(DateOrder order);

// What a date names. Day and month both name a month.
enum class DateSpan : std::uint8_t { month, quarter, year };

// The length of a span in months.
constexpr int months_in(DateSpan span) {
  return span == DateSpan::month ? 1 : span == DateSpan::quarter ? 3 : kMonthsInYear;
}

// One way to read a date.
struct DateReading {
  DateOrder order = DateOrder::certain;
  DateSpan span = DateSpan::month;
  CalendarMonth month; // of a quarter or year: its last one, in a year from January
  bool fiscal = false; // written as FY: of a fiscal year, named after the calendar year it ends in
  bool month_end = false; // a day, the last one of its month
};

// All ways to read a cell; at most one for each order. Without any, why it can't be read, and what
// to write instead; both may be empty.
struct DateCell {
  std::vector<DateReading> readings = {};
  std::string why = {};
  std::string remedy = {};
};

// Reads 2026-01, 2026-01-31, 31/01/2026 (with . and - too), 31/01/26, 01/2026, Jan-26, Jan 2026,
// enero de 2026, 31 Jan 2026, Jan 31, 2026, 202601, 20260131, 2026-Q1, Q1 2026, 1T26, FY2026-Q1,
// 2026; a time of day behind a day is left out. Months are English or Spanish, in letters of any
// case.
DateCell read_date_cell(std::string_view cell);

} // namespace escala
