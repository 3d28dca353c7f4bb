// SPDX-License-Identifier: Apache-2.0
#include "report/sheet_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace escala {
namespace {

constexpr int kDigits = 3;       // significant ones
constexpr int kMostDecimals = 6; // that are shown

int decimals_for(double largest) {
  if (!(std::abs(largest) > 0) || !std::isfinite(largest))
    return 0;
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(largest))));
  return std::clamp(kDigits - 1 - exponent, 0, kMostDecimals);
}

} // namespace

double date_of(std::chrono::year_month_day day) {
  constexpr std::chrono::sys_days kDayZero = std::chrono::year(1899) / std::chrono::December / 30;
  return static_cast<double>((std::chrono::sys_days(day) - kDayZero).count());
}

double date_of(CalendarMonth month) {
  return date_of(std::chrono::year_month_day(std::chrono::year(month.year()) / month.month() /
                                             std::chrono::last));
}

const PlanMonth* month_of(const Phrase& phrase) {
  return phrase.pieces().size() == 1 ? std::get_if<PlanMonth>(&phrase.pieces().front()) : nullptr;
}

SheetCell month_cell(CalendarMonth month, SheetStyle style) {
  return {.style = style, .number = date_of(month), .look = {.kind = NumberLook::Kind::month}};
}

double with_digits(double value, int digits) {
  if (!std::isfinite(value) || (value == std::floor(value) && std::abs(value) < 1e9))
    return value;
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::scientific, digits - 1);
  double rounded = 0;
  std::from_chars(text.data(), end.ptr, rounded);
  return rounded;
}

std::string sheet_column(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

std::string cell_name(std::size_t row, std::size_t column, bool fixed) {
  const std::string sign = fixed ? "$" : "";
  return sign + sheet_column(column) + sign + std::to_string(row + 1);
}

std::string range_name(const std::string& sheet, const SheetArea& area) {
  return sheet + "!" + cell_name(area.first_row, area.first_column, true) + ":" +
         cell_name(area.last_row, area.last_column, true);
}

NumberLook axis_look(const DisplayUnit& unit, const std::vector<std::optional<double>>& values) {
  double largest = 0;
  for (const std::optional<double>& value : values)
    largest = std::max(largest, std::abs(value.value_or(0)));
  NumberLook look = look_of(unit, largest, largest >= 10);
  look.brief = look.kind == NumberLook::Kind::plain;
  if (look.kind == NumberLook::Kind::percent && largest > 0.99 && largest <= 1)
    look.decimals = 1;
  return look;
}

NumberLook look_of(const DisplayUnit& unit, double largest, bool whole) {
  NumberLook look{.kind = NumberLook::Kind::plain};
  switch (unit.style) {
  case DisplayUnit::Style::percent:
    look.kind = NumberLook::Kind::percent;
    look.decimals = std::min(decimals_for(largest * 100), 4);
    look.after = unit.per;
    return look;
  case DisplayUnit::Style::money:
    look.before = unit.symbol;
    look.after = unit.per;
    break;
  case DisplayUnit::Style::plain:
    break;
  }
  look.decimals = whole ? 0 : decimals_for(largest);
  return look;
}

} // namespace escala
