// SPDX-License-Identifier: Apache-2.0
// Cells in columns, laid out for a terminal.
//
// No line is wider than the page. If a grid is too wide, columns that may shrink are cut to their
// `least` width; then columns are left out, the highest `drop` first; then the columns that may
// shrink are cut to a few characters; then the lines are clipped at the right edge.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/page.h"

namespace escala {

enum class Ink { plain, bold, dim, green, red, yellow };

// The text with the escape codes of its ink, if the page has colour.
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

// An empty row is a blank line. The last cell of a row with fewer cells than columns extends over
// the columns after it.
struct Grid {
  std::vector<GridColumn> columns;
  std::vector<std::vector<GridCell>> rows;

  int natural_width() const;
};

// The lines, each with a line end and without trailing blanks.
std::string to_text(Grid grid, const Page& page);

// The same, and the columns that are not left out.
struct GridText {
  std::string text;
  std::vector<std::size_t> columns;
};
GridText laid_out(Grid grid, const Page& page);

} // namespace escala
