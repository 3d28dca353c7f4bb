// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/cell_counts.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "escala/core/undefined.h"

namespace escala {

CellCounts::CellCounts(std::span<const double> values, const Atom& atom) {
  constexpr std::size_t kFewest = 1024;
  constexpr std::size_t kMost = 4096;
  const std::size_t cells = std::clamp(std::bit_ceil(values.size()), kFewest, kMost);
  Extent extent = extent_of(values);
  if (atom.count > 0)
    extent = {std::min(extent.low, atom.value), std::max(extent.high, atom.value)};
  scale_ = scale_between(rounded(extent.low), rounded(extent.high), cells);
  cell_of_.resize(values.size());
  cells_of(values, scale_, cell_of_.data());
  up_to_.assign(cells + 1, 0);
  for (std::int16_t cell : cell_of_)
    ++up_to_[static_cast<std::size_t>(cell) + 1];
  if (atom.count > 0) {
    std::int16_t cell = 0;
    cells_of(std::span(&atom.value, 1), scale_, &cell);
    up_to_[static_cast<std::size_t>(cell) + 1] += static_cast<std::uint32_t>(atom.count);
  }
  std::uint32_t sum = 0;
  std::size_t fullest = 0;
  std::uint32_t most = 0;
  for (std::size_t cell = 1; cell < up_to_.size(); ++cell) {
    const std::uint32_t count = up_to_[cell];
    occupied_ += count > 0;
    if (count > most) {
      most = count;
      fullest = cell - 1;
    }
    up_to_[cell] = sum += count;
  }
  common_ = common_in(values, fullest, most);
}

double CellCounts::common_in(std::span<const double> values, std::size_t cell,
                             std::size_t count) const {
  constexpr std::size_t kShare = 64;
  if (kShare * count <= values.size())
    return kUndefined;
  std::vector<double> held;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (cell_of_[i] == static_cast<std::int16_t>(cell))
      held.push_back(values[i]);
  if (held.empty())
    return kUndefined;
  const auto middle = held.begin() + static_cast<std::ptrdiff_t>(held.size() / 2);
  std::nth_element(held.begin(), middle, held.end());
  const double value = *middle; // the most frequent value
  const auto equal = static_cast<std::size_t>(std::ranges::count(values, value));
  return kShare * equal > values.size() ? value : kUndefined;
}

Bracket CellCounts::bracket(double below, double up_to) const {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto compare = [](auto a, auto b) {
    return static_cast<double>(a) < static_cast<double>(b);
  };
  const auto low = std::upper_bound(up_to_.begin(), up_to_.end() - 1, below, compare);
  const auto high = std::lower_bound(up_to_.begin() + 1, up_to_.end(), up_to, compare);
  Bracket found{-kInfinity, kInfinity};
  if (up_to_.back() == 0)
    return found;
  if (low != up_to_.begin())
    found.low = bracket_of_cell(static_cast<std::int32_t>(low - up_to_.begin() - 1), scale_).low;
  if (high != up_to_.end())
    found.high = bracket_of_cell(static_cast<std::int32_t>(high - up_to_.begin() - 1), scale_).high;
  return found;
}

std::vector<double> CellCounts::samples(std::span<const double> values) const {
  std::vector<double> samples(up_to_.size() - 1, kUndefined);
  for (std::size_t i = 0; i < values.size(); ++i)
    samples[static_cast<std::size_t>(cell_of_[i])] = values[i];
  std::erase_if(samples, [](double value) { return is_undefined(value); });
  return samples;
}

} // namespace escala
