// SPDX-License-Identifier: Apache-2.0
// Flat tables for spreadsheets and data frames (RFC 4180).
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/core/numbers.h"
#include "escala/render/format.h"
#include "escala/render/phrase_text.h"

namespace escala {

namespace {

constexpr std::string_view kEndOfLine = "\r\n";

// Spreadsheets in East Asian languages also take the full-width signs.
bool is_formula_to_a_spreadsheet(std::string_view text) {
  constexpr std::array<std::string_view, 11> kStarts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                     "\n", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

std::string csv_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text)
    out.append(c == '"' ? 2 : 1, c);
  return out += '"';
}

std::string text_cell(std::string_view text) {
  if (is_formula_to_a_spreadsheet(text))
    return csv_quoted("'" + std::string(text));
  if (text.find_first_of(",\"\r\n") != std::string_view::npos)
    return csv_quoted(text);
  return std::string(text);
}

// Empty if there is no value, or if it is not finite.
std::string cell_of(const Value& value) {
  if (const auto* number = value.get<double>())
    return std::isfinite(*number) ? shortest_text(*number) : "";
  if (const auto* count = value.get<std::uint64_t>())
    return std::to_string(*count);
  if (const auto* holds = value.get<bool>())
    return *holds ? "1" : "0";
  if (const auto* text = value.get<std::string>())
    return text_cell(*text);
  if (const auto* phrase = value.get<Phrase>())
    return text_cell(phrase_text(*phrase, {}, true));
  return {};
}

// The values of a column for the rows of one record.
struct ColumnSource {
  Value of_all = {};              // the value in every row, if there is no list
  const Value* entries = nullptr; // a list with an entry for each row
  Value made = {};                // the same list, if no record holds it
};

bool is_list(const Value& value) {
  return value.get<Numbers>() != nullptr || value.get<Counts>() != nullptr ||
         value.get<Texts>() != nullptr;
}

const Value& absent() {
  static const Value kAbsent;
  return kAbsent;
}

ColumnSource source_of(const DataColumn& column, const Record* outer, const Record& record,
                       bool each) {
  if (column.made) {
    Value made = column.made(record, outer);
    return each && is_list(made) ? ColumnSource{{}, nullptr, std::move(made)}
                                 : ColumnSource{std::move(made)};
  }
  const Record* from = column.outer ? outer : &record;
  const Value* found = from == nullptr ? nullptr : from->find(column.path);
  const Value& value = found == nullptr ? absent() : *found;
  if (column.index)
    return {*column.index < value.size() ? value.at(*column.index) : absent()};
  return each && is_list(value) && !column.outer ? ColumnSource{{}, &value} : ColumnSource{value};
}

// A ColumnSource as text. A value that is the same in every row is converted only once.
struct Text {
  std::string of_all;
  const Value* entries = nullptr;
  Value made = {};

  void append_to(std::string& out, std::size_t row) const {
    const Value& list = entries == nullptr ? made : *entries;
    if (!is_list(list))
      out += of_all;
    else if (row < list.size())
      out += cell_of(list.at(row));
  }
};

void write_rows(std::string& out, const DataTable& table, const Record* outer,
                const Record& record) {
  std::vector<Text> columns;
  for (const DataColumn& column : table.columns) {
    ColumnSource source = source_of(column, outer, record, !table.each.empty());
    columns.push_back({cell_of(source.of_all), source.entries, std::move(source.made)});
  }
  const Value* each = table.each.empty() ? nullptr : record.find(table.each);
  const std::size_t rows = each == nullptr ? 1 : each->size();
  for (std::size_t row = table.first_row ? table.first_row(record) : 0; row < rows; ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0)
        out += ',';
      columns[i].append_to(out, row);
    }
    out += kEndOfLine;
  }
}

std::string header_of(const DataTable& table) {
  std::string out;
  for (const DataColumn& column : table.columns)
    out.append(out.empty() ? "" : ",").append(column.name);
  return out.append(kEndOfLine);
}

std::string write_csv(const Data& data, std::string_view name) {
  const auto table = data.table(name);
  if (!table)
    return {};
  std::string out = header_of(*table);
  for_each_record(data.document, *table, [&](const Record* outer, const Record& record) {
    write_rows(out, *table, outer, record);
  });
  return out;
}

} // namespace

extern const Format format_csv;
const Format format_csv{"csv", ".csv", "one flat table, for spreadsheets and data frames",
                        write_csv};

} // namespace escala
