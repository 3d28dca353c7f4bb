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
#include <vector>

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

// The periods that results are gathered in. Quarters and years are fiscal ones; the first and the
// last of a plan may be parts of one.
enum class Every { month, quarter, year };

constexpr int months_in(Every every) {
  return every == Every::month ? 1 : every == Every::quarter ? 3 : kMonthsInYear;
}

// The months, from 1 on, in which a period ends, and the horizon.
std::vector<int> period_ends(const Calendar& calendar, int horizon, Every every);

// What the period that holds a month is called: "2026-12", "2026-Q4", "2026". A fiscal year that
// is no calendar year has the number of the year in which it ends: "FY2027", "FY2027-Q2".
std::string period_name(const Calendar& calendar, int month, Every every);

} // namespace escala
