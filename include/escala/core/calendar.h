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

// The plan year of a month, from 0: months 0 to 12 are in year 0.
constexpr int plan_year(int month) { return month < 1 ? 0 : (month - 1) / kMonthsInYear; }

// A month of the calendar, such as 2026-01.
struct CalendarMonth {
  int index = 0; // months since the year 0: 12 * year + (month - 1)

  // `month` is 1 to 12.
  static constexpr CalendarMonth of(int year, int month) { return {12 * year + month - 1}; }
  constexpr int year() const { return index / 12; }
  constexpr int month() const { return index % 12 + 1; } // 1 to 12
  auto operator<=>(const CalendarMonth&) const = default;
};

// Reads "2026-01"; nullopt unless the text is four digits, a dash and a month from 01 to 12.
std::optional<CalendarMonth> parse_calendar_month(std::string_view text);
std::string to_text(CalendarMonth month); // "2026-01"

// The month that a text in another form means: "Dec 2026", "12/2026", "2026-3", "2026-03-31",
// "2026-Q4". A month without a year is of `year`; of a quarter or a year alone it is the first or
// the last month. nullopt if it is none, or may be two.
std::optional<CalendarMonth> month_meant(std::string_view text, int year, bool last_of_year);

// The calendar of a plan: translates between months of the plan and calendar months.
struct Calendar {
  CalendarMonth start;  // the first month simulated, month 1
  int fiscal_first = 1; // first month of the fiscal year, 1 to 12

  // The calendar month of a month of the plan, and the reverse.
  CalendarMonth at(int month) const { return {start.index + month - 1}; }
  int month_of(CalendarMonth when) const { return when.index - start.index + 1; }
  // The fiscal year of a month, from 0. Month 0 is in year 0.
  int fiscal_year(int month) const;
};

// The periods in which results are reported. Quarters and years are fiscal. The first and the last
// period of a plan may be incomplete.
enum class ReportPeriod { month, quarter, year };

// The length of a whole period in months.
constexpr int months_in(ReportPeriod report_period) {
  return report_period == ReportPeriod::month     ? 1
         : report_period == ReportPeriod::quarter ? 3
                                                  : kMonthsInYear;
}

// The last month of each period, ascending, from month 1 on. The horizon ends the last period.
std::vector<int> period_ends(const Calendar& calendar, int horizon, ReportPeriod report_period);

// The name of the period that holds a month: "2026-12", "2026-Q4", "2026". A fiscal year that is
// not a calendar year is named after the year in which it ends: "FY2027", "FY2027-Q2".
std::string period_name(const Calendar& calendar, int month, ReportPeriod report_period);

} // namespace escala
