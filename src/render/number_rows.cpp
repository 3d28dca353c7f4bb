// SPDX-License-Identifier: Apache-2.0
#include "escala/render/number_rows.h"

#include "render/csv_cells.h"

namespace escala {

std::string csv_header(std::span<const std::string> names, CsvDialect dialect) {
  const CsvCells cells(dialect);
  std::string out(cells.mark());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      out += cells.separator();
    out += cells.text_cell(names[i]);
  }
  return out.append(CsvCells::kEndOfLine);
}

void append_csv_row(std::string& out, std::span<const double> numbers, CsvDialect dialect) {
  const CsvCells cells(dialect);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0)
      out += cells.separator();
    cells.append(out, numbers[i]);
  }
  out += CsvCells::kEndOfLine;
}

} // namespace escala
