// SPDX-License-Identifier: Apache-2.0
#include "escala/core/calendar.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "escala/core/characters.h"
#include "escala/core/fiscal_month.h"

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

namespace {

constexpr std::array<std::string_view, 24> kMonthNames{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
constexpr std::array<std::string_view, 24> kLongMonthNames{
    "january", "february", "march",      "april",   "may",       "june",
    "july",    "august",   "september",  "october", "november",  "december",
    "enero",   "febrero",  "marzo",      "abril",   "mayo",      "junio",
    "julio",   "agosto",   "septiembre", "octubre", "noviembre", "diciembre"};

// The number of a month's name, 1 to 12; 0 if it is none.
int month_named(std::string_view word) {
  for (std::size_t i = 0; i < kMonthNames.size(); ++i)
    if (word == kMonthNames[i] || word == kLongMonthNames[i])
      return static_cast<int>(i % 12) + 1;
  return 0;
}

// Runs of small letters and of digits: "Dec-2026" as "dec", "2026".
std::vector<std::string> words_of_date(std::string_view text) {
  std::vector<std::string> words;
  bool digits = false;
  bool fresh = true;
  for (const char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool letter = small >= 'a' && small <= 'z';
    if (!letter && !is_digit(c)) {
      fresh = true;
      continue;
    }
    if (fresh || is_digit(c) != digits)
      words.emplace_back();
    fresh = false;
    digits = is_digit(c);
    words.back() += small;
  }
  return words;
}

bool is_year_word(std::string_view word) {
  return word.size() == 4 && is_digit(word[0]) && word >= "1900" && word <= "2200";
}

// The month of a word beside its year: "dec", "12"; 0 if it is none.
int month_word(std::string_view word) {
  if (word.empty() || !is_digit(word[0]))
    return month_named(word);
  const int month = word.size() <= 2 ? number(word) : 0;
  return month <= 12 ? month : 0;
}

// Takes "fy" out of the words, and makes four digits of the year beside it. Returns whether there
// was one.
bool take_fiscal_word(std::vector<std::string>& words) {
  const auto found = std::ranges::find(words, "fy");
  if (found == words.end())
    return false;
  const auto year = words.erase(found);
  if (year != words.end() && year->size() == 2 && is_digit(year->front()))
    *year = "20" + *year;
  return true;
}

// "q4 2026" and "2026 q4": the number of the quarter; 0 if the words are none.
int quarter_words(const std::vector<std::string>& words, bool year_first) {
  const std::size_t at = year_first ? 1 : 0;
  const bool quarter = words.size() == 3 && words[at] == "q" && words[at + 1].size() == 1 &&
                       words[at + 1] >= "1" && words[at + 1] <= "4";
  return quarter ? number(words[at + 1]) : 0;
}

} // namespace

std::optional<CalendarMonth> month_meant(std::string_view text, int year, bool last,
                                         int fiscal_first) {
  std::vector<std::string> words = words_of_date(text);
  for (const char* const word : {"end", "of"}) // a month stands for its end
    if (words.size() > 1 && last && words.front() == word)
      words.erase(words.begin());
  if (words.empty() || text.size() > 20)
    return std::nullopt;
  const bool fiscal = take_fiscal_word(words);
  if (words.empty())
    return std::nullopt;
  const bool year_first = is_year_word(words.front());
  const bool year_last = !year_first && is_year_word(words.back());
  const int begins = fiscal && fiscal_first > 1 ? fiscal_first - 1 - kMonthsInYear : 0;
  const auto period = [&](int of_year, int first, int length) {
    return CalendarMonth{kMonthsInYear * of_year + begins + first + (last ? length - 1 : 0)};
  };
  if (words.size() == 1 && year_first)
    return period(number(words[0]), 0, kMonthsInYear);
  if (words.size() == 1 && words[0].size() == 6 && is_digit(words[0][0])) { // 202601
    const std::string of_year = words[0].substr(0, 4);
    const int month = number(std::string_view(words[0]).substr(4));
    return is_year_word(of_year) && month >= 1 && month <= 12
               ? std::optional(CalendarMonth::of(number(of_year), month))
               : std::nullopt;
  }
  if (words.size() == 1 && month_named(words[0]) > 0)
    return CalendarMonth::of(year, month_named(words[0]));
  if (!year_first && !year_last)
    return std::nullopt;
  const int of = number(year_first ? words.front() : words.back());
  if (const int quarter = quarter_words(words, year_first); quarter > 0)
    return period(of, 3 * (quarter - 1), 3);
  const bool day = words.size() == 3 && year_first && is_digit(words[2][0]);
  const bool named_day = words.size() == 3 && year_last && month_named(words[1]) > 0;
  if (words.size() != 2 && !day && !named_day)
    return std::nullopt;
  const int month = month_word(year_first || named_day ? words[1] : words[0]);
  return month > 0 ? std::optional(CalendarMonth::of(of, month)) : std::nullopt;
}

std::optional<CalendarMonth> month_meant(std::string_view text, int year, bool last_of_year) {
  return month_meant(text, year, last_of_year, 1);
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
