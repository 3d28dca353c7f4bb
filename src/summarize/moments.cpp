// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/moments.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/columns/sums.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

constexpr std::size_t kBlock = 512;

struct Sums {
  double count = 0;
  double mean = 0;
  double squares = 0; // of deviations from the mean
};

// About the block's first value, so that equal values leave no rounding.
Sums sums_of(std::span<const double> block) {
  Sums sums{static_cast<double>(block.size()), 0, 0};
  const double origin = block.front();
  sums.mean = origin + sum_of_deviations(block.data(), origin, block.size()) / sums.count;
  sums.squares = sum_of_squares(block.data(), sums.mean, block.size());
  return sums;
}

Sums sums_of(std::span<const double> block, double scale) {
  if (scale == 1)
    return sums_of(block);
  std::array<double, kBlock> scaled;
  for (std::size_t i = 0; i < block.size(); ++i)
    scaled[i] = block[i] / scale;
  return sums_of(std::span<const double>(scaled).first(block.size()));
}

void merge(Sums& all, const Sums& block) {
  const double count = all.count + block.count;
  const double gap = block.mean - all.mean;
  all.mean += gap * (block.count / count);
  all.squares += block.squares + gap * gap * (all.count * block.count / count);
  all.count = count;
}

Sums sums_of_all(std::span<const double> values, double scale) {
  Sums all = sums_of(values.first(std::min(kBlock, values.size())), scale);
  for (std::size_t begin = kBlock; begin < values.size(); begin += kBlock)
    merge(all, sums_of(values.subspan(begin, std::min(kBlock, values.size() - begin)), scale));
  return all;
}

bool all_equal(std::span<const double> values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

} // namespace

Moments moments(std::span<const double> values) {
  double scale = 1;
  Sums sums = sums_of_all(values, scale);
  const bool too_large = !std::isfinite(sums.mean) || !std::isfinite(sums.squares);
  const bool too_small = sums.squares == 0 && !all_equal(values);
  if (too_large || too_small) { // for their squares
    scale = 0;
    for (double value : values)
      scale = std::max(scale, std::abs(value));
    sums = sums_of_all(values, scale);
  }
  const double variance = sums.squares / (sums.count - 1);
  return {sums.mean * scale, sums.count < 2 ? kUndefined : std::sqrt(variance) * scale};
}

} // namespace escala
