// SPDX-License-Identifier: Apache-2.0
// Conditions as bits: 64 paths to a word, the first path in the lowest bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace escala {

inline constexpr std::size_t kWordBits = 64;

// Bit i is whether condition[i] is 1; n/a and 0 are not, nor are the bits behind the last lane.
void pack_conditions(const double* condition, std::uint64_t* words, std::size_t lanes);

// How many are set.
std::uint64_t count_bits(std::span<const std::uint64_t> words);

} // namespace escala
