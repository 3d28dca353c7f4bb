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

HWY_INLINE Word swap_halves(Word a) {
#if HWY_TARGET == HWY_SCALAR
  return hn::RotateRight<32>(a);
#else
  const Words w;
  const hn::Repartition<std::uint32_t, Words> halves;
  return hn::BitCast(w, hn::Shuffle2301(hn::BitCast(halves, a)));
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

// The products wait for each other from round to round, so that the key meets what is there
// already.
HWY_INLINE void encrypt_round(Blocks& x, const RoundKeys& keys, std::size_t round) {
  const Words w;
  const Word first = product(x.word[0], kMultiplier[0]);
  const Word second = product(x.word[2], kMultiplier[1]);
  const Word low = hn::Xor(x.word[1], hn::Set(w, keys.word[2 * round]));
  const Word high = hn::Xor(x.word[3], hn::Set(w, keys.word[2 * round + 1]));
  x.word[0] = hn::Xor(hn::ShiftRight<32>(second), low);
  x.word[1] = second;
  x.word[2] = hn::Xor(hn::ShiftRight<32>(first), high);
  x.word[3] = first;
}

// The upper 52 of 64 bits, and a half: a number between 1 and 2 less 1 - 2^-53, without rounding.
HWY_INLINE Vector uniform_of_word(Word word) {
  const Words w;
  const Word bits = hn::Or(hn::ShiftRight<12>(word), hn::Set(w, 0x3FF0000000000000));
  return hn::Sub(hn::BitCast(Doubles(), bits), number(1 - 0x1p-53));
}

HWY_INLINE Vector uniform_of(Word product, Word other, std::uint64_t key) {
  const Words w;
  const Word low = hn::And(hn::Xor(other, hn::Set(w, key)), hn::Set(w, 0xFFFFFFFF));
  return uniform_of_word(hn::Xor(swap_halves(product), low));
}

struct Uniforms {
  Vector first, second;
};

// The last round, whose products end up as the upper halves of the uniforms' words.
HWY_INLINE Uniforms last_round(const Blocks& x, const RoundKeys& keys) {
  const std::uint64_t* key = keys.word + 2 * (kRounds - 1);
  const Word first = product(x.word[0], kMultiplier[0]);
  const Word second = product(x.word[2], kMultiplier[1]);
  return {uniform_of(second, x.word[1], key[0]), uniform_of(first, x.word[3], key[1])};
}

// What the first two rounds do to three of a counter's words, where all paths share them: half of
// both rounds.
struct Opening {
  std::uint64_t to_second; // round 0: what the counter's product meets
  std::uint64_t to_first;  // round 1: what the product of that meets
  std::uint64_t to_third;  //          and what the counter's
  std::uint64_t fourth;
};

Opening opening_of(const UniformKey& key, std::uint32_t counter_high, const RoundKeys& keys) {
  const auto stream_low = static_cast<std::uint32_t>(key.stream);
  const std::uint64_t second = std::uint64_t{stream_low} * kMultiplier[1];
  const std::uint32_t word = static_cast<std::uint32_t>(second >> 32 ^ counter_high ^ keys.word[0]);
  const std::uint64_t first = std::uint64_t{word} * kMultiplier[0];
  return {.to_second = key.stream >> 32 ^ keys.word[1],
          .to_first = second ^ keys.word[2],
          .to_third = first >> 32 ^ keys.word[3],
          .fourth = first};
}

HWY_INLINE Blocks after_two_rounds(Word counter, const Opening& opening) {
  const Words w;
  const Word first = product(counter, kMultiplier[0]);
  const Word third = hn::Xor(hn::ShiftRight<32>(first), hn::Set(w, opening.to_second));
  const Word second = product(third, kMultiplier[1]);
  return {{hn::Xor(hn::ShiftRight<32>(second), hn::Set(w, opening.to_first)), second,
           hn::Xor(first, hn::Set(w, opening.to_third)), hn::Set(w, opening.fourth)}};
}

// Which pair of paths, behind the first, each lane encrypts: in the order in which interleaving the
// halves of two vectors puts the pairs' uniforms one behind the other.
HWY_INLINE Word pair_of_lane() {
  const Words w;
#if HWY_TARGET == HWY_SCALAR
  return hn::Zero(w);
#else
  HWY_ALIGN std::uint64_t pairs[HWY_LANES(std::uint64_t)];
  for (std::size_t lane = 0; lane < hn::Lanes(w); ++lane)
    pairs[lane] = lane / 2 + lane % 2 * (hn::Lanes(w) / 2);
  return hn::Load(w, pairs);
#endif
}

HWY_INLINE void put(Uniforms uniforms, double* out) {
  const Doubles d;
#if HWY_TARGET == HWY_SCALAR
  hn::StoreU(uniforms.first, d, out);
  hn::StoreU(uniforms.second, d, out + 1);
#else
  hn::StoreU(hn::InterleaveLower(d, uniforms.first, uniforms.second), d, out);
  hn::StoreU(hn::InterleaveUpper(d, uniforms.first, uniforms.second), d, out + hn::Lanes(d));
#endif
}

// Rows of blocks that are encrypted side by side, since each round waits for the one before: as
// many as there are registers for.
constexpr std::size_t kRows = 4;

// Of the pairs of paths from `pair` on: twice as many uniforms as the rows have lanes.
HWY_INLINE void put_uniforms(const Opening& opening, const RoundKeys& keys, std::uint64_t pair,
                             double* out) {
  const Words w;
  Blocks rows[kRows];
  for (std::size_t row = 0; row < kRows; ++row)
    rows[row] =
        after_two_rounds(hn::Add(pair_of_lane(), hn::Set(w, pair + row * hn::Lanes(w))), opening);
  for (std::size_t round = 2; round + 1 < kRounds; ++round)
    for (Blocks& row : rows)
      encrypt_round(row, keys, round);
  for (std::size_t row = 0; row < kRows; ++row)
    put(last_round(rows[row], keys), out + 2 * row * hn::Lanes(w));
}

// A block for each lane, of which it takes its half.
HWY_INLINE Vector uniforms_of_lanes(const RoundKeys& keys, std::uint32_t month, Word streams,
                                    Word paths) {
  const Words w;
  const Word pair = hn::ShiftRight<1>(paths);
  const Word counter_high = hn::Set(w, static_cast<std::uint64_t>(month) << 16);
  Blocks x{
      {pair, hn::Or(hn::ShiftRight<32>(pair), counter_high), streams, hn::ShiftRight<32>(streams)}};
  for (std::size_t round = 0; round + 1 < kRounds; ++round)
    encrypt_round(x, keys, round);
  const Uniforms uniforms = last_round(x, keys);
  const auto odd = hn::RebindMask(Doubles(), hn::TestBit(paths, hn::Set(w, 1)));
  return hn::IfThenElse(odd, uniforms.second, uniforms.first);
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

// The same, of paths whose pairs share the upper half of their number.
void fill_sharing(const UniformKey& key, const RoundKeys& keys, std::uint64_t first, double* out,
                  std::size_t lanes) {
  const std::uint64_t pair = first / 2;
  const auto counter_high = static_cast<std::uint32_t>(pair >> 32) | key.month << 16;
  const Opening opening = opening_of(key, counter_high, keys);
  const std::size_t width = 2 * kRows * hn::Lanes(Doubles());
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    put_uniforms(opening, keys, pair + i / 2, out + i);
  if (i == lanes)
    return;
  double last[2 * kRows * HWY_MAX_BYTES / sizeof(double)];
  put_uniforms(opening, keys, pair + i / 2, last);
  std::copy_n(last, lanes - i, out + i);
}

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  constexpr std::uint64_t kSharing = 1ULL << 33;
  const RoundKeys keys = round_keys(key.seed);
  while (lanes > 0) {
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(lanes, kSharing - first % kSharing));
    fill_sharing(key, keys, first, out, count);
    first += count;
    out += count;
    lanes -= count;
  }
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(fill_uniforms);
ESCALA_EXPORT(uniforms_at);
} // namespace

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  ESCALA_DISPATCH(fill_uniforms)(key, first, out, lanes);
}

void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, double* out, std::size_t lanes) {
  ESCALA_DISPATCH(uniforms_at)(seed, month, streams, paths, out, lanes);
}

double uniform_at(const UniformKey& key, std::uint64_t path) {
  double uniform = 0;
  uniforms_at(key.seed, key.month, &key.stream, &path, &uniform, 1);
  return uniform;
}

} // namespace escala
#endif
