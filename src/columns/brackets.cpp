// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/brackets.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

#ifndef ESCALA_COLUMNS_CELLS
#define ESCALA_COLUMNS_CELLS
namespace escala {
namespace {

// An integer for each number, in the order of the numbers; 0 for both zeros.
std::int32_t in_order(float value) {
  const auto bits = std::bit_cast<std::int32_t>(value);
  return bits < 0 ? std::numeric_limits<std::int32_t>::min() - bits : bits;
}

// The inverse of in_order(); infinity for integers beyond those of all numbers.
float number_in_order(std::int64_t place) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::int64_t most = in_order(kInfinity);
  const auto size = static_cast<std::int32_t>(std::min(std::abs(place), most));
  const auto number = std::bit_cast<float>(size);
  return place < 0 ? -number : number;
}

constexpr std::int32_t kFarthestCell = 30'000; // largest distance of an edge from the base

// Cells that do not fit in 16 bits become the first or the last cell.
std::int16_t cell_of(float value, const CellScale& scale) {
  using Limits = std::numeric_limits<std::int16_t>;
  const std::int32_t cell = (in_order(value) >> scale.shift) - scale.base;
  return static_cast<std::int16_t>(std::clamp<std::int32_t>(cell, Limits::min(), Limits::max()));
}

std::int16_t place_of(double value, const BracketTable& brackets, std::size_t* below) {
  const std::int16_t cell = cell_of(rounded(value), brackets.scale);
  std::size_t place = 0;
  for (std::size_t b = 0; b < brackets.count; ++b) {
    const BracketCells& edges = brackets.cells[b / BracketCells::kMost];
    const bool under = cell < edges.low[b % BracketCells::kMost];
    const bool over = cell > edges.high[b % BracketCells::kMost];
    below[b] += under;
    place += over ? 2 : under ? 0 : 1;
  }
  return static_cast<std::int16_t>(place);
}

} // namespace
} // namespace escala
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/brackets.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// For every set of lanes of a vector: the order of the halves of doubles that moves these lanes to
// the front, and the number of lanes. Highway's own CompressStore is not used, because GCC 12
// copies its table onto the stack at each call.
struct Orders {
  static constexpr std::size_t kLanes = HWY_LANES(double);
  HWY_ALIGN std::uint32_t halves[1 << kLanes][2 * kLanes] = {};
  std::size_t count[1 << kLanes] = {};

  constexpr Orders() {
    for (std::size_t set = 0; set < std::size(count); ++set)
      for (std::uint32_t lane = 0; lane < kLanes; ++lane)
        if ((set >> lane & 1) != 0) {
          halves[set][2 * count[set]] = 2 * lane;
          halves[set][2 * count[set]++ + 1] = 2 * lane + 1;
        }
  }
};
constexpr Orders kOrders;

// Appends the lanes that are set in the mask and returns their number. Writes a whole vector.
HWY_INLINE std::size_t append(Vector at, hn::Mask<Doubles> mask, double* to) {
  const Doubles d;
  const std::uint64_t set = bits_of(mask);
#if HWY_TARGET == HWY_SCALAR
  hn::StoreU(at, d, to);
#else
  const hn::Repartition<std::uint32_t, Doubles> w;
  const auto order = hn::IndicesFromVec(w, hn::Load(w, kOrders.halves[set]));
  hn::StoreU(hn::BitCast(d, hn::TableLookupLanes(hn::BitCast(w, at), order)), d, to);
#endif
  return kOrders.count[set];
}

#if HWY_TARGET != HWY_SCALAR
using Singles = hn::Repartition<float, Doubles>;

