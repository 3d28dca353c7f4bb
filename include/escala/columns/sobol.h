// SPDX-License-Identifier: Apache-2.0
// Sobol points, scrambled independently in each of sixteen replicates.
//
// Replicates take turns, 64 paths each: path i belongs to replicate i / 64 mod 16. Each has the
// points of the sequence from the first on, so the first paths of a longer run are those of a
// shorter one, and any number of paths is shared out as equally as turns allow.
//
// Coordinates are those of Sobol (1967) with the direction numbers of Joe and Kuo (2008), in the
// order of the index and not of its Gray code. They are scrambled as Owen (1995) does it: a digit
// is flipped or not by a hash of the digits above it, after Laine and Karras (2011), Burley (2020)
// and Vegdahl (2021), and last by a digit of the key, which makes every point uniform by itself.
// Below the 32 digits of a point follow 20 more, as Owen's scrambling has them: zeros, flipped by a
// hash of the digits above. A uniform has the form of uniforms.h: 52 bits and a half, strictly
// between 0 and 1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace escala {

inline constexpr std::size_t kReplicates = 16;
inline constexpr std::size_t kTurn = 64;                // paths
inline constexpr std::size_t kSobolGroup = 16;          // points that are computed together
inline constexpr std::uint32_t kSobolDimensions = 3667; // that there are direction numbers for

// Direction numbers: number k flips the digits of a point whose index has bit k. Bit 0 is a
// point's first digit, worth a half.
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
                double* out, std::size_t lanes);

} // namespace escala
