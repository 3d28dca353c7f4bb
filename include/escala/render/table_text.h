// SPDX-License-Identifier: Apache-2.0
// Lays out the tables of a document for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/document.h"

namespace escala {

// Blanks before a row below the title of its group.
inline constexpr int kTableIndent = 2;

// Lines no longer than the page's width, with the notes of the cells below.
std::string table_text(const Table& table, const Page& page);

// The same, and the columns that the page shows.
struct LaidTable {
  std::string text;
  std::vector<std::size_t> columns;
};
LaidTable laid_table(const Table& table, const Page& page);

// At most `room` of the indices 0 to `positions` - 1, evenly spaced and including the last.
std::vector<std::size_t> thinned(std::size_t positions, int room);

} // namespace escala
