// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180) as a table of cells.
//
// The first record is the header. The separator is `,` or `;`, whichever the header has more of
// outside quotes. A byte-order mark, any line ends and lines without content are left out, spaces
// around a cell too. Refused: invalid UTF-8, control characters, rows that are longer or shorter
// than the header, quotes that don't close or don't surround a cell.
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

struct CsvTable {
  char separator = ',';
  std::vector<std::string_view> columns; // the header's names
  std::vector<std::uint32_t> lines;      // where each row begins, from 1
  std::vector<std::string_view> cells;   // row by row
  std::deque<std::string> unescaped;     // cells that had quotes within quotes

  std::size_t row_count() const { return lines.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
};

struct CsvMistake {
  std::uint32_t line = 0; // 0: the file as a whole
  std::string problem;
  std::string reason = {};
  std::string suggestion = {};
};

// The cells are views into `text`. nullopt with mistakes, the first few of them.
std::optional<CsvTable> read_csv(std::string_view text, std::vector<CsvMistake>& mistakes);

// A number as spreadsheets write it, in the language's form: without separators of thousands, with
// a decimal point. Where the table's separator is `;` the comma is decimal and the point groups
// thousands; a point that doesn't is decimal. What stands around the digits stays ("$1,234.5M").
// nullopt where the groups are no thousands.
std::optional<std::string> plain_number(std::string_view cell, char separator);

} // namespace escala
