// SPDX-License-Identifier: Apache-2.0
#include "escala/core/calendar.h"

#include <algorithm>

#include <fmt/format.h>

#include "escala/core/characters.h"

namespace escala {

namespace {

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits)
    value = 10 * value + (digit - '0');
  return value;
}

int floored_years(int months) { return (months >= 0 ? months : months - 11) / 12; }

// The month of the fiscal year, 0 to 11.
int month_of_fiscal_year(const Calendar& calendar, int month) {
  return (calendar.at(month).month() - calendar.fiscal_first + kMonthsInYear) % kMonthsInYear;
}

} // namespace

std::optional<CalendarMonth> parse_calendar_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-')
    return std::nullopt;
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.substr(5);
  if (!std::all_of(year.begin(), year.end(), is_digit) ||
      !std::all_of(month.begin(), month.end(), is_digit))
    return std::nullopt;
  if (number(month) < 1 || number(month) > 12)
    return std::nullopt;
  return CalendarMonth::of(number(year), number(month));
}

std::string to_text(CalendarMonth month) {
  const int year = floored_years(month.index); // month 0 of a plan from 0000-01 is in year -1
  return fmt::format("{:04}-{:02}", year, month.index - 12 * year + 1);
}

int Calendar::fiscal_year(int month) const {
  const int offset = fiscal_first - 1;
  const int year = floored_years(at(month).index - offset);
  return std::max(0, year - floored_years(start.index - offset));
}

std::vector<int> period_ends(const Calendar& calendar, int horizon, ReportPeriod report_period) {
  const int length = months_in(report_period);
  std::vector<int> ends;
  for (int month = 1; month <= horizon; ++month)
    if (month_of_fiscal_year(calendar, month) % length == length - 1 || month == horizon)
      ends.push_back(month);
  return ends;
}

std::string period_name(const Calendar& calendar, int month, ReportPeriod report_period) {
  if (report_period == ReportPeriod::month)
    return to_text(calendar.at(month));
  const int of_year = month_of_fiscal_year(calendar, month);
  const int last = calendar.at(month).index + kMonthsInYear - 1 - of_year;
  std::string name =
      fmt::format("{}{:04}", calendar.fiscal_first == 1 ? "" : "FY", floored_years(last));
  if (report_period == ReportPeriod::quarter)
    name += fmt::format("-Q{}", of_year / months_in(report_period) + 1);
  return name;
}

} // namespace escala
