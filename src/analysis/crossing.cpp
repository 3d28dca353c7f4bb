// SPDX-License-Identifier: Apache-2.0
#include "analysis/crossing.h"

#include <algorithm>
#include <cmath>

namespace escala {
namespace {

constexpr int kMostTries = 60;
constexpr double kClosest = 1e-9; // relative distance of ends that are taken as one value

} // namespace

bool Crossing::is_between(double value) const {
  const auto [low, high] = std::minmax(below_.value, above_.value);
  return low < value && value < high;
}

// Of values that differ much, the geometric one.
double Crossing::middle() const {
  const double a = below_.value, b = above_.value;
  constexpr double kRatio = 4;
  const bool log = a * b > 0 && std::max(a / b, b / a) > kRatio;
  return log ? std::copysign(std::sqrt(a * b), a) : a + (b - a) / 2;
}

// The height of an end that stayed is halved each time.
double Crossing::interpolated() const {
  constexpr double kMargin = 0.02; // of the distance, so that each step makes some progress
  const double low = std::ldexp(below_.height, -std::max(same_side_ - 1, 0));
  const double high = std::ldexp(above_.height, -std::max(-same_side_ - 1, 0));
  const double share = std::clamp(-low / (high - low), kMargin, 1 - kMargin);
  return below_.value + share * (above_.value - below_.value);
}

std::optional<double> Crossing::next() const {
  const double distance = std::abs(above_.value - below_.value);
  const double size = std::max(std::abs(above_.value), std::abs(below_.value));
  if (above_.height <= tolerance_ || tried_ >= kMostTries || distance <= kClosest * size)
    return std::nullopt;
  const bool bisects = tried_ % 3 == 2;
  double value = guess_ && is_between(*guess_) ? *guess_ : bisects ? middle() : interpolated();
  if (!whole_step_)
    return is_between(value) ? std::optional(value) : std::nullopt;
  value = std::round(value / *whole_step_) * *whole_step_;
  if (is_between(value))
    return value;
  const auto [low, high] = std::minmax(below_.value, above_.value);
  value = (std::floor(low / *whole_step_ + kClosest) + 1) * *whole_step_;
  if (value < high - kClosest * size)
    return value;
  return std::nullopt;
}

void Crossing::guess(double value) { guess_ = value; }

void Crossing::take(double value, double height) {
  ++tried_;
  guess_.reset();
  if (height < 0) {
    below_ = {value, height};
    same_side_ = std::min(same_side_, 0) - 1;
  } else {
    above_ = {value, height};
    same_side_ = std::max(same_side_, 0) + 1;
  }
}

} // namespace escala
