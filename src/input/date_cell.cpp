// SPDX-License-Identifier: Apache-2.0
#include "escala/input/date_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "escala/core/characters.h"
#include "escala/input/folded.h"

namespace escala {
namespace {

constexpr std::array<std::string_view, kMonthsInYear> kEnglishMonths{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, kMonthsInYear> kSpanishMonths{
    "enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
    "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr int kSeptember = 9;

// The month that a word names, from 1; 0 if none. Three letters are enough.
int month_of_word(std::string_view word) {
  if (word == "sept" || word == "set" || word == "setiembre")
    return kSeptember;
  for (const auto& months : {kEnglishMonths, kSpanishMonths})
    for (int i = 0; i < kMonthsInYear; ++i)
      if (word == months[i] || word == months[i].substr(0, 3))
        return i + 1;
  return 0;
}

int days_in(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                    std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::string english_month(int month) {
  std::string name(kEnglishMonths[static_cast<std::size_t>(month - 1)]);
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

// A part of a date: digits (n), the name of a month (m), Q or T (q), FY (f).
struct DatePart {
  char kind = 'n';
  int value = 0;
  std::size_t digits = 0;
  char before = 0; // what parts it from the one before; 0: nothing
};

constexpr std::size_t kMostParts = 5;

// A date and what stands behind it: "2026-01-31" and "23:00:00z". Without a time of day, all of it.
struct DatedText {
  std::string_view day;
  std::string_view time = {};
};

DatedText split_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2)
    return {text};
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 2 && is_digit(text[begin - 1]))
    --begin;
  const bool parted =
      begin > 0 && begin < colon && (text[begin - 1] == ' ' || text[begin - 1] == 't');
  const bool time = std::ranges::all_of(text.substr(begin), [](char c) {
    return is_digit(c) || std::string_view(":.+-, zapmutc").find(c) != std::string_view::npos;
  });
  if (!parted || !time)
    return {text};
  std::string_view day = text.substr(0, begin - 1);
  while (day.ends_with(' ') || day.ends_with(','))
    day.remove_suffix(1);
  return {day, text.substr(begin)};
}

// Whether a time of day in UTC is probably midnight in a place east of Greenwich: a program there
// wrote the next day.
bool may_be_midnight(std::string_view time) {
  const bool utc = time.ends_with('z') || time.ends_with("utc") || time.ends_with("+00:00");
  const bool evening = time.starts_with("18:") || time.starts_with("19:") || time.starts_with("2");
  const std::string_view minute =
      time.substr(std::min<std::size_t>(time.find(':') + 1, time.size()));
  const bool round = minute.starts_with("00") || minute.starts_with("30");
  return utc && evening && round && minute.substr(2, 3) != ":59";
}

bool is_separator(char c) { return std::string_view(" -/.,'").find(c) != std::string_view::npos; }

class DateCellReader {
 public:
  DateCell run(std::string_view cell) {
    text_ = plain_spaces(cell);
    const std::string text = folded(cell);
    const auto [day, time] = split_time(text);
    if (split(day))
      read_parts();
    if (may_be_midnight(time))
      refuse_month_end();
    std::ranges::stable_sort(cell_.readings, {}, &DateReading::order);
    return std::move(cell_);
  }

 private:
  // The last day of a month may be the first of the next one elsewhere.
  void refuse_month_end() {
    if (cell_.readings.empty() || !cell_.readings.front().month_end)
      return;
    const CalendarMonth month = cell_.readings.front().month;
    const std::string next = to_text({month.index + 1});
    cell_.readings.clear();
    cell_.why = fmt::format("that time in UTC can be {}-01 where it was written", next);
    cell_.remedy = fmt::format("write {} or {}", to_text(month), next);
  }

  // Cuts the text into parts. False if something in it belongs to no date.
  bool split(std::string_view text) {
    char before = 0;
    for (std::size_t i = 0; i < text.size();) {
      if (is_separator(text[i])) {
        before = before == 0 || before == ' ' ? text[i] : before;
        ++i;
        continue;
      }
      std::size_t end = i;
      const bool number = is_digit(text[i]);
      while (end < text.size() && !is_separator(text[end]) && is_digit(text[end]) == number)
        ++end;
      if (parts_.size() == kMostParts || !add(text.substr(i, end - i), number, before))
        return false;
      before = 0;
      i = end;
    }
    return !parts_.empty() && !is_separator(text.front());
  }

  bool add(std::string_view word, bool number, char before) {
    DatePart part{.before = before};
    if (number) {
      part.digits = word.size();
      for (const char c : word.substr(0, 8))
        part.value = 10 * part.value + (c - '0');
    } else if (word == "de" || word == "del" || word == "of") {
      return true;
    } else if (word == "q" || word == "t") {
      part.kind = 'q';
    } else if (word == "fy") {
      fiscal_ = true;
      return true;
    } else {
      part.kind = 'm';
      part.value = month_of_word(word);
    }
    if (part.kind == 'm' && part.value == 0)
      return false;
    parts_.push_back(part);
    kinds_ += part.kind;
    return true;
  }

  void read_parts() {
    if (kinds_ == "n")
      read_one();
    else if (kinds_ == "nn" && !fiscal_)
      read_two();
    else if (kinds_ == "nnn" && !fiscal_)
      read_three();
    else if ((kinds_ == "mn" || kinds_ == "nm") && !fiscal_)
      read_named_month();
    else if ((kinds_ == "nmn" || kinds_ == "mnn") && !fiscal_)
      read_named_day();
    else if (kinds_ == "qnn")
      add_quarter(parts_[1], parts_[2]);
    else if (kinds_ == "nqn")
      parts_[0].digits == 1 ? add_quarter(parts_[0], parts_[2]) : add_quarter(parts_[2], parts_[0]);
    else if (kinds_ == "m" || kinds_ == "qn" || kinds_ == "nq")
      miss_year(fmt::format("{} 2026", text_));
  }

  void miss_year(const std::string& example) {
    cell_.why = "the year is missing";
    cell_.remedy = fmt::format("add its year, as in {}", example);
  }

  // The year of two or four digits; nullopt if it is none.
  static std::optional<int> year_of(const DatePart& part) {
    constexpr int kCenturyTurns = 70; // 69 is 2069, 70 is 1970
    if (part.digits == 2)
      return part.value + (part.value < kCenturyTurns ? 2000 : 1900);
    if (part.digits == 4 && part.value >= 1900 && part.value < 2200)
      return part.value;
    return std::nullopt;
  }

  void add_month(DateOrder order, std::optional<int> year, int month, bool month_end = false) {
    if (!year)
      return;
    if (month >= 1 && month <= kMonthsInYear)
      cell_.readings.push_back(
          {.order = order, .month = CalendarMonth::of(*year, month), .month_end = month_end});
    else
      cell_.why = fmt::format("there is no month {}", month);
  }

  void add_day(DateOrder order, std::optional<int> year, int month, const DatePart& day) {
    if (!year || day.digits > 2)
      return;
    const bool sound = month >= 1 && month <= kMonthsInYear;
    if (sound && day.value > days_in(*year, month) && day.value <= 31) {
      cell_.why =
          fmt::format("{} {} has {} days", english_month(month), *year, days_in(*year, month));
      cell_.remedy = fmt::format("write {}", to_text(CalendarMonth::of(*year, month)));
    } else if (sound && (day.value < 1 || day.value > 31)) {
      cell_.why = fmt::format("there is no day {}", day.value);
      cell_.remedy = fmt::format("write {}", to_text(CalendarMonth::of(*year, month)));
    } else {
      add_month(order, year, month, sound && day.value == days_in(*year, month));
    }
  }

  void add_quarter(const DatePart& quarter, const DatePart& of) {
    const auto year = year_of(of);
    if (!year || quarter.digits != 1)
      return;
    if (quarter.value < 1 || quarter.value > 4)
      cell_.why = fmt::format("there is no quarter {}", quarter.value);
    else
      cell_.readings.push_back({.span = DateSpan::quarter,
                                .month = CalendarMonth::of(*year, 3 * quarter.value),
                                .fiscal = fiscal_});
  }

  void read_one() {
    const DatePart& part = parts_[0];
    const DatePart year{.value = part.value / (part.digits == 8 ? 10000 : 100), .digits = 4};
    if (part.digits == 4 || (fiscal_ && part.digits == 2)) {
      if (const auto whole = year_of(part))
        cell_.readings.push_back({.span = DateSpan::year,
                                  .month = CalendarMonth::of(*whole, kMonthsInYear),
                                  .fiscal = fiscal_});
    } else if (part.digits == 6 && !fiscal_) {
      add_month(DateOrder::certain, year_of(year), part.value % 100);
    } else if (part.digits == 8 && !fiscal_) {
      add_day(DateOrder::certain, year_of(year), part.value / 100 % 100,
              {.value = part.value % 100, .digits = 2});
    } else if (part.digits == 5 && !fiscal_) {
      explain_day_number(part.value);
    } else if (part.digits <= 2 && part.value >= 1 && part.value <= kMonthsInYear) {
      miss_year(fmt::format("2026-{:02}", part.value));
    }
  }

  // Spreadsheets count days; 25569 is 1970-01-01.
  void explain_day_number(int number) {
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{number - 25569}}};
    const int year = static_cast<int>(day.year());
    if (year < 1990 || year > 2099)
      return;
    const auto month =
        CalendarMonth::of(year, static_cast<int>(static_cast<unsigned>(day.month())));
    cell_.why = fmt::format("as a spreadsheet's day number it is {}-{:02}", to_text(month),
                            static_cast<unsigned>(day.day()));
    cell_.remedy =
        fmt::format("write {}, or format the cell as a date before exporting", to_text(month));
  }

