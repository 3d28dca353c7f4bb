// SPDX-License-Identifier: Apache-2.0
// Conditions as bits: 64 paths in each word, the first path in the lowest bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "escala/columns/column.h"

namespace escala {

inline constexpr std::size_t kWordBits = 64;

// Sets bit i where condition[i] is 1. Bits of n/a and of 0, and those after the last lane, are 0.
void pack_conditions(ConstColumn condition, std::uint64_t* words);

// The number of bits that are set.
std::uint64_t count_bits(std::span<const std::uint64_t> words);

} // namespace escala
