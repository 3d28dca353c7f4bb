// SPDX-License-Identifier: Apache-2.0
// Comparisons of a column with a constant. Comparisons have a tolerance, so their result changes at
// a number near the constant: the threshold.
#pragma once

#include <cstdint>
#include <optional>

#include "escala/columns/arithmetic.h"

namespace escala {

struct Threshold {
  double least = 0;         // the smallest number on the upper side
  bool holds_above = false; // whether the comparison holds on the upper side, or on the lower one
};

// The threshold of `value comparison constant`. nullopt for == and !=, and if the constant is not a
// finite number or is so large that its tolerance overflows.
std::optional<Threshold> threshold_of(Comparison comparison, double constant);

// Whether the comparison holds for each value, as bits, 64 lanes in each word; bits after the last
// lane are 0. Returns false if a value is not a finite number; then the bits have no meaning.
bool threshold_bits(const Threshold& threshold, ConstColumn values, std::uint64_t* words);

} // namespace escala
