// SPDX-License-Identifier: Apache-2.0
// One pass over a column that counts the values below each of a few brackets and finds those
// inside: most of the work of exact quantiles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "escala/columns/bits.h"

namespace escala {

// A value in single precision. Rounding keeps the order of values, so brackets of rounded values
// also split a column of doubles exactly, at less cost.
inline float rounded(double value) { return static_cast<float>(value); }

// A closed interval of rounded values.
struct Bracket {
  float low = 0;
  float high = 0;
};

// Rounded values are numbered in order, and 2^shift neighbouring numbers form a cell. Cells are
// counted from the base and have 16 bits: values too far from the base are in the first or the last
// cell.
struct CellScale {
  int shift = 31;
  std::int32_t base = 0;
};

// The finest scale on which no edge of a bracket is in the first or last cell; not coarser than
// `before`.
CellScale scale_of(std::span<const Bracket> brackets, const CellScale& before);

// The finest scale on which `low` is in cell 0 and `high` below cell `cells`, which is at most
// 2^14.
CellScale scale_between(float low, float high, std::size_t cells);

// The cell of each value.
void cells_of(std::span<const double> values, const CellScale& scale, std::int16_t* cells);

// The bracket of all numbers in a cell.
Bracket bracket_of_cell(std::int32_t cell, const CellScale& scale);

// The smallest bracket of whole cells that contains another. An edge in the first or last cell
// becomes infinite.
Bracket of_whole_cells(Bracket bracket, const CellScale& scale);

// The first and last cells of a few brackets.
struct BracketCells {
  static constexpr std::size_t kMost = 4;
  static constexpr std::int16_t kFirst = std::numeric_limits<std::int16_t>::min();
  static constexpr std::int16_t kLast = std::numeric_limits<std::int16_t>::max();
  std::int16_t low[kMost] = {kFirst, kFirst, kFirst, kFirst};
  std::int16_t high[kMost] = {kLast, kLast, kLast, kLast};
};

// Brackets in the form in which values are compared with them.
struct BracketTable {
  CellScale scale;
  std::size_t count = 0;
  std::vector<BracketCells> cells; // as few as the brackets need
};

// Brackets are ascending, disjoint and made of whole cells.
BracketTable table_of(std::span<const Bracket> brackets, const CellScale& scale);

// The place of each value: 2 b for a value between brackets b - 1 and b, 2 b + 1 for one inside
// bracket b.
inline constexpr std::size_t kBracketBatch = 1024;
struct BracketPlaces {
  alignas(64) std::array<std::int16_t, kBracketBatch> of;
  std::array<std::uint64_t, kBracketBatch / kWordBits>
      inside;        // bit i over all words: value i is in a bracket
  std::size_t count; // values in brackets
};

// Finds the place of each value, and adds to below[b] the number of values below bracket b. No
// value may be NaN; at most kBracketBatch values.
void find_places(std::span<const double> values, const BracketTable& brackets, std::size_t* below,
                 BracketPlaces& places);

// The smallest and the largest value. No value is NaN. Of no values: low is infinity, high is
// -infinity.
struct Extent {
  double low;
  double high;
};
Extent extent_of(std::span<const double> values);

// Writes the values in [low, high] to `inside` in their order, adds the number of values below
// `low` to `below`, and returns the number of values written. `inside` must have room for all
// values and kSpare more. It may be the array of the values.
inline constexpr std::size_t kSpare = 16;
std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside);

} // namespace escala
