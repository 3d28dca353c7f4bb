// SPDX-License-Identifier: Apache-2.0
// Order statistics of values at hand, without sorting them all.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace escala {

// Of the values in order, the one at a rank (from 0) and the one behind it; the last has itself.
struct Neighbours {
  double at;
  double next;
};

// Values stay the same but for their order; `spare` is room to work in.
Neighbours select_neighbours(std::span<double> values, std::vector<double>& spare,
                             std::size_t rank);

} // namespace escala
