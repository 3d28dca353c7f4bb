// SPDX-License-Identifier: Apache-2.0
// Which columns of a table a page shows, in strips one below the other.
#pragma once

#include <cstddef>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/document.h"

namespace escala {

// Indices of columns, including the first column.
using Strip = std::vector<std::size_t>;

// What of a table fits on a page, and how narrow it is set.
struct TableFit {
  std::vector<Strip> strips = {}; // at least one
  bool brief = false;             // brief headings
  int gap = 2;                    // blank columns between columns that are not joined
};

// The table has a column.
TableFit fit_of(const Table& table, const Page& page);

} // namespace escala