HWY_INLINE hn::Vec<Singles> both_rounded(Vector low, Vector high) {
  const hn::Half<Singles> half;
  return hn::Combine(Singles(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
}

using Shorts = hn::Repartition<std::int16_t, Doubles>;
using Cells = hn::Vec<Shorts>;

HWY_INLINE hn::Vec<hn::RebindToSigned<Singles>> wide_cells(hn::Vec<Singles> values,
                                                           const CellScale& scale) {
  const hn::RebindToSigned<Singles> whole;
  const auto bits = hn::BitCast(whole, values);
  const auto sign = hn::ShiftRight<31>(bits);
  const auto size = hn::And(bits, hn::Set(whole, std::numeric_limits<std::int32_t>::max()));
  const auto in_order = hn::Sub(hn::Xor(size, sign), sign);
  return hn::Sub(hn::ShiftRightSame(in_order, scale.shift), hn::Set(whole, scale.base));
}

// The cells of four vectors of values. Halves are combined in the order that compensates for the
// order of ReorderDemote2To.
HWY_INLINE Cells load_cells(const double* values, const CellScale& scale) {
  const Quad all = load_quad(values);
  constexpr bool kInOrder = HWY_LANES(double) == 2;
  const auto first = both_rounded(all.a, kInOrder ? all.b : all.c);
  const auto second = both_rounded(kInOrder ? all.c : all.b, all.d);
  return hn::ReorderDemote2To(Shorts(), wide_cells(first, scale), wide_cells(second, scale));
}

// A mask as numbers: -1 in each lane where it is set.
HWY_INLINE Cells minus_one(hn::Mask<Shorts> mask) { return hn::VecFromMask(Shorts(), mask); }

// The sum of counts, which must be less than 2^16.
HWY_INLINE std::size_t sum_of(Cells counts) {
  std::uint64_t words[HWY_LANES(std::uint64_t)];
  hn::StoreU(hn::BitCast(Words(), counts), Words(), words);
  std::uint64_t sum = 0;
  for (std::uint64_t word : words)
    sum += word;
  return sum * 0x0001'0001'0001'0001 >> 48;
}

// Updates the place of each value for one group of brackets: minus 1 for each bracket above the
// value, plus 1 for each bracket below it. A group is so small that everything stays in registers.
template <std::size_t... kBracket>
HWY_INLINE void pass(std::index_sequence<kBracket...> /*those of a group*/,
                     const BracketCells& edges, const std::int16_t* cells, std::int16_t* places,
                     std::size_t lanes, std::size_t* below) {
  const Shorts d;
  const Cells low[] = {hn::Set(d, edges.low[kBracket])...};
  const Cells high[] = {hn::Set(d, edges.high[kBracket])...};
  Cells counts[] = {(static_cast<void>(kBracket), hn::Zero(d))...};
  for (std::size_t i = 0; i < lanes; i += hn::Lanes(d)) {
    const Cells at = hn::Load(d, cells + i);
    Cells place = hn::Load(d, places + i);
    const auto step = [&](std::size_t b) HWY_ATTR {
      const Cells under = minus_one(hn::Gt(low[b], at));
      counts[b] = hn::Sub(counts[b], under);
      place = hn::Sub(hn::Add(place, under), minus_one(hn::Gt(at, high[b])));
    };
    (step(kBracket), ...);
    hn::Store(place, d, places + i);
  }
  ((below[kBracket] += sum_of(counts[kBracket])), ...);
}

// The same for a group of at most kMost brackets.
template <std::size_t kMost>
HWY_INLINE void pass_group(std::size_t count, const BracketCells& edges, const std::int16_t* cells,
                           std::int16_t* places, std::size_t lanes, std::size_t* below) {
  if constexpr (kMost > 0) {
    if (count == kMost)
      pass(std::make_index_sequence<kMost>(), edges, cells, places, lanes, below);
    else
      pass_group<kMost - 1>(count, edges, cells, places, lanes, below);
  }
}

// Bit i: whether lane i is odd.
HWY_INLINE std::uint64_t odd_ones(Cells places) {
  const Shorts d;
  std::uint64_t bits = 0;
  hn::StoreMaskBits(d, hn::TestBit(places, hn::Set(d, 1)), reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

// find_places() for lanes that fill whole vectors of cells.
HWY_INLINE void find_whole(const double* values, std::size_t lanes, const BracketTable& brackets,
                           std::size_t* below, BracketPlaces& places) {
  const Shorts d;
  HWY_ALIGN std::int16_t cells[kBracketBatch];
  std::int16_t* const of = places.of.data();
  const auto start = hn::Set(d, static_cast<std::int16_t>(brackets.count));
  const CellScale scale = brackets.scale;
  for (std::size_t i = 0; i < lanes; i += hn::Lanes(d)) {
    hn::Store(load_cells(values + i, scale), d, cells + i);
    hn::Store(start, d, of + i);
  }
  for (std::size_t first = 0; first < brackets.count; first += BracketCells::kMost)
    pass_group<BracketCells::kMost>(std::min(BracketCells::kMost, brackets.count - first),
                                    brackets.cells[first / BracketCells::kMost], cells, of, lanes,
                                    below + first);
  for (std::size_t first = 0; first < lanes; first += kWordBits) {
    std::uint64_t marks = 0;
    for (std::size_t i = 0; i < kWordBits && first + i < lanes; i += hn::Lanes(d))
      marks |= odd_ones(hn::Load(d, of + first + i)) << i;
    places.inside[first / kWordBits] = marks;
    places.count += static_cast<std::size_t>(std::popcount(marks));
  }
}
#endif

void cells_of(std::span<const double> values, const CellScale& scale, std::int16_t* cells) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; i + HWY_LANES(std::int16_t) <= values.size(); i += HWY_LANES(std::int16_t))
    hn::StoreU(load_cells(values.data() + i, scale), Shorts(), cells + i);
#endif
  for (; i < values.size(); ++i)
    cells[i] = cell_of(rounded(values[i]), scale);
}

Extent extent_of(std::span<const double> values) {
  const Doubles d;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Quad low = number<Quad>(kInfinity);
  Quad high = number<Quad>(-kInfinity);
  std::size_t i = 0;
  for (; i + kQuadLanes <= values.size(); i += kQuadLanes) {
    const Quad at = load_quad(values.data() + i);
    low = each([](Vector x, Vector y) HWY_ATTR { return hn::Min(x, y); }, low, at);
    high = each([](Vector x, Vector y) HWY_ATTR { return hn::Max(x, y); }, high, at);
  }
  Extent extent{
      hn::GetLane(hn::MinOfLanes(d, hn::Min(hn::Min(low.a, low.b), hn::Min(low.c, low.d)))),
      hn::GetLane(hn::MaxOfLanes(d, hn::Max(hn::Max(high.a, high.b), hn::Max(high.c, high.d))))};
  for (; i < values.size(); ++i)
    extent = {std::min(extent.low, values[i]), std::max(extent.high, values[i])};
  return extent;
}

void find_places(std::span<const double> values, const BracketTable& brackets, std::size_t* below,
                 BracketPlaces& places) {
  std::size_t i = 0;
  places.count = 0;
#if HWY_TARGET != HWY_SCALAR
  i = values.size() / HWY_LANES(std::int16_t) * HWY_LANES(std::int16_t);
  find_whole(values.data(), i, brackets, below, places);
#endif
  for (; i < values.size(); ++i) {
    places.of[i] = place_of(values[i], brackets, below);
    if (i % kWordBits == 0)
      places.inside[i / kWordBits] = 0;
    const bool inside = places.of[i] % 2 == 1;
    places.inside[i / kWordBits] |= std::uint64_t{inside} << (i % kWordBits);
    places.count += inside;
  }
}

std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside) {
  const Doubles d;
  const hn::RebindToSigned<Doubles> whole;
  const std::size_t width = hn::Lanes(d);
  const Vector lows = hn::Set(d, low);
  const Vector highs = hn::Set(d, high);
  auto counter = hn::Zero(whole);
  std::size_t collected = 0;
  std::size_t i = 0;
  for (; i + width <= values.size(); i += width) {
    const Vector at = hn::LoadU(d, values.data() + i);
    const auto under = hn::Lt(at, lows);
    counter = hn::Sub(counter, hn::BitCast(whole, hn::VecFromMask(d, under)));
    collected += append(at, hn::AndNot(under, hn::Le(at, highs)), inside + collected);
  }
  for (; i < values.size(); ++i) {
    const double at = values[i];
    below += at < low;
    inside[collected] = at;
    collected += at >= low && at <= high;
  }
  HWY_ALIGN std::int64_t counts[HWY_MAX_BYTES / sizeof(std::int64_t)];
  hn::Store(counter, whole, counts);
  for (std::size_t lane = 0; lane < width; ++lane)
    below += static_cast<std::size_t>(counts[lane]);
  return collected;
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(cells_of);
ESCALA_EXPORT(extent_of);
ESCALA_EXPORT(find_places);
ESCALA_EXPORT(collect_between);
} // namespace

CellScale scale_of(std::span<const Bracket> brackets, const CellScale& before) {
  std::int32_t low = std::numeric_limits<std::int32_t>::max();
  std::int32_t high = std::numeric_limits<std::int32_t>::min();
  for (const Bracket& bracket : brackets)
    for (float edge : {bracket.low, bracket.high}) {
      if (std::isinf(edge))
        continue;
      low = std::min(low, in_order(edge));
      high = std::max(high, in_order(edge));
    }
  if (low > high)
    return before;
  int shift = 1;
  while (shift <= before.shift && (high >> shift) - (low >> shift) > 2 * kFarthestCell)
    ++shift;
  return shift > before.shift ? before : CellScale{shift, (low >> shift) + kFarthestCell};
}

CellScale scale_between(float low, float high, std::size_t cells) {
  const auto most = static_cast<std::int32_t>(cells) - 1;
  int shift = 1;
  while ((in_order(high) >> shift) - (in_order(low) >> shift) > most)
    ++shift;
  return {shift, in_order(low) >> shift};
}

void cells_of(std::span<const double> values, const CellScale& scale, std::int16_t* cells) {
  ESCALA_DISPATCH(cells_of)(values, scale, cells);
}

Extent extent_of(std::span<const double> values) { return ESCALA_DISPATCH(extent_of)(values); }

Bracket bracket_of_cell(std::int32_t cell, const CellScale& scale) {
  const std::int64_t numbers = std::int64_t{1} << scale.shift;
  const std::int64_t at = std::int64_t{cell} + scale.base;
  return {number_in_order(at * numbers), number_in_order((at + 1) * numbers - 1)};
}

Bracket of_whole_cells(Bracket bracket, const CellScale& scale) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto cell = [&](float edge) { return (in_order(edge) >> scale.shift) - scale.base; };
  const auto is_far = [&](float edge) {
    return std::isinf(edge) || std::abs(cell(edge)) > kFarthestCell;
  };
  return {is_far(bracket.low) ? -kInfinity : bracket_of_cell(cell(bracket.low), scale).low,
          is_far(bracket.high) ? kInfinity : bracket_of_cell(cell(bracket.high), scale).high};
}

BracketTable table_of(std::span<const Bracket> brackets, const CellScale& scale) {
  BracketTable table{.scale = scale, .count = brackets.size(), .cells = {}};
  table.cells.resize((brackets.size() + BracketCells::kMost - 1) / BracketCells::kMost);
  for (std::size_t b = 0; b < brackets.size(); ++b) {
    BracketCells& cells = table.cells[b / BracketCells::kMost];
    const std::size_t at = b % BracketCells::kMost;
    if (!std::isinf(brackets[b].low))
      cells.low[at] = cell_of(brackets[b].low, scale);
    if (!std::isinf(brackets[b].high))
      cells.high[at] = cell_of(brackets[b].high, scale);
  }
  return table;
}

void find_places(std::span<const double> values, const BracketTable& brackets, std::size_t* below,
                 BracketPlaces& places) {
  ESCALA_DISPATCH(find_places)(values, brackets, below, places);
}

std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside) {
  return ESCALA_DISPATCH(collect_between)(values, low, high, below, inside);
}

} // namespace escala
#endif
