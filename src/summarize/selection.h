// SPDX-License-Identifier: Apache-2.0
// Order statistics of values at hand, without sorting them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace escala {

// The place of a quantile (type 7) among values in order, of which there is at least one.
struct Rank {
  std::uint64_t low;
  double share; // of the way to the next
};

Rank rank_of(double probability, std::uint64_t count);

// Part of the way from one value to the next, without overflow.
double between(double low, double high, double share);

// Of the values in order, the one at a rank (from 0) and the one behind it; the last has itself.
struct Neighbours {
  double at;
  double next;
};

// Values stay the same but for their order; `spare` is room to work in.
Neighbours select_neighbours(std::span<double> values, std::vector<double>& spare,
                             std::size_t rank);

} // namespace escala
