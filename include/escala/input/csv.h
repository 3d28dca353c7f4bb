// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180) as a table of cells.
//
// The first record is the header. The separator is `,` or `;`, whichever occurs more often outside
// quotes in the header. A byte-order mark, lines without content and spaces around a cell are
// ignored; any kind of line end is accepted. Refused: invalid UTF-8, control characters, rows that
// are longer or shorter than the header, quotes that are not closed or do not surround a cell.
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

// Cells are views into the text that was read.
struct CsvTable {
  char separator = ',';
  std::vector<std::string_view> columns; // the header's names
  std::vector<std::uint32_t> lines;      // line number of each row, from 1
  std::vector<std::string_view> cells;   // row by row
  std::deque<std::string> unescaped;     // storage of cells that contained doubled quotes

  std::size_t row_count() const { return lines.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
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

// Converts a number as spreadsheets write it into the form of the language: no separators of
// thousands, and a decimal point. If the table's separator is `;`, a comma is the decimal mark and
// points separate thousands; a point that does not separate thousands is the decimal mark. Text
// around the digits is kept ("$1,234.5M"). nullopt if a group does not have three digits.
std::optional<std::string> plain_number(std::string_view cell, char separator);

} // namespace escala
