// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/sobol.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/sobol.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

#ifndef ESCALA_COLUMNS_SOBOL_KEYS
#define ESCALA_COLUMNS_SOBOL_KEYS
namespace escala {

// The keys of one dimension of one replicate.
struct ScrambleKeys {
  std::uint32_t add = 0;
  std::uint32_t multiply = 0;
  std::uint32_t flip = 0;
  std::uint32_t fill = 0;
};

using ReplicateKeys = std::array<ScrambleKeys, kReplicates>;

} // namespace escala
#endif

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

using Points = hn::CappedTag<std::uint32_t, kSobolGroup>;
using Point = hn::Vec<Points>;

HWY_INLINE Point constant(std::uint32_t value) { return hn::Set(Points(), value); }

HWY_INLINE Point flip_by_product(Point x, std::uint32_t even) {
  return hn::Xor(x, hn::Mul(x, constant(even)));
}

// A nested permutation: no bit depends on a higher bit, and lower bits are earlier digits. The
// constants are Vegdahl's.
HWY_INLINE Point scramble(Point x, const ScrambleKeys& keys) {
  x = flip_by_product(x, 0x3d20adea);
  x = hn::Add(x, constant(keys.add));
  x = hn::Mul(x, constant(keys.multiply | 1));
  x = flip_by_product(x, 0x05526c56);
  x = flip_by_product(x, 0x53a22864);
  return hn::Xor(x, constant(keys.flip));
}

template <int kShift>
HWY_INLINE Point swap_bits(Point x, std::uint32_t mask) {
  return hn::Or(hn::ShiftLeft<kShift>(hn::And(x, constant(mask))),
                hn::And(hn::ShiftRight<kShift>(x), constant(mask)));
}

HWY_INLINE Point reverse_bits(Point x) {
  x = swap_bits<1>(x, 0x55555555);
  x = swap_bits<2>(x, 0x33333333);
  x = swap_bits<4>(x, 0x0F0F0F0F);
  x = swap_bits<8>(x, 0x00FF00FF);
  return hn::Or(hn::ShiftLeft<16>(x), hn::ShiftRight<16>(x));
}

// The digits after a point's own 32 digits: a hash of these.
HWY_INLINE Point later_digits(Point x, const ScrambleKeys& keys) {
  x = hn::Xor(x, constant(keys.fill));
  x = hn::Mul(hn::Xor(x, hn::ShiftRight<16>(x)), constant(0x85EBCA6B));
  return hn::Mul(hn::Xor(x, hn::ShiftRight<13>(x)), constant(0xC2B2AE35));
}

// Writes the upper 52 bits of (high, low) as a fraction, plus 2^-53.
HWY_INLINE void put_uniforms(const std::uint32_t* high, const std::uint32_t* low, double* out) {
  const Doubles d;
  const Words w;
  const hn::Rebind<std::uint32_t, Words> halves;
  for (std::size_t i = 0; i < kSobolGroup; i += hn::Lanes(d)) {
    const auto upper = hn::ShiftLeft<20>(hn::PromoteTo(w, hn::LoadU(halves, high + i)));
    const auto lower = hn::ShiftRight<12>(hn::PromoteTo(w, hn::LoadU(halves, low + i)));
    const auto bits = hn::Or(hn::Or(upper, lower), hn::Set(w, 0x3FF0000000000000));
    hn::StoreU(hn::Sub(hn::BitCast(d, bits), hn::Set(d, 1 - 0x1p-53)), d, out + i);
  }
}

// Writes the points of a group. Each is the first one with the digits flipped that belong to the
// lower bits of its index.
void put_group(std::uint32_t first, const std::uint32_t* flips, const ScrambleKeys& keys,
               double* out) {
  const Points p;
  HWY_ALIGN std::uint32_t high[kSobolGroup];
  HWY_ALIGN std::uint32_t low[kSobolGroup];
  for (std::size_t i = 0; i < kSobolGroup; i += hn::Lanes(p)) {
    const Point point = hn::Xor(constant(first), hn::Load(p, flips + i));
    const Point x = reverse_bits(scramble(point, keys));
    hn::Store(x, p, high + i);
    hn::Store(later_digits(x, keys), p, low + i);
  }
  put_uniforms(high, low, out);
}

void fill_sobol(const SobolDimension& dimension, const ReplicateKeys& keys, std::uint64_t first,
                double* out, std::size_t lanes) {
  HWY_ALIGN std::uint32_t flips[kSobolGroup];
  for (std::uint32_t i = 0; i < kSobolGroup; ++i)
    flips[i] = sobol_point(dimension, i);
  const auto put = [&](std::uint64_t path, double* at) {
    const std::uint64_t turn = path / kTurn;
    const auto index = static_cast<std::uint32_t>(turn / kReplicates * kTurn + path % kTurn);
    put_group(sobol_point(dimension, index), flips, keys[turn % kReplicates], at);
  };
  std::size_t i = 0;
  for (; i + kSobolGroup <= lanes; i += kSobolGroup)
    put(first + i, out + i);
  if (i == lanes)
    return;
  double last[kSobolGroup];
  put(first + i, last);
  std::copy_n(last, lanes - i, out + i);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {

ESCALA_EXPORT(fill_sobol);

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;

// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

ScrambleKeys keys_from(std::uint64_t state) {
  const std::uint64_t first = mix(state + kGolden);
  const std::uint64_t second = mix(state + 2 * kGolden);
  return {.add = static_cast<std::uint32_t>(first),
          .multiply = static_cast<std::uint32_t>(first >> 32),
          .flip = static_cast<std::uint32_t>(second),
          .fill = static_cast<std::uint32_t>(second >> 32)};
}

ReplicateKeys keys_of(std::uint64_t seed, std::uint32_t dimension) {
  ReplicateKeys keys;
  const std::uint64_t base = mix(seed + kGolden);
  for (std::size_t r = 0; r < kReplicates; ++r)
    keys[r] = keys_from(mix(base + kGolden * (dimension * kReplicates + r + 1)));
  return keys;
}

} // namespace

void fill_sobol(const SobolDimension& dimension, std::uint64_t seed, std::uint64_t first,
                Column out) {
  ESCALA_DISPATCH(fill_sobol)
  (dimension, keys_of(seed, dimension.number), first, out.data(), out.size());
}

} // namespace escala
#endif
