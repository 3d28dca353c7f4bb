// SPDX-License-Identifier: Apache-2.0
// Cells in columns, laid out for a terminal.
//
// No line is wider than the page: first the columns that may shrink are cut to their `least`, then
// columns are left out, the highest `drop` first, then those that shrink are cut to almost nothing;
// what still doesn't fit is clipped at the right edge.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/render/page.h"

namespace escala {

enum class Ink { plain, bold, dim, green, red, yellow };

// The text in colour where the page has it.
std::string inked(std::string_view text, Ink ink, const Page& page);

struct GridCell {
  std::string text; // printable
  Ink ink = Ink::plain;
};

struct GridColumn {
  int gap = 2; // blank columns before it
  bool right = false;
  int least = 0; // above 0: may be cut down to this width
  int drop = 0;  // 0: is never left out
};

// An empty row is a blank line. The last cell of a row with fewer cells than columns runs on over
// the columns after it.
struct Grid {
  std::vector<GridColumn> columns;
  std::vector<std::vector<GridCell>> rows;

  int natural_width() const;
};

// Each line ended, without trailing blanks.
std::string to_text(Grid grid, const Page& page);

} // namespace escala
