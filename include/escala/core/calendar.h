// SPDX-License-Identifier: Apache-2.0
// Calendar months and the months of a plan.
//
// Month 0 of a plan is its opening balance, the end of the month before `start`; month t is the
// end of the t-th month.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace escala {

inline constexpr int kMonthsInYear = 12;

// The year of a plan's month, from 0: months 1 to 12 are year 0, and month 0 shares it.
constexpr int plan_year(int month) { return month < 1 ? 0 : (month - 1) / kMonthsInYear; }

struct CalendarMonth {
  int index = 0; // months since the year 0: 12 * year + (month - 1)

  static constexpr CalendarMonth of(int year, int month) { return {12 * year + month - 1}; }
  constexpr int year() const { return index / 12; }
  constexpr int month() const { return index % 12 + 1; } // 1 to 12
  auto operator<=>(const CalendarMonth&) const = default;
};

// "2026-01"; nullopt unless four digits, a dash and a month of 01 to 12.
std::optional<CalendarMonth> parse_calendar_month(std::string_view text);
std::string to_text(CalendarMonth month);

struct Calendar {
  CalendarMonth start;  // the first month simulated, month 1
  int fiscal_first = 1; // first month of the fiscal year, 1 to 12

  CalendarMonth at(int month) const { return {start.index + month - 1}; }
  int month_of(CalendarMonth when) const { return when.index - start.index + 1; }
  // 0 in the first fiscal year, month 0 included.
  int fiscal_year(int month) const;
};

} // namespace escala