  void read_two() {
    const DatePart& first = parts_[0];
    const DatePart& second = parts_[1];
    if (second.before == ' ' || second.before == ',' || second.before == '\'')
      return;
    if (first.digits == 4 && second.digits <= 2)
      return add_month(DateOrder::certain, year_of(first), second.value);
    if (second.digits == 4 && first.digits <= 2)
      return add_month(DateOrder::certain, year_of(second), first.value);
    if (second.before == '.' || first.digits > 2 || second.digits > 2)
      return;
    add_month(DateOrder::month_year, year_of(second), first.value);
    add_month(DateOrder::year_month, year_of(first), second.value);
  }

  void read_three() {
    const DatePart& first = parts_[0];
    const DatePart& second = parts_[1];
    const DatePart& third = parts_[2];
    const bool alike = second.before == third.before || second.before == '.';
    if (!alike || second.before == ',' || second.before == '\'' || second.digits > 2)
      return;
    if (first.digits == 4)
      return add_day(DateOrder::certain, year_of(first), second.value, third);
    add_day(DateOrder::month_day_year, year_of(third), first.value, second);
    add_day(DateOrder::day_month_year, year_of(third), second.value, first);
    if (third.digits == 2 && second.before == '-')
      add_day(DateOrder::year_month_day, year_of(first), second.value, third);
  }

