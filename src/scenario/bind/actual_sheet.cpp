// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/actual_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "escala/core/names.h"
#include "escala/input/folded.h"

namespace escala {
namespace {

constexpr std::string_view kPlaceOfFiles =
    "a CSV file must be in the scenario's folder or below it";

bool leads_out(const std::string& path) {
  return path.starts_with('/') || path == ".." || path.starts_with("../") ||
         path.ends_with("/..") || path.find("/../") != std::string::npos;
}

std::string listed(const std::vector<std::string_view>& names) {
  constexpr std::size_t kShown = 12;
  std::vector<std::string> shown;
  for (const std::string_view name : std::span(names).first(std::min(kShown, names.size())))
    shown.push_back(excerpt(name));
  return fmt::format("{}{}", fmt::join(shown, ", "), shown.size() < names.size() ? ", ..." : "");
}

bool read_text(const Actual& actual, DataFiles& files, ActualReports& reports, ActualSheet& sheet) {
  if (leads_out(actual.file)) {
    reports.fail(actual, fmt::format("{} is outside the scenario's folder", actual.file),
                 std::string(kPlaceOfFiles), "copy it to this folder");
    return false;
  }
  DataFile file = files.read(actual.file);
  if (!file.text) {
    reports.fail(actual, fmt::format("{} cannot be read", actual.file), file.why,
                 std::string(kPlaceOfFiles));
    return false;
  }
  sheet.text = std::move(*file.text);
  sheet.was_read = true;
  return true;
}

// Whether all cells of a column are dates.
bool holds_dates(const CsvTable& table, std::size_t column) {
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (read_date_cell(table.cell(row, column)).readings.empty())
      return false;
  return !table.rows.empty();
}

// What to do about a table without months: rename the column that has them, or name the columns.
void fail_months(const Actual& actual, const CsvTable& table, ActualReports& reports) {
  const auto is_date = [](std::string_view cell) { return !read_date_cell(cell).readings.empty(); };
  const std::string reason = listed(table.columns);
  if (std::ranges::any_of(table.columns, is_date))
    return reports.fail(
        actual,
        fmt::format("{}no line names the columns", ActualReports::place(actual, table.header_line)),
        fmt::format("the first one is {}", reason),
        table.columns.size() == 2
            ? fmt::format("put the line month{}{} above it", table.separator, actual.column)
            : fmt::format("put a line with {} names above it, month and {} among them",
                          table.columns.size(), actual.column));
  if (table.columns.size() == 1)
    return reports.fail(
        actual, fmt::format("{}it has one column", ActualReports::place(actual, table.header_line)),
        fmt::format("it is {}", reason), "put the values beside the months");
  std::string remedy = "call the column of months month";
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    if (!table.columns[column].empty() && holds_dates(table, column)) {
      remedy = fmt::format("rename '{}' to month", excerpt(table.columns[column]));
      break;
    }
  reports.fail(actual,
               fmt::format("{}no column is called month, date or period",
                           ActualReports::place(actual, table.header_line)),
               fmt::format("its columns are {}", reason), remedy);
}

void index_names(ActualSheet& sheet) {
  const auto add = [](ActualSheet::Series& series, std::size_t index) {
    if (series.size() < 2)
      series.push_back(index);
  };
  const std::vector<std::string_view> names = sheet.table->series_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    add(sheet.by_name[std::string(names[i])], i);
    add(sheet.by_folded_name[folded(names[i])], i);
  }
}

// Quarters and years of the calendar in a plan whose years begin in another month can be read both
// ways; those written FY belong to the plan's years.
bool place_in_calendar(const Actual& actual, const Calendar& calendar, const CsvCell& first,
                       ActualReports& reports, MonthColumn& months) {
  if (months.span == DateSpan::month || calendar.fiscal_first == 1)
    return true;
  const int back = kMonthsInYear + 1 - calendar.fiscal_first;
  if (months.fiscal) {
    for (CalendarMonth& month : months.months)
      month.index -= back;
    return true;
  }
  const CalendarMonth end = months.months.front();
  const std::string fiscal = months.span == DateSpan::year
                                 ? fmt::format("FY{}", end.year())
                                 : fmt::format("FY{}-Q{}", end.year(), end.month() / 3);
  reports.fail(actual,
               fmt::format("{}'{}' can end in {} or in {}",
                           ActualReports::place(actual, first.line), excerpt(first.text),
                           to_text(end), to_text({end.index - back})),
               fmt::format("fiscal_year is {}", calendar.fiscal_first),
               fmt::format("write {}, or {}", to_text(end), fiscal));
  return false;
}

} // namespace

