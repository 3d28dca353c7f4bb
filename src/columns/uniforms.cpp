// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/uniforms.h"

#include <algorithm>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/uniforms.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

using Word = hn::Vec<Words>;

constexpr std::size_t kRounds = 10;
constexpr std::uint32_t kMultiplier[] = {0xD2511F53, 0xCD9E8D57};
constexpr std::uint32_t kWeyl[] = {0x9E3779B9, 0xBB67AE85};

// Four 32-bit words of as many Philox blocks as there are lanes, each in the lower half of a lane.
// The upper halves hold rubbish, which no product sees.
struct Blocks {
  Word word[4];
};

HWY_INLINE Word product(Word a, std::uint32_t b) {
  const Words w;
#if HWY_TARGET == HWY_SCALAR
  return hn::Set(w, std::uint64_t{static_cast<std::uint32_t>(hn::GetLane(a))} * b);
#else
  const hn::Repartition<std::uint32_t, Words> halves;
  return hn::MulEven(hn::BitCast(halves, a), hn::BitCast(halves, hn::Set(w, b)));
#endif
}

// The round keys: of round r, words 2 r and 2 r + 1.
struct RoundKeys {
  std::uint64_t word[2 * kRounds];
};

RoundKeys round_keys(std::uint64_t key) {
  RoundKeys keys;
  auto low = static_cast<std::uint32_t>(key);
  auto high = static_cast<std::uint32_t>(key >> 32);
  for (std::size_t round = 0; round < kRounds; ++round) {
    keys.word[2 * round] = low;
    keys.word[2 * round + 1] = high;
    low += kWeyl[0];
    high += kWeyl[1];
  }
  return keys;
}

HWY_INLINE void encrypt_round(Blocks& x, Word low, Word high) {
  const Word first = product(x.word[0], kMultiplier[0]);
  const Word second = product(x.word[2], kMultiplier[1]);
  x.word[0] = hn::Xor(hn::Xor(hn::ShiftRight<32>(second), x.word[1]), low);
  x.word[1] = second;
  x.word[2] = hn::Xor(hn::Xor(hn::ShiftRight<32>(first), x.word[3]), high);
  x.word[3] = first;
}

// The upper 52 of 64 bits, and a half: a number between 1 and 2 less 1 - 2^-53, without rounding.
HWY_INLINE Vector uniform_of(Word low, Word high) {
  const Doubles d;
  const Words w;
  const Word word = hn::Or(hn::ShiftLeft<32>(high), hn::And(low, hn::Set(w, 0xFFFFFFFF)));
  const Word bits = hn::Or(hn::ShiftRight<12>(word), hn::Set(w, 0x3FF0000000000000));
  return hn::Sub(hn::BitCast(d, bits), hn::Set(d, 1 - 0x1p-53));
}

// Of the pairs of paths from `pair` on: four times as many uniforms as there are lanes, from two
// rows of blocks side by side, since each round waits for the one before.
HWY_INLINE void put_uniforms(const UniformKey& key, const RoundKeys& keys, std::uint64_t pair,
                             double* out) {
  const Words w;
  const Doubles d;
  const std::uint64_t month = static_cast<std::uint64_t>(key.month) << 16;
  const auto begin = [&](std::uint64_t first) HWY_ATTR {
    const Word counter = hn::Add(hn::Iota(w, 0), hn::Set(w, first));
    return Blocks{{counter, hn::Or(hn::ShiftRight<32>(counter), hn::Set(w, month)),
                   hn::Set(w, key.stream), hn::Set(w, key.stream >> 32)}};
  };
  Blocks x = begin(pair);
  Blocks y = begin(pair + hn::Lanes(d));
  for (std::size_t round = 0; round < kRounds; ++round) {
    const Word low = hn::Set(w, keys.word[2 * round]);
    const Word high = hn::Set(w, keys.word[2 * round + 1]);
    encrypt_round(x, low, high);
    encrypt_round(y, low, high);
  }
  const auto put = [&](const Blocks& blocks, double* at) HWY_ATTR {
    hn::StoreInterleaved2(uniform_of(blocks.word[0], blocks.word[1]),
                          uniform_of(blocks.word[2], blocks.word[3]), d, at);
  };
  put(x, out);
  put(y, out + 2 * hn::Lanes(d));
}

// A block for each lane, of which it takes its half.
HWY_INLINE Vector uniforms_of_lanes(const RoundKeys& keys, std::uint32_t month, Word streams,
                                    Word paths) {
  const Words w;
  const Doubles d;
  const Word pair = hn::ShiftRight<1>(paths);
  const Word counter_high = hn::Set(w, static_cast<std::uint64_t>(month) << 16);
  Blocks x{
      {pair, hn::Or(hn::ShiftRight<32>(pair), counter_high), streams, hn::ShiftRight<32>(streams)}};
  for (std::size_t round = 0; round < kRounds; ++round)
    encrypt_round(x, hn::Set(w, keys.word[2 * round]), hn::Set(w, keys.word[2 * round + 1]));
  const auto odd = hn::RebindMask(d, hn::TestBit(paths, hn::Set(w, 1)));
  return hn::IfThenElse(odd, uniform_of(x.word[2], x.word[3]), uniform_of(x.word[0], x.word[1]));
}

void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, double* out, std::size_t lanes) {
  const RoundKeys keys = round_keys(seed);
  const Words w;
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    hn::StoreU(uniforms_of_lanes(keys, month, hn::LoadU(w, streams + i), hn::LoadU(w, paths + i)),
               d, out + i);
  for (; i < lanes; ++i)
    out[i] =
        hn::GetLane(uniforms_of_lanes(keys, month, hn::Set(w, streams[i]), hn::Set(w, paths[i])));
}

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  const RoundKeys keys = round_keys(key.seed);
  const std::size_t width = 4 * hn::Lanes(Doubles());
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    put_uniforms(key, keys, (first + i) / 2, out + i);
  if (i == lanes)
    return;
  constexpr std::size_t kMostLanes = HWY_MAX_BYTES / sizeof(double);
  double last[4 * kMostLanes];
  put_uniforms(key, keys, (first + i) / 2, last);
  std::copy_n(last, lanes - i, out + i);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace escala {
namespace {
HWY_EXPORT(fill_uniforms);
HWY_EXPORT(uniforms_at);
} // namespace

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(fill_uniforms)(key, first, out, lanes);
}

void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(uniforms_at)(seed, month, streams, paths, out, lanes);
}

double uniform_at(const UniformKey& key, std::uint64_t path) {
  double uniform = 0;
  uniforms_at(key.seed, key.month, &key.stream, &path, &uniform, 1);
  return uniform;
}

} // namespace escala
#endif
