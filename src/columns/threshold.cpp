// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/threshold.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "escala/columns/bits.h"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/threshold.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// A value minus itself is 0, except if the value is not a finite number. Then `odd` becomes
// different from 0.
HWY_INLINE std::uint64_t word_above(double least, const double* values, Vector& odd) {
  const Doubles d;
  const Vector edge = number(least);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const Vector value = hn::LoadU(d, values + i);
    word |= bits_of(hn::Ge(value, edge)) << i;
    odd = hn::Or(odd, value - value);
  }
  return word;
}

bool threshold_bits(const Threshold& threshold, const double* values, std::uint64_t* words,
                    std::size_t lanes) {
  const std::uint64_t flipped = threshold.holds_above ? 0 : ~std::uint64_t{0};
  Vector odd = number(0);
  std::size_t i = 0;
  for (; i + kWordBits <= lanes; i += kWordBits)
    *words++ = word_above(threshold.least, values + i, odd) ^ flipped;
  if (i < lanes) {
    double last[kWordBits] = {};
    std::copy(values + i, values + lanes, last);
    const std::uint64_t those = (std::uint64_t{1} << (lanes - i)) - 1;
    *words = (word_above(threshold.least, last, odd) ^ flipped) & those;
  }
  return hn::AllTrue(Doubles(), hn::Eq(odd, number(0)));
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {

ESCALA_EXPORT(threshold_bits);

bool compares(Comparison comparison, double value, double constant) {
  double result = 0;
  compare(comparison, {&value, 1}, {&constant, 1}, {&result, 1});
  return result == 1;
}

} // namespace

// The result of a comparison changes once, within a few tolerances of the constant. Bisection finds
// the first number after the change.
std::optional<Threshold> threshold_of(Comparison comparison, double constant) {
  if (comparison == Comparison::equal || comparison == Comparison::not_equal ||
      std::abs(constant) > std::numeric_limits<double>::max() / 4 || std::isnan(constant))
    return std::nullopt;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double room = 4 * kTolerance * std::abs(constant);
  double below = std::nextafter(constant - room, -kInfinity);
  double least = std::nextafter(constant + room, kInfinity);
  const bool holds_above = compares(comparison, least, constant);
  for (;;) {
    const double middle = below + (least - below) / 2;
    if (middle <= below || middle >= least)
      return Threshold{least, holds_above};
    (compares(comparison, middle, constant) == holds_above ? least : below) = middle;
  }
}

bool threshold_bits(const Threshold& threshold, ConstColumn values, std::uint64_t* words) {
  return ESCALA_DISPATCH(threshold_bits)(threshold, values.data(), words, values.size());
}

} // namespace escala
#endif
