// SPDX-License-Identifier: Apache-2.0
// Finds the header among the first records of a CSV, and where its months are.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "csv_records.h"

namespace escala {

// The header is the first record with a column whose name says that it holds months; otherwise the
// one whose cells but the first are the most months; otherwise the first with more than one cell.
struct CsvLayout {
  enum class Kind { nothing, cells, months_across, months_down }; // the later, the surer

  Kind kind = Kind::nothing;
  std::size_t header = 0;                      // index of its record
  std::size_t month_column = 0;                // of months_down
  std::vector<std::size_t> month_columns = {}; // of months_across
};

CsvLayout find_csv_layout(const CsvRecords& records);

// Whether a cell is the name of a row or column of totals: "Total", "Grand total", "Summe", "Total
// 2026".
bool names_total(std::string_view cell);

} // namespace escala
