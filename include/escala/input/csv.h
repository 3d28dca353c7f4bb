// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180) as a table of cells, as spreadsheets and programs export them.
//
// The separator is a comma, a semicolon, a tab or a bar: the one that a first line `sep=;` names,
// or with which a header is found. Titles and lines of comment (`#`) above the header are left out,
// and so are a row of totals, notes below the table, a byte-order mark, lines without content and
// spaces around a cell. Any kind of line end is accepted, and UTF-16 with a byte-order mark. Rows
// may leave out empty cells at their end. Refused: invalid UTF-8, control characters, rows with
// more cells than the header, quotes that are not closed or do not surround a cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

inline constexpr std::size_t kMaxCsvColumns = 1000;

// A cell and the line that it is on, from 1.
struct CsvCell {
  std::uint32_t line = 0;
  std::string_view text;
};

// Months go down, a row for each, or across, a column for each. Cells are views into the text that
// was read, into `converted` or into `unescaped`.
struct CsvTable {
  struct Row {
    std::uint32_t line = 0;
    std::size_t first = 0; // in `cells`
    std::size_t count = 0;
  };

  char separator = ',';
  std::uint32_t header_line = 0;
  std::vector<std::string_view> columns;   // the header's names
  std::optional<std::size_t> month_column; // of a table whose months go down
  std::vector<std::size_t> month_columns;  // of a table whose months go across; else empty
  std::vector<Row> rows;
  std::vector<std::string_view> cells; // row by row
  std::deque<std::string> converted;   // the whole text, if it was UTF-16
  std::deque<std::string> unescaped;   // cells that contained doubled quotes

  bool months_across() const { return !month_columns.empty(); }
  bool has_months() const { return month_column || months_across(); }
  // Empty beyond the row's end.
  std::string_view cell(std::size_t row, std::size_t column) const {
    return column < rows[row].count ? cells[rows[row].first + column] : std::string_view{};
  }
  // The names of the series: columns, or the first cells of rows.
  std::vector<std::string_view> series_names() const;
  // The cells that name the months, and those of one series, in the same order.
  std::vector<CsvCell> month_cells() const;
  std::vector<CsvCell> series_cells(std::size_t series) const;
};

// A mistake in a file, in the parts of its message: problem (reason); suggestion.
struct CsvMistake {
  std::uint32_t line = 0; // 0: the file as a whole
  std::string problem;
  std::string reason = {};
  std::string suggestion = {};
};

// `text` must outlive the table. nullopt if there are mistakes, of which the first 20 are added.
std::optional<CsvTable> read_csv(std::string_view text, std::vector<CsvMistake>& mistakes);

} // namespace escala
