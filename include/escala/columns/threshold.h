// SPDX-License-Identifier: Apache-2.0
// Comparisons of columns with a constant: within their tolerance they change at one number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "escala/columns/arithmetic.h"

namespace escala {

struct Threshold {
  double least = 0;         // the least number on its upper side
  bool holds_above = false; // on which side the comparison holds
};

// Where `value comparison constant` changes; nothing for == and !=, and for what is no number.
std::optional<Threshold> threshold_of(Comparison comparison, double constant);

// Whether each value is on the side where it holds, as bits, 64 lanes to a word: 0 behind the last
// lane. False where a value is no number; the bits are then anything.
bool threshold_bits(const Threshold& threshold, const double* values, std::uint64_t* words,
                    std::size_t lanes);

} // namespace escala
