// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/bits.h"

#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/bits.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

HWY_INLINE std::uint64_t pack_word(const double* condition) {
  const Doubles d;
  const Vector one = hn::Set(d, 1.0);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d))
    word |= bits_of(hn::Eq(hn::LoadU(d, condition + i), one)) << i;
  return word;
}

void pack_conditions(const double* condition, std::uint64_t* words, std::size_t lanes) {
  std::size_t i = 0;
  for (; i + kWordBits <= lanes; i += kWordBits)
    *words++ = pack_word(condition + i);
  if (i == lanes)
    return;
  double last[kWordBits] = {};
  for (std::size_t lane = i; lane < lanes; ++lane)
    last[lane - i] = condition[lane];
  *words = pack_word(last);
}

std::uint64_t count_bits(std::span<const std::uint64_t> words) {
  std::uint64_t count = 0;
  for (std::uint64_t word : words)
    count += static_cast<std::uint64_t>(std::popcount(word));
  return count;
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(pack_conditions);
ESCALA_EXPORT(count_bits);
} // namespace

void pack_conditions(ConstColumn condition, std::uint64_t* words) {
  ESCALA_DISPATCH(pack_conditions)(condition.data(), words, condition.size());
}

std::uint64_t count_bits(std::span<const std::uint64_t> words) {
  return ESCALA_DISPATCH(count_bits)(words);
}

} // namespace escala
#endif
