// SPDX-License-Identifier: Apache-2.0
// Counts of values in some thousand cells between the smallest and the largest value. They give
// bounds for ranks without sorting.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/columns/brackets.h"

namespace escala {

// A value that occurs many times and is counted instead of stored.
struct Atom {
  double value = 0;
  std::uint64_t count = 0;
};

class CellCounts {
 public:
  // Values must not contain n/a; with those of the atom there must be fewer than 2^32.
  CellCounts(std::span<const double> values, const Atom& atom);

  // The narrowest bracket of whole cells with at most `below` values below it and at least `up_to`
  // values up to its upper end. A side without such a cell is infinite.
  Bracket bracket(double below, double up_to) const;

  // One value of each cell that is not empty, ascending.
  std::vector<double> samples(std::span<const double> values) const;
  std::size_t occupied() const { return occupied_; } // number of cells that are not empty
  // A value that more than one value in 64 is equal to; n/a if there is none.
  double common() const { return common_; }

 private:
  double common_in(std::span<const double> values, std::size_t cell, std::size_t count) const;

  CellScale scale_;
  std::vector<std::int16_t> cell_of_; // of each value
  std::vector<std::uint32_t> up_to_;  // number of values before each cell, and of all values
  std::size_t occupied_ = 0;
  double common_ = 0;
};

} // namespace escala