void ActualReports::fail(const Actual& actual, std::string problem, std::string reason,
                         std::string suggestion) {
  diagnostics_.error(actual.span, std::move(problem), std::move(reason), std::move(suggestion));
}

void ActualReports::fail(const Actual& actual, std::vector<CsvMistake> mistakes) {
  for (CsvMistake& mistake : mistakes)
    fail(actual, place(actual, mistake.line) + mistake.problem, std::move(mistake.reason),
         std::move(mistake.suggestion));
}

std::string ActualReports::place(const Actual& actual, std::uint32_t line) {
  return line == 0 ? fmt::format("{}: ", actual.file)
                   : fmt::format("{}, line {}: ", actual.file, line);
}

void fail_cells(const Actual& actual, ActualReports& reports) {
  reports.fail(
      actual, fmt::format("{} makes too many actual values", actual.file),
      fmt::format("the columns that a plan names have at most {} cells together", kActualCellLimit),
      "leave out what lies outside the plan");
}

void read_actual_sheet(const Actual& actual, const Calendar& calendar, DataFiles& files,
                       ActualReports& reports, ActualSheet& sheet) {
  if (!read_text(actual, files, reports, sheet))
    return;
  std::vector<CsvMistake> mistakes;
  sheet.table = read_csv(sheet.text, mistakes);
  if (sheet.table && sheet.table->has_months())
    index_names(sheet);
  if (sheet.table && !sheet.table->has_months())
    fail_months(actual, *sheet.table, reports);
  if (sheet.table && sheet.table->has_months()) {
    const std::vector<CsvCell> cells = sheet.table->month_cells();
    if (cells.size() > kActualCellLimit)
      return fail_cells(actual, reports);
    sheet.months = decide_months(cells, mistakes);
    if (sheet.months && !cells.empty() &&
        !place_in_calendar(actual, calendar, cells.front(), reports, *sheet.months))
      sheet.months.reset();
  }
  reports.fail(actual, std::move(mistakes));
}

std::optional<std::size_t> find_series(const Actual& actual, const ActualSheet& sheet,
                                       ActualReports& reports) {
  const CsvTable& table = *sheet.table;
  const std::string_view kind = table.months_across() ? "row" : "column";
  const auto line_of = [&](std::size_t series) {
    return table.months_across() ? table.rows[series].line : table.header_line;
  };
  const auto exact = sheet.by_name.find(actual.column);
  const bool known = exact != sheet.by_name.end();
  const auto near = known ? exact : sheet.by_folded_name.find(folded(actual.column));
  const bool none = !known && near == sheet.by_folded_name.end();
  if (!none && near->second.size() == 1)
    return near->second.front();
  const std::vector<std::string_view> names = table.series_names();
  if (none) {
    const std::vector<std::string> candidates(names.begin(), names.end());
    reports.fail(actual, fmt::format("{} has no {} '{}'", actual.file, kind, actual.column),
                 reports.are_many() ? "" : fmt::format("its {}s are {}", kind, listed(names)),
                 reports.are_many() ? "" : did_you_mean(actual.column, candidates));
    return std::nullopt;
  }
  const ActualSheet::Series& found = near->second;
  reports.fail(actual,
               fmt::format("{}there are two {}s '{}'",
                           ActualReports::place(actual, line_of(found[1])), kind,
                           excerpt(names[found[1]])),
               table.months_across() ? fmt::format("one is on line {}", line_of(found[0])) : "",
               "rename one of them");
  return std::nullopt;
}

} // namespace escala
