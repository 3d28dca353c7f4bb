// SPDX-License-Identifier: Apache-2.0
#include "escala/input/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "csv_layout.h"
#include "csv_records.h"
#include "csv_text.h"
#include "escala/input/date_cell.h"
#include "escala/input/number_cell.h"

namespace escala {
namespace {

constexpr std::size_t kReportedOfCsv = 20;
constexpr std::size_t kRecordsToJudge = 60;      // by which a separator is chosen
constexpr std::size_t kBytesToJudge = 256 << 10; // likewise
constexpr std::size_t kAllRecords = static_cast<std::size_t>(-1);
constexpr std::array kSeparators{',', ';', '\t', '|'};

// The separator with which the surest header is found; of equals the one with most columns.
char choose_separator(std::string_view text) {
  char best = kSeparators.front();
  std::pair<CsvLayout::Kind, std::size_t> most{CsvLayout::Kind::nothing, 0};
  for (const char separator : kSeparators) {
    const CsvRecords records =
        read_csv_records(text.substr(0, kBytesToJudge), separator, 1, kRecordsToJudge);
    const CsvLayout layout = find_csv_layout(records);
    const std::size_t columns =
        layout.kind == CsvLayout::Kind::nothing ? 0 : records.records[layout.header].count;
    const std::pair found{layout.kind, columns};
    if (found > most) {
      most = found;
      best = separator;
    }
  }
  return best;
}

class TableReader {
 public:
  TableReader(CsvTable& table, std::vector<CsvMistake>& mistakes)
      : table_(table), mistakes_(mistakes) {}

  bool run(std::string_view text) {
    const auto named = take_separator_line(text);
    table_.separator = named ? *named : choose_separator(text);
    records_ = read_csv_records(text, table_.separator, 1, kAllRecords);
    layout_ = find_csv_layout(records_);
    if (records_.size() == 0 && records_.mistakes.empty()) {
      fail(0, "it is empty", "the first line must name the columns", "begin it with month,value");
      return false;
    }
    if (records_.size() > 0)
      read_header();
    for (std::size_t i = layout_.header + 1; i < records_.size() && !is_full(); ++i)
      read_row(records_.records[i]);
    add_mistakes_of_records();
    table_.unescaped = std::move(records_.unescaped); // cells stay where they are
    return mistakes_.empty();
  }

 private:
  bool is_full() const { return mistakes_.size() >= kReportedOfCsv; }

  void fail(std::uint32_t line, std::string problem, std::string reason,
            std::string suggestion = {}) {
    mistakes_.push_back({line, std::move(problem), std::move(reason), std::move(suggestion)});
  }

  void read_header() {
    const CsvRecord& header = records_.records[layout_.header];
    table_.header_line = header.line;
    if (header.count > kMaxCsvColumns)
      return fail(header.line, fmt::format("it has {} columns", header.count),
                  fmt::format("at most {} are allowed", kMaxCsvColumns));
    for (std::size_t i = 0; i < header.kept; ++i)
      table_.columns.push_back(records_.cell(header, i));
    if (layout_.kind == CsvLayout::Kind::months_down)
      table_.month_column = layout_.month_column;
    table_.month_columns = layout_.month_columns;
  }

  void read_row(const CsvRecord& record) {
    if (table_.month_column && is_left_out(record))
      return;
    if (record.count > table_.columns.size() && !table_.columns.empty())
      return fail_long(record);
    table_.rows.push_back({record.line, table_.cells.size(), record.kept});
    for (std::size_t i = 0; i < record.kept; ++i)
      table_.cells.push_back(records_.cell(record, i));
  }

  // Totals, and notes: rows with one cell, which is no month.
  bool is_left_out(const CsvRecord& record) const {
    const std::string_view month = records_.cell(record, *table_.month_column);
    bool total = names_total(month);
    std::size_t filled = 0;
    for (std::size_t i = 0; i < record.kept; ++i) {
      const std::string_view cell = records_.cell(record, i);
      filled += cell.empty() ? 0U : 1U;
      total = total || (month.empty() && names_total(cell));
    }
    const bool note = filled == 1 && table_.columns.size() > 1 && !month.empty() &&
                      read_date_cell(month).readings.empty() &&
                      !read_number_cell(month).is_number();
    return total || note;
  }

  void fail_long(const CsvRecord& record) {
    fail(record.line, fmt::format("it has {} cell{}", record.count, record.count == 1 ? "" : "s"),
         fmt::format("the header has {}", table_.columns.size()), remedy_of(record));
  }

  // The last two cells in quotes, where they are one number that a comma has cut.
  std::string remedy_of(const CsvRecord& record) const {
    const bool cut = record.count == table_.columns.size() + 1 && record.count >= 3;
    if (cut && table_.separator == ',') {
      const std::string joined = fmt::format("{},{}", records_.cell(record, record.count - 2),
                                             records_.cell(record, record.count - 1));
      if (read_number_cell(joined).is_number())
        return fmt::format("write \"{}\" in quotes", joined);
    }
    return "put a cell that contains a separator in quotes";
  }

  // Those above the header don't matter.
  void add_mistakes_of_records() {
    const std::size_t first = records_.size() == 0 ? 0 : records_.records[layout_.header].mistakes;
    mistakes_.insert(mistakes_.end(),
                     records_.mistakes.begin() + static_cast<std::ptrdiff_t>(first),
                     records_.mistakes.end());
    std::ranges::stable_sort(mistakes_, {}, &CsvMistake::line);
    if (mistakes_.size() > kReportedOfCsv)
      mistakes_.resize(kReportedOfCsv);
  }

  CsvTable& table_;
  std::vector<CsvMistake>& mistakes_;
  CsvRecords records_;
  CsvLayout layout_;
};

} // namespace

std::vector<std::string_view> CsvTable::series_names() const {
  if (!months_across())
    return columns;
  std::vector<std::string_view> names;
  for (std::size_t row = 0; row < rows.size(); ++row)
    names.push_back(cell(row, 0));
  return names;
}

std::vector<CsvCell> CsvTable::month_cells() const {
  std::vector<CsvCell> months;
  for (const std::size_t column : month_columns)
    months.push_back({header_line, columns[column]});
  if (month_column)
    for (std::size_t row = 0; row < rows.size(); ++row)
      months.push_back({rows[row].line, cell(row, *month_column)});
  return months;
}

std::vector<CsvCell> CsvTable::series_cells(std::size_t series) const {
  std::vector<CsvCell> values;
  for (const std::size_t column : month_columns)
    values.push_back({rows[series].line, cell(series, column)});
  if (!months_across())
    for (std::size_t row = 0; row < rows.size(); ++row)
      values.push_back({rows[row].line, cell(row, series)});
  return values;
}

std::optional<CsvTable> read_csv(std::string_view text, std::vector<CsvMistake>& mistakes) {
  CsvTable table;
  std::vector<CsvMistake> found;
  const auto readable = csv_text(text, table.converted, found);
  const bool sound = readable && TableReader(table, found).run(*readable);
  mistakes.insert(mistakes.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  if (!sound)
    return std::nullopt;
  return table;
}

} // namespace escala
