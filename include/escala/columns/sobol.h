// SPDX-License-Identifier: Apache-2.0
// Sobol points, scrambled independently in each of sixteen replicates.
//
// Path i belongs to replicate i / 64 mod 16. Each replicate has the points of the sequence from the
// first one on. So the first paths of a longer run are the same as those of a shorter run, and the
// sizes of replicates differ by at most 64 paths.
//
// The coordinates are those of Sobol (1967) with the direction numbers of Joe and Kuo (2008), in
// the order of the index, not of its Gray code. They are scrambled as in Owen (1995): a hash of the
// digits before a digit decides whether it is flipped (Laine and Karras 2011, Burley 2020, Vegdahl
// 2021). Then the digits of a key decide again which digits are flipped, so that each single point
// is uniform. The 32 digits of a point are followed by 20 more, as in Owen's scrambling: zeros that
// are flipped by a hash of the digits before them. A uniform is an odd multiple of 2^-53 (as in
// uniforms.h), strictly between 0 and 1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "escala/columns/column.h"

namespace escala {

inline constexpr std::size_t kReplicates = 16;
inline constexpr std::size_t kTurn = 64;                // consecutive paths of one replicate
inline constexpr std::size_t kSobolGroup = 16;          // points computed together
inline constexpr std::uint32_t kSobolDimensions = 3667; // that have direction numbers

// Direction numbers. Number k flips digits of the points whose index has bit k. Bit 0 is the first
// binary digit of a point, with the value 1/2.
struct SobolDimension {
  std::uint32_t number = 0;
  std::array<std::uint32_t, 32> directions = {};
};

// `number` is below kSobolDimensions.
SobolDimension sobol_dimension(std::uint32_t number);

// Point `index` of the sequence, not scrambled; bit 0 is the first digit.
std::uint32_t sobol_point(const SobolDimension& dimension, std::uint32_t index);

// out[i] is the uniform of path first + i; `first` is a multiple of kSobolGroup, and below 2^36.
void fill_sobol(const SobolDimension& dimension, std::uint64_t seed, std::uint64_t first,
                Column out);

} // namespace escala
