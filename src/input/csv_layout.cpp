// SPDX-License-Identifier: Apache-2.0
#include "csv_layout.h"

#include <algorithm>
#include <array>
#include <string>

#include "escala/core/characters.h"
#include "escala/input/date_cell.h"
#include "escala/input/folded.h"
#include "escala/input/number_cell.h"

namespace escala {
namespace {

constexpr std::size_t kSearchedRecords = 60; // for the header

// Names of columns that hold months, the surest first.
constexpr std::array<std::string_view, 27> kMonthNames{"month",         "months",
                                                       "mes",           "meses",
                                                       "year month",    "year-month",
                                                       "año mes",       "month-year",
                                                       "date",          "dates",
                                                       "fecha",         "fechas",
                                                       "period",        "periodo",
                                                       "período",       "quarter",
                                                       "trimestre",     "year quarter",
                                                       "year",          "año",
                                                       "fiscal year",   "ejercicio",
                                                       "month end",     "month ending",
                                                       "month of year", "month of the year",
                                                       "mes del año"};

std::size_t rank_of_name(std::string_view cell) {
  const std::string name = folded(cell.substr(0, kLongestMeaning));
  return static_cast<std::size_t>(std::ranges::find(kMonthNames, name) - kMonthNames.begin());
}

bool is_date(std::string_view cell) { return !read_date_cell(cell).readings.empty(); }
bool is_data(std::string_view cell) { return is_date(cell) || read_number_cell(cell).is_number(); }

class LayoutFinder {
 public:
  explicit LayoutFinder(const CsvRecords& records) : records_(records) {}

  CsvLayout run() {
    for (std::size_t i = 0; i < std::min(records_.size(), kSearchedRecords); ++i)
      if (!records_.records[i].comment)
        look_at(i);
    return found_;
  }

 private:
  using Kind = CsvLayout::Kind;

  void look_at(std::size_t index) {
    const CsvRecord& record = records_.records[index];
    if (found_.kind == Kind::months_down || record.kept > kMaxCsvColumns)
      return;
    if (const auto column = named_column(index)) {
      found_ = {.kind = Kind::months_down, .header = index, .month_column = *column};
      return;
    }
    std::vector<std::size_t> months = months_across(record);
    if (months.size() > found_.month_columns.size())
      found_ = {.kind = Kind::months_across, .header = index, .month_columns = std::move(months)};
    else if (record.count > 1 && found_.kind == Kind::nothing)
      found_ = {.kind = Kind::cells, .header = index};
  }

  // The column named like a month's, of a record with other names. Of several the one with a month
  // below it, and then the surest name.
  std::optional<std::size_t> named_column(std::size_t index) const {
    const CsvRecord& record = records_.records[index];
    std::optional<std::size_t> best;
    std::size_t names = 0;
    for (std::size_t i = 0; i < record.kept; ++i) {
      const std::string_view cell = records_.cell(record, i);
      if (rank_of_name(cell) < kMonthNames.size() && (!best || is_surer(index, i, *best)))
        best = i;
      names += !cell.empty() && !is_data(cell) ? 1U : 0U;
    }
    return names > 1 ? best : std::nullopt;
  }

  bool is_surer(std::size_t header, std::size_t column, std::size_t than) const {
    const bool dated = has_date_below(header, column);
    if (dated != has_date_below(header, than))
      return dated;
    const CsvRecord& record = records_.records[header];
    return rank_of_name(records_.cell(record, column)) < rank_of_name(records_.cell(record, than));
  }

  bool has_date_below(std::size_t header, std::size_t column) const {
    return header + 1 < records_.size() && column < records_.records[header + 1].kept &&
           is_date(records_.cell(records_.records[header + 1], column));
  }

  // The cells that are months, if all behind the first are, but for totals.
  std::vector<std::size_t> months_across(const CsvRecord& record) const {
    std::vector<std::size_t> months;
    for (std::size_t i = 1; i < record.kept; ++i) {
      const std::string_view cell = records_.cell(record, i);
      if (is_date(cell))
        months.push_back(i);
      else if (!cell.empty() && !names_total(cell))
        return {};
    }
    return is_date(records_.cell(record, 0)) ? std::vector<std::size_t>{} : months;
  }

  const CsvRecords& records_;
  CsvLayout found_;
};

} // namespace

CsvLayout find_csv_layout(const CsvRecords& records) { return LayoutFinder(records).run(); }

bool names_total(std::string_view cell) {
  static constexpr auto kTotals = std::to_array<std::string_view>(
      {"total", "totals", "totales", "subtotal", "sum", "suma", "summe", "gesamt", "totaal",
       "average", "averages", "avg", "mean", "media", "promedio", "moyenne", "ytd", "year to date",
       "acumulado"});
  std::string name = folded(cell.substr(0, kLongestMeaning));
  while (name.ends_with(':') || name.ends_with(' '))
    name.pop_back();
  return std::ranges::any_of(kTotals, [&](std::string_view total) {
    return name == total || name.starts_with(std::string(total) + " ") ||
           name.ends_with(" " + std::string(total));
  });
}

} // namespace escala
