// SPDX-License-Identifier: Apache-2.0
// Flat tables for spreadsheets and data frames (RFC 4180).
#include <map>
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
  ColumnValues values = {};
  std::string of_all = {};

  std::string at(std::size_t row, const CsvCells& cells) const {
    if (values.entries == nullptr)
      return of_all;
    return row < values.entries->size() ? cells.value_cell(values.entries->at(row)) : std::string();
  }
};

// The rows of one record.
struct CsvRows {
  std::vector<CsvColumn> columns;
  std::size_t begin = 0;
  std::size_t end = 1;
};

CsvRows cells_of(const DataTable& table, const CsvCells& cells, const Record* outer,
                 const Record& record) {
  RecordRows found = rows_of(table, outer, record);
  CsvRows rows{.columns = {}, .begin = found.begin, .end = found.end};
  for (std::size_t i = 0; i < found.columns.size(); ++i) {
    CsvColumn& column = rows.columns.emplace_back();
    column.column = &table.columns[i];
    column.values = std::move(found.columns[i]);
    if (column.values.of_all)
      column.of_all = cells.value_cell(*column.values.of_all);
  }
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
    const CsvRows rows = cells_of(table, cells, outer, record);
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
    for (std::string& date : dates_of(cells_of(table, cells, outer, record), cells))
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
    const CsvRows rows = cells_of(table, cells, outer, record);
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
