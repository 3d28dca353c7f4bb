// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/moments.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/columns/sums.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

bool all_equal(std::span<const double> values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

// Of values whose squares overflow or vanish.
Moments moments_in_units_of(double scale, std::span<const double> values) {
  std::array<double, MomentSums::kBlock> scaled;
  MomentSums sums;
  for (std::size_t begin = 0; begin < values.size(); begin += scaled.size()) {
    const auto part = values.subspan(begin, std::min(scaled.size(), values.size() - begin));
    for (std::size_t i = 0; i < part.size(); ++i)
      scaled[i] = part[i] / scale;
    sums.add(std::span<const double>(scaled).first(part.size()));
  }
  const Moments found = sums.finish({});
  return {found.mean * scale, found.sd * scale};
}

} // namespace

// Each block about its first value, so that equal values leave no rounding.
void MomentSums::add(std::span<const double> part) {
  for (std::size_t begin = 0; begin < part.size(); begin += kBlock) {
    const auto block = part.subspan(begin, std::min(kBlock, part.size() - begin));
    const auto size = static_cast<double>(block.size());
    const double origin = block.front();
    const double mean = origin + sum_of_deviations(block.data(), origin, block.size()) / size;
    const double squares = sum_of_squares(block.data(), mean, block.size());
    const double count = count_ + size;
    const double gap = count_ == 0 ? 0 : mean - mean_;
    mean_ = count_ == 0 ? mean : mean_ + gap * (size / count);
    squares_ += squares + gap * gap * (count_ * size / count);
    count_ = count;
  }
}

Moments MomentSums::finish(std::span<const double> values) const {
  const bool too_large = !std::isfinite(mean_) || !std::isfinite(squares_);
  const bool too_small = squares_ == 0 && !all_equal(values);
  if (!values.empty() && (too_large || too_small)) {
    double scale = 0;
    for (double value : values)
      scale = std::max(scale, std::abs(value));
    return moments_in_units_of(scale, values);
  }
  return {mean_, count_ < 2 ? kUndefined : std::sqrt(squares_ / (count_ - 1))};
}

Moments moments(std::span<const double> values) {
  MomentSums sums;
  sums.add(values);
  return sums.finish(values);
}

} // namespace escala
