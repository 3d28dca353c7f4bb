// SPDX-License-Identifier: Apache-2.0
// A CSV file of actual months: its table, and the months of its rows (or columns).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/diagnostics.h"
#include "escala/input/csv.h"
#include "escala/input/data_files.h"
#include "escala/input/decide_column.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Reports mistakes of the files that `actual` keys name, each at one `actual`.
class ActualReports {
 public:
  explicit ActualReports(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void fail(const Actual& actual, std::string problem, std::string reason,
            std::string suggestion = {});
  void fail(const Actual& actual, std::vector<CsvMistake> mistakes);

  // Whether so much is said that a suggestion, which compares all names, is no help.
  bool are_many() const { return diagnostics_.error_count() >= kSuggestionLimit; }

  // "history.csv, line 3: ", to begin a message; line 0 is the file as a whole.
  static std::string place(const Actual& actual, std::uint32_t line);

 private:
  static constexpr std::size_t kSuggestionLimit = 100;

  Diagnostics& diagnostics_;
};

struct ActualSheet {
  bool was_read = false;
  std::string text;
  std::optional<CsvTable> table;     // views into the text; none: its mistakes are reported
  std::optional<MonthColumn> months; // of table->month_cells(), in the plan's calendar; likewise
  // The first two series of each name, as it is written and folded.
  using Series = std::vector<std::size_t>;
  std::unordered_map<std::string, Series> by_name;
  std::unordered_map<std::string, Series> by_folded_name;
};

// Of all columns that a plan names, and of the months of each file.
inline constexpr std::size_t kActualCellLimit = 200'000;
void fail_cells(const Actual& actual, ActualReports& reports);

// Reads the file that an `actual` names; mistakes are reported there.
void read_actual_sheet(const Actual& actual, const Calendar& calendar, DataFiles& files,
                       ActualReports& reports, ActualSheet& sheet);

// The column or row that an `actual` names: exactly, or else but for case and blanks. nullopt with
// a diagnostic if there is none, or more than one.
std::optional<std::size_t> find_series(const Actual& actual, const ActualSheet& sheet,
                                       ActualReports& reports);

} // namespace escala
