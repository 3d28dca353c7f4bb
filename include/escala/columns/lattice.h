// SPDX-License-Identifier: Apache-2.0
// Where values stand on a lattice: base, base + step, and so on. Counts of things do.
#pragma once

#include <cstddef>
#include <cstdint>

namespace escala {

struct Lattice {
  double base = 0;
  double step = 1; // positive
  std::uint32_t size = 0;
};

// The place of each value, from 0; `size` for one that is none of them exactly.
void lattice_places(const Lattice& lattice, const double* values, std::uint32_t* places,
                    std::size_t lanes);

} // namespace escala
