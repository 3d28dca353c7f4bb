// SPDX-License-Identifier: Apache-2.0
// How many values lie in each of some thousand cells between the least and the greatest: what their
// ranks are, without sorting them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/columns/brackets.h"

namespace escala {

// Equal values that are counted instead of kept.
struct Atom {
  double value = 0;
  std::uint64_t count = 0;
};

class CellCounts {
 public:
  // No n/a, and fewer than 2^32 of them with the atom.
  CellCounts(std::span<const double> values, const Atom& atom);

  // The narrowest bracket of cells with at most so many values below it, and at least so many up to
  // its end; infinite on a side where there is none.
  Bracket bracket(double below, double up_to) const;

  // A value of each cell that has any, ascending.
  std::vector<double> samples(std::span<const double> values) const;
  std::size_t occupied() const { return occupied_; } // cells
  // The value that more than one in sixty-four are; n/a where there is none.
  double common() const { return common_; }

 private:
  double common_in(std::span<const double> values, std::size_t cell, std::size_t count) const;

  CellScale scale_;
  std::vector<std::int16_t> cell_of_; // each value's
  std::vector<std::uint32_t> up_to_;  // values before each cell, and behind the last
  std::size_t occupied_ = 0;
  double common_ = 0;
};

} // namespace escala
