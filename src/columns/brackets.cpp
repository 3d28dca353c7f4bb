// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/brackets.h"

#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/brackets.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

template <std::size_t kCount>
std::size_t collect(std::span<const double> values, const Bracket* brackets, std::size_t* below,
                    double* inside) {
  const Doubles d;
  const hn::RebindToSigned<Doubles> whole;
  using Counter = hn::Vec<decltype(whole)>;
  const std::size_t width = hn::Lanes(d);
  Counter counters[kCount];
  Vector lows[kCount];
  Vector highs[kCount];
  for (std::size_t b = 0; b < kCount; ++b) {
    counters[b] = hn::Zero(whole);
    lows[b] = hn::Set(d, brackets[b].low);
    highs[b] = hn::Set(d, brackets[b].high);
  }
  std::size_t collected = 0;
  std::size_t i = 0;
  // A whole vector is stored each time, so the last one needs room behind it: it waits for the end.
  for (; i + 2 * width <= values.size(); i += width) {
    const Vector at = hn::LoadU(d, values.data() + i);
    auto any = hn::MaskFromVec(hn::Zero(d));
    for (std::size_t b = 0; b < kCount; ++b) {
      const auto under = hn::Lt(at, lows[b]);
      // A mask is -1 in each lane that it holds in.
      counters[b] = hn::Sub(counters[b], hn::BitCast(whole, hn::VecFromMask(d, under)));
      any = hn::Or(any, hn::AndNot(under, hn::Le(at, highs[b])));
    }
    if (!hn::AllFalse(d, any))
      collected += hn::CompressStore(at, any, d, inside + collected);
  }
  for (; i < values.size(); ++i) {
    bool any = false;
    for (std::size_t b = 0; b < kCount; ++b) {
      below[b] += values[i] < brackets[b].low;
      any |= values[i] >= brackets[b].low && values[i] <= brackets[b].high;
    }
    inside[collected] = values[i];
    collected += any;
  }
  for (std::size_t b = 0; b < kCount; ++b) {
    HWY_ALIGN std::int64_t counts[HWY_MAX_BYTES / sizeof(std::int64_t)];
    hn::Store(counters[b], whole, counts);
    for (std::size_t lane = 0; lane < width; ++lane)
      below[b] += static_cast<std::size_t>(counts[lane]);
  }
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
} // namespace

std::size_t collect_inside(std::span<const double> values, std::span<const Bracket> brackets,
                           std::size_t* below, double* inside) {
  return HWY_DYNAMIC_DISPATCH(collect_inside)(values, brackets, below, inside);
}

} // namespace escala
#endif
