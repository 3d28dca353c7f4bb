// SPDX-License-Identifier: Apache-2.0
// Cells of sheets, and where they lie.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/display_unit.h"
#include "escala/report/workbook.h"

namespace escala {

using SheetStyle = SheetCell::Style;

inline SheetCell text_cell(Phrase text, SheetStyle style = SheetStyle::plain) {
  return {.style = style, .text = std::move(text)};
}
// Text of the plan.
inline SheetCell own_cell(std::string text, SheetStyle style = SheetStyle::plain) {
  return {.style = style, .text = OwnText{std::move(text)}};
}

inline SheetCell value_cell(double number, NumberLook look = {}) {
  return {.style = SheetStyle::value, .number = number, .look = std::move(look)};
}

inline SheetCell number_cell(double number, NumberLook look = {}) {
  return {.number = number, .look = std::move(look)};
}

inline SheetCell formula_cell(std::string formula, double value, NumberLook look = {}) {
  return {.style = SheetStyle::formula,
          .number = value,
          .formula = std::move(formula),
          .look = std::move(look)};
}

inline NumberLook decimals(int count) {
  return {.kind = NumberLook::Kind::plain, .decimals = count};
}
inline NumberLook percentage(int decimals) {
  return {.kind = NumberLook::Kind::percent, .decimals = decimals};
}

// As spreadsheets count days.
double date_of(std::chrono::year_month_day day);
// The last day of a month.
double date_of(CalendarMonth month);
// A phrase that is only a month of the plan; nullptr for others.
const PlanMonth* month_of(const Phrase& phrase);
SheetCell month_cell(CalendarMonth month, SheetStyle style = SheetStyle::header);

// Rounded to so many significant digits; whole numbers below 1e9 as they are.
double with_digits(double value, int digits);

// "A1" for row 0 and column 0; "$A$1" if it is fixed.
std::string cell_name(std::size_t row, std::size_t column, bool fixed = false);
// "Trials!$B$5:$B$10004"
std::string range_name(const std::string& sheet, const SheetArea& area);

// Of the axis of a chart with these values.
NumberLook axis_look(const DisplayUnit& unit, const std::vector<std::optional<double>>& values);
// As values of this unit look: with digits enough for a number of this size, or for several.
NumberLook look_of(const DisplayUnit& unit, double largest, bool whole);

} // namespace escala
