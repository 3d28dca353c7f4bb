// SPDX-License-Identifier: Apache-2.0
#include "render/error_column.h"

#include <algorithm>

#include "escala/render/glyphs.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"

namespace escala {

ErrorColumn::ErrorColumn(const Table& table, std::size_t column, Script script)
    : sign_(" " + std::string(glyphs(script.utf8).plus_minus) + " "), script_(script) {
  for (const TableGroup& group : table.groups)
    for (const TableRow& row : group.rows)
      if (column < row.cells.size()) {
        const NumberText parts = parts_of(row.cells[column]);
        value_ = std::max(value_, display_width(parts.value));
        error_ = std::max(error_, display_width(parts.error));
      }
}

std::string ErrorColumn::text(const Cell& cell) const {
  const NumberText parts = parts_of(cell);
  if (parts.value.empty())
    return {};
  std::string text = blanks(value_ - display_width(parts.value)) + parts.value;
  if (error_ > 0)
    text += parts.error.empty() ? blanks(display_width(sign_)) : sign_;
  return text + parts.error + blanks(error_ - display_width(parts.error));
}

NumberText ErrorColumn::parts_of(const Cell& cell) const {
  const auto& pieces = cell.content.pieces();
  const Number* number = pieces.size() == 1 ? cell.content.number() : nullptr;
  return number == nullptr ? NumberText{phrase_text(cell.content, cell.emphasis, script_), ""}
                           : display(*number, script_);
}

} // namespace escala
