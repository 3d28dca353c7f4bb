// SPDX-License-Identifier: Apache-2.0
#include "escala/report/table_sheet.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

#include "report/sheet_cells.h"

namespace escala {
namespace {

struct CellOfValue {
  SheetCell operator()(Absent) const { return {}; }
  SheetCell operator()(Null) const { return {}; }
  SheetCell operator()(bool holds) const { return {.number = holds ? 1 : 0}; }
  SheetCell operator()(double number) const {
    if (!std::isfinite(number))
      return {};
    return {.number = number};
  }
  SheetCell operator()(std::uint64_t number) const {
    return {.number = static_cast<double>(number)};
  }
  SheetCell operator()(const std::string& text) const { return own_cell(text); }
  SheetCell operator()(const Phrase& phrase) const { return text_cell(phrase); }
  // A list in one cell has no place in a flat table.
  template <class List>
  SheetCell operator()(const List&) const {
    return {};
  }
};

// "2026-12-31" as a date.
SheetCell day_cell(const SheetCell& written) {
  const auto* own = written.text.pieces().empty()
                        ? nullptr
                        : std::get_if<OwnText>(&written.text.pieces().front());
  if (own == nullptr || own->text.size() != 10)
    return written;
  int year = 0;
  unsigned month = 0, day = 0;
  const char* text = own->text.data();
  std::from_chars(text, text + 4, year);
  std::from_chars(text + 5, text + 7, month);
  std::from_chars(text + 8, text + 10, day);
  return {.number =
              date_of(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)),
          .look = {.kind = NumberLook::Kind::day}};
}

SheetLine line_of(const RecordRows& rows, const DataTable& table, std::size_t row) {
  SheetLine line;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    line.push_back(std::visit(CellOfValue{}, rows.columns[i].at(row).content));
    if (table.columns[i].wide == WideRole::date)
      line.back() = day_cell(line.back());
  }
  return line;
}

} // namespace

Sheet table_sheet(std::string name, const Data& data, const DataTable& table) {
  Sheet sheet{.name = std::move(name), .frozen_rows = 1, .filtered = true};
  sheet.fits_columns = true;
  SheetLine header;
  for (const DataColumn& column : table.columns)
    header.push_back(own_cell(column.name, SheetStyle::header));
  sheet.rows.push_back(std::move(header));
  for_each_record(data.document, table, [&](const Record* outer, const Record& record) {
    const RecordRows rows = rows_of(table, outer, record);
    for (std::size_t row = rows.begin; row < rows.end; ++row)
      sheet.rows.push_back(line_of(rows, table, row));
  });
  return sheet;
}

} // namespace escala
