// SPDX-License-Identifier: Apache-2.0
// Places of values on an evenly spaced grid: base, base + step, base + 2 step, and so on. Counts,
// for example, lie on such a grid.
#pragma once

#include <cstdint>

#include "escala/columns/column.h"

namespace escala {

struct EvenGrid {
  double base = 0;
  double step = 1;        // above 0
  std::uint32_t size = 0; // number of places
};

// places[i] is the place of values[i], from 0; `size` for a value that is not exactly on the grid.
void grid_places(const EvenGrid& grid, ConstColumn values, std::uint32_t* places);

} // namespace escala
