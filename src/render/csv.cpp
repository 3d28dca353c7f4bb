// SPDX-License-Identifier: Apache-2.0
// Flat tables for spreadsheets and data frames (RFC 4180).
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/format.h"
#include "render/csv_cells.h"

namespace escala {

namespace {

// The cells of a column in the rows of one record. A value that is the same in every row is
// converted only once.
struct CsvColumn {
  const DataColumn* column = nullptr;
  std::string of_all = {};
  const Value* entries = nullptr; // a list with an entry for each row
  std::shared_ptr<const Value> made = {};

  std::string at(std::size_t row, const CsvCells& cells) const {
    if (entries == nullptr)
      return of_all;
    return row < entries->size() ? cells.value_cell(entries->at(row)) : std::string();
  }
};

CsvColumn column_of(const DataColumn& column, const DataTable& table, const CsvCells& cells,
                    const Record* outer, const Record& record) {
  CsvColumn found{.column = &column};
  const Record* from = column.outer ? outer : &record;
  const Value* value = from == nullptr ? nullptr : from->find(column.path);
  if (column.made) {
    found.made = std::make_shared<const Value>(column.made(record, outer));
    value = found.made.get();
  }
  if (value == nullptr)
    return found;
  if (column.index)
    found.of_all = *column.index < value->size() ? cells.value_cell(value->at(*column.index)) : "";
  else if (!table.each.empty() && !column.outer && value->has_entries())
    found.entries = value;
  else
    found.of_all = cells.value_cell(*value);
  return found;
}

// The rows of one record.
struct CsvRows {
  std::vector<CsvColumn> columns;
  std::size_t begin = 0;
  std::size_t end = 1;
};

CsvRows rows_of(const DataTable& table, const CsvCells& cells, const Record* outer,
                const Record& record) {
  CsvRows rows;
  for (const DataColumn& column : table.columns)
    rows.columns.push_back(column_of(column, table, cells, outer, record));
  const Value* each = table.each.empty() ? nullptr : record.find(table.each);
  rows.end = each == nullptr ? 1 : std::max<std::size_t>(1, each->size());
  rows.begin = table.first_row ? table.first_row(record) : 0;
  return rows;
}

class CsvText {
 public:
  explicit CsvText(const CsvCells& cells) : cells_(cells), text_(cells.mark()) {}

  void cell(std::string_view cell) {
    if (!std::exchange(begins_, false))
      text_ += cells_.separator();
    text_ += cell;
  }
  void end_line() {
    text_ += CsvCells::kEndOfLine;
    begins_ = true;
  }
  std::string take() { return std::move(text_); }

 private:
  const CsvCells& cells_;
  std::string text_;
  bool begins_ = true; // a line
};

std::string tidy_table(const Data& data, const DataTable& table, const CsvCells& cells) {
  CsvText text(cells);
  for (const DataColumn& column : table.columns)
    text.cell(column.name);
  text.end_line();
  for_each_record(data.document, table, [&](const Record* outer, const Record& record) {
    const CsvRows rows = rows_of(table, cells, outer, record);
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
      for (const CsvColumn& column : rows.columns)
        text.cell(column.at(row, cells));
      text.end_line();
    }
  });
  return text.take();
}

// The dates of a record's rows.
std::vector<std::string> dates_of(const CsvRows& rows, const CsvCells& cells) {
  std::vector<std::string> dates;
  for (const CsvColumn& column : rows.columns)
    if (column.column->wide == WideRole::date)
      for (std::size_t row = rows.begin; row < rows.end; ++row)
        dates.push_back(column.at(row, cells));
  return dates;
}

// ISO dates are in the order of their texts.
std::vector<std::string> all_dates(const Data& data, const DataTable& table,
                                   const CsvCells& cells) {
  std::set<std::string> dates;
  for_each_record(data.document, table, [&](const Record* outer, const Record& record) {
    for (std::string& date : dates_of(rows_of(table, cells, outer, record), cells))
      dates.insert(std::move(date));
  });
  return {dates.begin(), dates.end()};
}

// One row: a column of the tidy table, across the dates.
void write_across(CsvText& text, const CsvRows& rows, const CsvColumn& values,
                  const std::vector<std::string>& heads, const CsvCells& cells) {
  for (const CsvColumn& column : rows.columns)
    if (column.column->wide == WideRole::name)
      text.cell(column.of_all);
  text.cell(values.column->name);
  std::map<std::string, std::string> by_date;
  std::size_t row = rows.begin;
  for (std::string& date : dates_of(rows, cells))
    by_date[std::move(date)] = values.at(row++, cells);
  for (const std::string& head : heads)
    text.cell(by_date[head]);
  text.end_line();
}

std::string wide_table(const Data& data, const DataTable& table, const CsvCells& cells) {
  CsvText text(cells);
  const std::vector<std::string> heads = all_dates(data, table, cells);
  for (const DataColumn& column : table.columns)
    if (column.wide == WideRole::name)
      text.cell(column.name);
  text.cell("statistic");
  for (const std::string& head : heads)
    text.cell(head);
  text.end_line();
  for_each_record(data.document, table, [&](const Record* outer, const Record& record) {
    const CsvRows rows = rows_of(table, cells, outer, record);
    for (const CsvColumn& column : rows.columns)
      if (column.column->wide == WideRole::value)
        write_across(text, rows, column, heads, cells);
  });
  return text.take();
}

std::string write_csv(const Data& data, const RenderOptions& options) {
  const auto table = data.table(options.table);
  if (!table)
    return {};
  const CsvCells cells(options.dialect);
  return options.layout == CsvLayout::wide && table->has_dates() ? wide_table(data, *table, cells)
                                                                 : tidy_table(data, *table, cells);
}

} // namespace

extern const Format format_csv;
const Format format_csv{.name = "csv",
                        .extension = ".csv",
                        .purpose = "one flat table, for spreadsheets and data frames",
                        .write = write_csv,
                        .holds_one_table = true};

} // namespace escala
