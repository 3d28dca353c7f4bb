// SPDX-License-Identifier: Apache-2.0
#include "escala/core/calendar.h"

#include <algorithm>

#include <fmt/format.h>

namespace escala {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits)
    value = 10 * value + (digit - '0');
  return value;
}

int floored_years(int months) { return (months >= 0 ? months : months - 11) / 12; }

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

} // namespace escala
