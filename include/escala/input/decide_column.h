// SPDX-License-Identifier: Apache-2.0
// Reads the cells of a column alike: which mark is decimal, and in which order dates are written.
//
// A reading that not every cell fits is no reading of the column. If two remain that differ, the
// column is refused with both.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/input/csv.h"
#include "escala/input/date_cell.h"

namespace escala {

// What the cells that name months say.
struct MonthColumn {
  std::vector<CalendarMonth> months = {}; // of each cell; of a quarter or year, its last month
  DateSpan span = DateSpan::month;
  bool fiscal = false;     // quarters or years of a fiscal year, counted as if it began in January
  bool month_ends = false; // every cell is the last day of a month
};

// Adds a mistake for each cell that is no date, or one for the column. Then it returns nullopt.
std::optional<MonthColumn> decide_months(std::span<const CsvCell> cells,
                                         std::vector<CsvMistake>& mistakes);

// The numbers of the cells, as the language writes them; empty for an empty cell. `separator` is
// the table's: where it is a comma, a point is decimal rather than a separator of thousands; where
// it is a semicolon, a comma. Adds a mistake for each cell that is no number, or one for the
// column; then it returns nullopt.
std::optional<std::vector<std::string>>
decide_numbers(std::span<const CsvCell> cells, char separator, std::vector<CsvMistake>& mistakes);

} // namespace escala
