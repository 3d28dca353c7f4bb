// SPDX-License-Identifier: Apache-2.0
// Order statistics of values in memory, without sorting them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace escala {

// The place of a quantile (type 7) in at least one sorted value.
struct Rank {
  std::uint64_t low;
  double share; // of the way to the next
};

Rank rank_of(double probability, std::uint64_t count);

// Linear interpolation between two values, without overflow.
double between(double low, double high, double share);

// The value at a rank (from 0) and the next one in sorted order; for the last rank, twice the
// value.
struct Neighbours {
  double at;
  double next;
};

// Only the order of `values` changes. `spare` is temporary storage.
Neighbours select_neighbours(std::span<double> values, std::vector<double>& spare,
                             std::size_t rank);

} // namespace escala
