// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/uniforms.h"

#include <algorithm>
#include <cstddef>

#ifndef ESCALA_COLUMNS_PHILOX
#define ESCALA_COLUMNS_PHILOX
namespace escala {
namespace {

constexpr std::size_t kRounds = 10;
constexpr std::uint32_t kMultiplier[] = {0xD2511F53, 0xCD9E8D57};
constexpr std::uint32_t kWeyl[] = {0x9E3779B9, 0xBB67AE85};

// Sixteen paths share four blocks: path 4 w + b of the sixteen has word w of block b.
constexpr std::uint64_t kTogether = 16;
constexpr std::uint64_t kBlocks = 4;

std::uint64_t block_of(std::uint64_t path) { return path / kTogether * kBlocks + path % kBlocks; }

std::uint32_t counter_high(std::uint64_t block, std::uint32_t month) {
  return static_cast<std::uint32_t>(block >> 32) | month << 16;
}

std::uint32_t word_of(const UniformKey& key, std::uint64_t path) {
  const std::uint64_t block = block_of(path);
  std::uint32_t word[] = {static_cast<std::uint32_t>(block), counter_high(block, key.month),
                          static_cast<std::uint32_t>(key.stream),
                          static_cast<std::uint32_t>(key.stream >> 32)};
  auto low = static_cast<std::uint32_t>(key.seed);
  auto high = static_cast<std::uint32_t>(key.seed >> 32);
  for (std::size_t round = 0; round < kRounds; ++round) {
    const std::uint64_t first = std::uint64_t{word[0]} * kMultiplier[0];
    const std::uint64_t second = std::uint64_t{word[2]} * kMultiplier[1];
    word[0] = static_cast<std::uint32_t>(second >> 32) ^ word[1] ^ low;
    word[1] = static_cast<std::uint32_t>(second);
    word[2] = static_cast<std::uint32_t>(first >> 32) ^ word[3] ^ high;
    word[3] = static_cast<std::uint32_t>(first);
    low += kWeyl[0];
    high += kWeyl[1];
  }
  return word[path / kBlocks % kBlocks];
}

constexpr double kTail = 0x1p-16;

bool is_in_tail(double uniform) { return uniform < kTail || uniform > 1 - kTail; }

// Adds 20 bits from a stream that does not belong to any name.
double refined(double uniform, const UniformKey& key, std::uint64_t path) {
  constexpr std::uint64_t kFiner = 0x9E37'79B9'7F4A'7C15;
  const auto word = static_cast<std::uint64_t>(uniform * 0x1p32);
  const std::uint64_t finer = word_of({key.seed, key.stream ^ kFiner, key.month}, path) >> 12;
  return (static_cast<double>(word << 20 | finer) + 0.5) * 0x1p-52;
}

} // namespace
} // namespace escala
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/uniforms.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

using Word = hn::Vec<Words>;

// One Philox block for each lane: four 32-bit words, each in the lower half of a lane. The upper
// halves have no meaning, and products ignore them.
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

// The round keys: words 2 r and 2 r + 1 are for round r.
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

// Each round waits for the products of the round before. So the key is combined first with words
// that are available already.
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

