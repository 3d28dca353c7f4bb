// SPDX-License-Identifier: Apache-2.0
// Comparisons of a column with a constant. Because of their tolerance, their result changes at one
// number near the constant: the threshold.
#pragma once

#include <cstdint>
#include <optional>

#include "escala/columns/arithmetic.h"

namespace escala {

struct Threshold {
  double least = 0;         // the smallest number on the upper side
  bool holds_above = false; // whether the comparison holds on the upper side, or on the lower one
};

// Where `value comparison constant` changes. Nothing for == and !=, and for a constant that is not
// a finite number or is so large that its tolerance overflows.
std::optional<Threshold> threshold_of(Comparison comparison, double constant);

// Whether the comparison holds of each value, as bits, 64 lanes to a word: 0 after the last lane.
// False where a value is not a finite number; the bits have no meaning then.
bool threshold_bits(const Threshold& threshold, ConstColumn values, std::uint64_t* words);

} // namespace escala
