// SPDX-License-Identifier: Apache-2.0
// The cells of a CSV file in a dialect.
#pragma once

#include <string>
#include <string_view>

#include "escala/render/format.h"
#include "escala/report/data.h"

namespace escala {

class CsvCells {
 public:
  explicit CsvCells(CsvDialect dialect) : eu_(dialect == CsvDialect::excel_eu) {}

  // What the file begins with: a byte-order mark, or nothing.
  std::string_view mark() const { return eu_ ? "\xEF\xBB\xBF" : ""; }
  char separator() const { return eu_ ? ';' : ','; }
  static constexpr std::string_view kEndOfLine = "\r\n";

  // A text that a spreadsheet would read as a formula begins with an apostrophe.
  std::string text_cell(std::string_view text) const;
  // Empty if there is no value, or if it is not finite.
  std::string value_cell(const Value& value) const;
  // The shortest decimal that reads back as the same number; nothing if it is not finite.
  void append(std::string& out, double number) const;

 private:
  bool eu_;
};

} // namespace escala
