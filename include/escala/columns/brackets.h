// SPDX-License-Identifier: Apache-2.0
// One pass over a column that counts and finds what lies around a few brackets: the work of exact
// quantiles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "escala/columns/bits.h"

namespace escala {

// Values as single precision sees them: rounding keeps their order, so brackets in it split a
// column of doubles as strictly as brackets of doubles would, at a fraction of the work.
inline float rounded(double value) { return static_cast<float>(value); }

// A closed interval of rounded values.
struct Bracket {
  float low = 0;
  float high = 0;
};

// Rounded values in order, as integers of which the upper 16 bits that matter are compared: cells
// of 2^shift neighbouring numbers, those around the base apart from each other and what is further
// away in one cell on either side.
struct CellScale {
  int shift = 31;
  std::int32_t base = 0;
};

// The finest scale that tells apart the edges of all brackets, no coarser than one before.
CellScale scale_of(std::span<const Bracket> brackets, const CellScale& before);

// The finest scale on which the two lie in the first so many cells, at most 2^14: cell 0 is that of
// `low`.
CellScale scale_between(float low, float high, std::size_t cells);

// The cell of each value, as far as 16 bits tell it apart.
void cells_of(std::span<const double> values, const CellScale& scale, std::int16_t* cells);

// The numbers of a cell.
Bracket bracket_of_cell(std::int32_t cell, const CellScale& scale);

// The smallest bracket of whole cells that holds another; an edge too far away to be told from what
// lies beyond becomes infinite.
Bracket of_whole_cells(Bracket bracket, const CellScale& scale);

// The first and last cells of a few brackets.
struct BracketCells {
  static constexpr std::size_t kMost = 4;
  static constexpr std::int16_t kFirst = std::numeric_limits<std::int16_t>::min();
  static constexpr std::int16_t kLast = std::numeric_limits<std::int16_t>::max();
  std::int16_t low[kMost] = {kFirst, kFirst, kFirst, kFirst};
  std::int16_t high[kMost] = {kLast, kLast, kLast, kLast};
};

// Brackets as a column is compared with them.
struct BracketTable {
  CellScale scale;
  std::size_t count = 0;
  std::vector<BracketCells> cells; // as few as hold them
};

// Brackets are ascending and disjoint and of whole cells.
BracketTable table_of(std::span<const Bracket> brackets, const CellScale& scale);

// Where each of at most so many values lies: place 2 b is below bracket b and above those before
// it, place 2 b + 1 inside it.
inline constexpr std::size_t kMostBracketed = 1024;
struct BracketPlaces {
  alignas(64) std::array<std::int16_t, kMostBracketed> of;
  std::array<std::uint64_t, kMostBracketed / kWordBits>
      inside;        // bit i of it all: value i is in a bracket
  std::size_t count; // of those
};

// The place of each value, of which none is NaN; adds to below[b] how many lie below the b-th.
void find_places(std::span<const double> values, const BracketTable& brackets, std::size_t* below,
                 BracketPlaces& places);

// The least and the greatest of values that are no NaN; of none, infinities the other way round.
struct Extent {
  double low;
  double high;
};
Extent extent_of(std::span<const double> values);

// Appends to `inside` the values of a closed interval, in their order, and adds to `below` how many
// lie below it. `inside` may be where the values are, and has room for all of them and kSpare more.
inline constexpr std::size_t kSpare = 16;
std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside);

} // namespace escala
