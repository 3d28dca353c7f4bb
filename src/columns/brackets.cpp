// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/brackets.h"

#include <cstdint>
#include <iterator>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/brackets.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// For every set of a vector's lanes: which halves of doubles stand first then, and how many lanes.
// Highway's own CompressStore copies its table onto the stack each time, as GCC 12 compiles it.
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

// Appends the lanes that the mask holds for; writes a whole vector.
HWY_INLINE std::size_t append(Vector at, hn::Mask<Doubles> mask, double* to) {
  const Doubles d;
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(d, mask, bits);
#if HWY_TARGET == HWY_SCALAR
  hn::StoreU(at, d, to);
#else
  const hn::Repartition<std::uint32_t, Doubles> w;
  const auto order = hn::IndicesFromVec(w, hn::Load(w, kOrders.halves[bits[0]]));
  hn::StoreU(hn::BitCast(d, hn::TableLookupLanes(hn::BitCast(w, at), order)), d, to);
#endif
  return kOrders.count[bits[0]];
}

#if HWY_TARGET != HWY_SCALAR
using Singles = hn::Repartition<float, Doubles>;

HWY_INLINE hn::Vec<Singles> both_rounded(Vector low, Vector high) {
  const hn::Half<Singles> half;
  return hn::Combine(Singles(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
}

// Whole pairs of vectors; says how many values it took.
template <std::size_t kCount>
HWY_INLINE std::size_t collect_pairs(std::span<const double> values, const Bracket* brackets,
                                     std::size_t* below, double* inside, std::size_t& collected) {
  const Doubles d;
  const Singles f;
  const hn::RebindToSigned<Singles> whole;
  const hn::RebindToSigned<Doubles> wide;
  const std::size_t width = hn::Lanes(d);
  hn::Vec<decltype(whole)> counters[kCount];
  hn::Vec<Singles> lows[kCount];
  hn::Vec<Singles> highs[kCount];
  for (std::size_t b = 0; b < kCount; ++b) {
    counters[b] = hn::Zero(whole);
    lows[b] = hn::Set(f, brackets[b].low);
    highs[b] = hn::Set(f, brackets[b].high);
  }
  std::size_t i = 0;
  for (; i + 2 * width <= values.size(); i += 2 * width) {
    const Vector first = hn::LoadU(d, values.data() + i);
    const Vector second = hn::LoadU(d, values.data() + i + width);
    const auto at = both_rounded(first, second);
    auto any = hn::Zero(whole);
    for (std::size_t b = 0; b < kCount; ++b) {
      // A mask is -1 in each lane that it holds in; below a bracket's low is below its high too.
      const auto under = hn::BitCast(whole, hn::VecFromMask(f, hn::Lt(at, lows[b])));
      const auto within = hn::BitCast(whole, hn::VecFromMask(f, hn::Le(at, highs[b])));
      counters[b] = hn::Sub(counters[b], under);
      any = hn::Xor(any, hn::Xor(under, within));
    }
    const hn::Half<decltype(whole)> half;
    const auto mask = [&](auto part) HWY_ATTR {
      return hn::MaskFromVec(hn::BitCast(d, hn::PromoteTo(wide, part)));
    };
    collected += append(first, mask(hn::LowerHalf(half, any)), inside + collected);
    collected += append(second, mask(hn::UpperHalf(half, any)), inside + collected);
  }
  for (std::size_t b = 0; b < kCount; ++b) {
    HWY_ALIGN std::int32_t counts[HWY_MAX_BYTES / sizeof(std::int32_t)];
    hn::Store(counters[b], whole, counts);
    for (std::size_t lane = 0; lane < 2 * width; ++lane)
      below[b] += static_cast<std::size_t>(counts[lane]);
  }
  return i;
}
#endif

template <std::size_t kCount>
std::size_t collect(std::span<const double> values, const Bracket* brackets, std::size_t* below,
                    double* inside) {
  std::size_t collected = 0;
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  i = collect_pairs<kCount>(values, brackets, below, inside, collected);
#endif
  for (; i < values.size(); ++i) {
    const float at = rounded(values[i]);
    bool any = false;
    for (std::size_t b = 0; b < kCount; ++b) {
      below[b] += at < brackets[b].low;
      any |= at >= brackets[b].low && at <= brackets[b].high;
    }
    inside[collected] = values[i];
    collected += any;
  }
  return collected;
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

std::size_t collect_inside(std::span<const double> values, std::span<const Bracket> brackets,
                           std::size_t* below, double* inside) {
  switch (brackets.size()) {
  case 1:
    return collect<1>(values, brackets.data(), below, inside);
  case 2:
    return collect<2>(values, brackets.data(), below, inside);
  case 3:
    return collect<3>(values, brackets.data(), below, inside);
  case 4:
    return collect<4>(values, brackets.data(), below, inside);
  case 5:
    return collect<5>(values, brackets.data(), below, inside);
  case 6:
    return collect<6>(values, brackets.data(), below, inside);
  case 7:
    return collect<7>(values, brackets.data(), below, inside);
  case 8:
    return collect<8>(values, brackets.data(), below, inside);
  default:
    return 0;
  }
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace escala {
namespace {
HWY_EXPORT(collect_inside);
HWY_EXPORT(collect_between);
} // namespace

std::size_t collect_inside(std::span<const double> values, std::span<const Bracket> brackets,
                           std::size_t* below, double* inside) {
  return HWY_DYNAMIC_DISPATCH(collect_inside)(values, brackets, below, inside);
}

std::size_t collect_between(std::span<const double> values, double low, double high,
                            std::size_t& below, double* inside) {
  return HWY_DYNAMIC_DISPATCH(collect_between)(values, low, high, below, inside);
}

} // namespace escala
#endif
