// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/moments.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

// Deviations are taken from the first value, so that equal values give exactly 0; and again from
// the mean if it is so far away that the difference of squares would lose its digits.
Moments of_part(std::span<const double> part, DeviationSums sums) {
  constexpr double kLeast = 0x1p-6;
  const auto count = static_cast<double>(part.size());
  double origin = part.front();
  for (bool again = false;; again = true) {
    const double shift = sums.sum / count;
    const double square = sums.squares / count;
    const double left = square - shift * shift;
    if (again || left >= kLeast * square || shift == 0)
      return {count, origin + shift, std::sqrt(std::max(left, 0.0))};
    origin += shift;
    sums = sums_of_deviations(column_of(part), origin);
  }
}

DeviationSums from_first(std::span<const double> part) {
  return sums_of_deviations(column_of(part), part.front());
}

// Whether the squares neither overflowed nor underflowed.
bool is_sound(double deviation) { return deviation > 1e-140 && deviation < 1e140; }

Moments scaled(const Moments& moments, double by) {
  return {moments.count, moments.mean * by, moments.rms_deviation * by};
}

// Powers of two, so that scaling does not round. Both factors are normal numbers.
struct Unit {
  double down;
  double up;
};

Unit unit_of(double largest) {
  const int exponent = std::clamp(std::ilogb(largest), -1000, 1000);
  return {std::ldexp(1.0, -exponent), std::ldexp(1.0, exponent)};
}

bool all_equal(std::span<const double> values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

Moments of_scaled_part(std::span<const double> part) {
  if (all_equal(part))
    return {static_cast<double>(part.size()), part.front(), 0};
  double largest = 0;
  for (double value : part)
    largest = std::max(largest, std::abs(value));
  const Unit unit = unit_of(largest);
  std::array<double, kMomentsPart> values;
  for (std::size_t i = 0; i < part.size(); ++i)
    values[i] = part[i] * unit.down;
  const auto unscaled = std::span<const double>(values).first(part.size());
  return scaled(of_part(unscaled, from_first(unscaled)), unit.up);
}

Moments plainly_merged(const Moments& first, const Moments& second) {
  const double count = first.count + second.count;
  const double weight = second.count / count;
  const double gap = second.mean - first.mean;
  const double square = (1 - weight) * first.rms_deviation * first.rms_deviation +
                        weight * second.rms_deviation * second.rms_deviation +
                        gap * gap * ((1 - weight) * weight);
  return {count, first.mean + gap * weight, std::sqrt(square)};
}

} // namespace

double Moments::sd() const {
  return count < 2 ? kUndefined : rms_deviation * std::sqrt(count / (count - 1));
}

Moments merged(const Moments& first, const Moments& second) {
  if (first.count == 0)
    return second;
  if (second.count == 0)
    return first;
  const Moments plain = plainly_merged(first, second);
  if (is_sound(plain.rms_deviation))
    return plain;
  const double largest = std::max(
      {std::abs(first.mean), std::abs(second.mean), first.rms_deviation, second.rms_deviation});
  if (largest == 0)
    return plain;
  const Unit unit = unit_of(largest);
  return scaled(plainly_merged(scaled(first, unit.down), scaled(second, unit.down)), unit.up);
}

Moments moments(std::span<const double> values, const DeviationSums& from_first) {
  const Moments plain = of_part(values, from_first);
  return is_sound(plain.rms_deviation) ? plain : of_scaled_part(values);
}

Moments moments(std::span<const double> values) {
  Moments all;
  for (std::size_t begin = 0; begin < values.size(); begin += kMomentsPart) {
    const auto part = values.subspan(begin, std::min(kMomentsPart, values.size() - begin));
    all = merged(all, moments(part, from_first(part)));
  }
  return all;
}

} // namespace escala
