// SPDX-License-Identifier: Apache-2.0
// Cuts the text of a CSV into records of cells, without a notion of what they mean.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "escala/input/csv.h"

namespace escala {

struct CsvRecord {
  std::uint32_t line = 0;
  std::size_t first = 0;    // in CsvRecords::cells
  std::size_t kept = 0;     // cells that are kept, at most kMaxCsvColumns + 1
  std::size_t count = 0;    // without empty cells at the end
  std::size_t mistakes = 0; // in CsvRecords::mistakes, before this record
  bool comment = false;     // it begins with '#'
};

// Records with content. Lines of comment ("# text", "#", "#---") are left out.
struct CsvRecords {
  std::vector<CsvRecord> records;
  std::vector<std::string_view> cells;
  std::deque<std::string> unescaped; // storage of cells that contained doubled quotes
  std::vector<CsvMistake> mistakes;
  std::string_view text; // that was read

  std::size_t size() const { return records.size(); }
  std::string_view cell(const CsvRecord& record, std::size_t index) const {
    return index < record.kept ? cells[record.first + index] : std::string_view{};
  }
};

// `line` is the number of the text's first line. Reads at most `most` records.
CsvRecords read_csv_records(std::string_view text, char separator, std::uint32_t line,
                            std::size_t most);

} // namespace escala
