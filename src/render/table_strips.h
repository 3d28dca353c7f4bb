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

// At least one strip. The table has a column.
std::vector<Strip> strips_of(const Table& table, const Page& page);

} // namespace escala