// The middle of the interval of length 2^-32 that a word stands for, computed from the number 2^52
// + word without rounding.
HWY_INLINE Vector uniform_of(Word word) {
  const Words w;
  const Word exponent = hn::Set(w, 0x4330'0000'0000'0000);
#if HWY_TARGET == HWY_SCALAR
  const Word bits = hn::Or(hn::And(word, hn::Set(w, 0xFFFF'FFFF)), exponent);
#else
  const hn::Repartition<std::uint32_t, Words> halves;
  const Word bits =
      hn::BitCast(w, hn::OddEven(hn::BitCast(halves, exponent), hn::BitCast(halves, word)));
#endif
  return multiply_add(hn::BitCast(Doubles(), bits), number(0x1p-32), number(0x1p-33 - 0x1p20));
}

// The part of the first two rounds that is the same for all paths, because three words of the
// counter are the same for all paths. It is half of both rounds.
struct Opening {
  std::uint64_t to_second; // round 0: XORed with the product of the counter
  std::uint64_t to_first;  // round 1: XORed with the product of that result
  std::uint64_t to_third;  // round 1: XORed with the product of the counter
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

// Rows of blocks that are encrypted at the same time, because each round waits for the round
// before. There are as many rows as fit in the registers.
constexpr std::size_t kRows = 4;
constexpr std::size_t kAtOnce = kRows * kBlocks * HWY_LANES(double); // paths

// Writes the uniforms of kAtOnce paths. `block` has the numbers of the first blocks, one for each
// lane. Updates the least and the most uniform so far.
HWY_INLINE void put_uniforms(const Opening& opening, const RoundKeys& keys, Word block, double* out,
                             Vector& least, Vector& most) {
  const Words w;
  const Doubles d;
  constexpr std::size_t kLanes = HWY_LANES(double);
  Blocks rows[kRows];
  for (std::size_t row = 0; row < kRows; ++row)
    rows[row] = after_two_rounds(hn::Add(block, hn::Set(w, row * kLanes)), opening);
  for (std::size_t round = 2; round < kRounds; ++round)
    for (Blocks& row : rows)
      encrypt_round(row, keys, round);
  for (std::size_t row = 0; row < kRows; ++row)
    for (std::size_t word = 0; word < kBlocks; ++word) {
      const Vector uniform = uniform_of(rows[row].word[word]);
      least = hn::Min(least, uniform);
      most = hn::Max(most, uniform);
      const std::size_t at = row * kLanes;
      hn::StoreU(uniform, d, out + at / kBlocks * kTogether + word * kBlocks + at % kBlocks);
    }
}

// Computes one block for each lane and returns the word of the lane's path.
HWY_INLINE Vector uniforms_of_lanes(const RoundKeys& keys, std::uint32_t month, Word streams,
                                    Word paths) {
  const Words w;
  const Word block =
      hn::Or(hn::ShiftLeft<2>(hn::ShiftRight<4>(paths)), hn::And(paths, hn::Set(w, kBlocks - 1)));
  const Word counter_high = hn::Set(w, static_cast<std::uint64_t>(month) << 16);
  Blocks x{{block, hn::Or(hn::ShiftRight<32>(block), counter_high), streams,
            hn::ShiftRight<32>(streams)}};
  for (std::size_t round = 0; round < kRounds; ++round)
    encrypt_round(x, keys, round);
  const auto odd = hn::TestBit(paths, hn::Set(w, 4));
  const auto upper = hn::TestBit(paths, hn::Set(w, 8));
  return uniform_of(hn::IfThenElse(upper, hn::IfThenElse(odd, x.word[3], x.word[2]),
                                   hn::IfThenElse(odd, x.word[1], x.word[0])));
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
  for (i = 0; i < lanes; ++i)
    if (is_in_tail(out[i]))
      out[i] = refined(out[i], {seed, streams[i], month}, paths[i]);
}

// fill_uniforms() for paths whose block numbers have the same upper half.
void fill_sharing(const UniformKey& key, const RoundKeys& keys, std::uint64_t first, double* out,
                  std::size_t lanes) {
  const std::uint64_t block = block_of(first);
  const Opening opening = opening_of(key, counter_high(block, key.month), keys);
  Vector least = number(0.5);
  Vector most = least;
  const Words w;
  Word blocks = hn::Add(hn::Iota(w, 0), hn::Set(w, block));
  std::size_t i = 0;
  for (; i + kAtOnce <= lanes; i += kAtOnce) {
    put_uniforms(opening, keys, blocks, out + i, least, most);
    blocks = hn::Add(blocks, hn::Set(w, kAtOnce / kBlocks));
  }
  if (i < lanes) {
    double last[kAtOnce];
    put_uniforms(opening, keys, blocks, last, least, most);
    std::copy_n(last, lanes - i, out + i);
  }
  const auto tail = hn::Or(hn::Lt(least, number(kTail)), hn::Gt(most, number(1 - kTail)));
  if (hn::AllFalse(Doubles(), tail))
    return;
  for (i = 0; i < lanes; ++i)
    if (is_in_tail(out[i]))
      out[i] = refined(out[i], key, first + i);
}

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  constexpr std::uint64_t kSharing = 1ULL << 34;
  const RoundKeys keys = round_keys(key.seed);
  const auto before = static_cast<std::size_t>(first % kTogether);
  if (before > 0) {
    double together[kTogether];
    const std::size_t count = std::min<std::size_t>(lanes, kTogether - before);
    fill_sharing(key, keys, first - before, together, kTogether);
    std::copy_n(together + before, count, out);
    first += count;
    out += count;
    lanes -= count;
  }
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

void fill_uniforms(const UniformKey& key, std::uint64_t first, Column out) {
  ESCALA_DISPATCH(fill_uniforms)(key, first, out.data(), out.size());
}

void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, Column out) {
  ESCALA_DISPATCH(uniforms_at)(seed, month, streams, paths, out.data(), out.size());
}

double uniform_at(const UniformKey& key, std::uint64_t path) {
  double uniform = 0;
  uniforms_at(key.seed, key.month, &key.stream, &path, {&uniform, 1});
  return uniform;
}

} // namespace escala
#endif