  void read_named_month() {
    const DatePart& month = parts_[kinds_ == "mn" ? 0 : 1];
    const DatePart& year = parts_[kinds_ == "mn" ? 1 : 0];
    if (year.digits == 4 || (year.digits == 2 && kinds_ == "mn"))
      return add_month(DateOrder::certain, year_of(year), month.value);
    if (year.digits > 2)
      return;
    const std::string name = english_month(month.value).substr(0, 3);
    if (year.digits == 1)
      return miss_year(fmt::format("{}-26", name));
    cell_.why = fmt::format("{} can be a day or a year", year.value);
    cell_.remedy = fmt::format("write {}-{:02} if it is the year", name, year.value);
  }

  // 31 Jan 2026, 31-Jan-26, 2026 Jan 31, Jan 31, 2026
  void read_named_day() {
    const bool month_first = kinds_ == "mnn";
    const bool year_first = !month_first && parts_[0].digits == 4;
    const DatePart& month = parts_[month_first ? 0 : 1];
    const DatePart& day = parts_[month_first ? 1 : year_first ? 2 : 0];
    const DatePart& year = parts_[year_first ? 0 : 2];
    add_day(DateOrder::certain, year_of(year), month.value, day);
  }

  DateCell cell_;
  std::string text_;
  std::vector<DatePart> parts_;
  std::string kinds_;
  bool fiscal_ = false;
};

} // namespace

std::string_view order_text(DateOrder order) {
  switch (order) {
  case DateOrder::certain:
    return "one date";
  case DateOrder::day_month_year:
    return "day/month/year";
  case DateOrder::month_day_year:
    return "month/day/year";
  case DateOrder::year_month_day:
    return "year/month/day";
  case DateOrder::month_year:
    return "month/year";
  case DateOrder::year_month:
    return "year/month";
  }
  return "";
}

DateCell read_date_cell(std::string_view cell) {
  return cell.size() > kLongestMeaning ? DateCell{} : DateCellReader().run(cell);
}

} // namespace escala
