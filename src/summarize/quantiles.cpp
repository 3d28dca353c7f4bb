// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace escala {
namespace {

constexpr std::size_t kSortedBelow = 4096;
constexpr std::size_t kSample = 2048;
constexpr std::size_t kChunk = 1024;
constexpr double kMargin = 4; // standard deviations of a rank in the sample

struct Rank {
  std::size_t low;
  double share; // of the way to the next
};

Rank rank_of(double probability, std::size_t count) {
  const double h = static_cast<double>(count - 1) * probability;
  const double low = std::min(std::floor(h), static_cast<double>(count - 1));
  return {static_cast<std::size_t>(low), h - low};
}

double between(double low, double high, double share) {
  if (share == 0 || low == high)
    return low;
  const double gap = high - low;
  return std::isfinite(gap) ? low + share * gap : (1 - share) * low + share * high;
}

} // namespace

void QuantileFinder::find(std::span<const double> values, std::span<const double> probabilities,
                          std::span<double> out) {
  if (values.size() < kSortedBelow)
    return find_by_sorting(values, probabilities, out);
  place_brackets(values, probabilities);
  collect(values);
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const Rank rank = rank_of(probabilities[i], values.size());
    double low = 0;
    double high = 0;
    const std::size_t next = std::min(rank.low + 1, values.size() - 1);
    if (!select(rank.low, low) || !select(next, high))
      return find_by_sorting(values, probabilities, out);
    out[i] = between(low, high, rank.share);
  }
}

void QuantileFinder::find_by_sorting(std::span<const double> values,
                                     std::span<const double> probabilities, std::span<double> out) {
  sample_.assign(values.begin(), values.end());
  std::ranges::sort(sample_);
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const Rank rank = rank_of(probabilities[i], values.size());
    const std::size_t next = std::min(rank.low + 1, values.size() - 1);
    out[i] = between(sample_[rank.low], sample_[next], rank.share);
  }
}

// Closed intervals, ascending and disjoint, each around one or more wanted ranks.
void QuantileFinder::place_brackets(std::span<const double> values,
                                    std::span<const double> probabilities) {
  sample_.resize(kSample);
  const std::size_t stride = values.size() / kSample;
  for (std::size_t i = 0; i < kSample; ++i)
    sample_[i] = values[i * stride];
  std::ranges::sort(sample_);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  bracket_count_ = 0;
  for (double p : probabilities) {
    const double centre = p * (kSample - 1);
    const double margin = kMargin * std::sqrt(kSample * p * (1 - p)) + 2;
    const double first = std::floor(centre - margin);
    const double last = std::ceil(centre + margin);
    const double low = first < 0 ? -kInfinity : sample_[static_cast<std::size_t>(first)];
    const double high = last >= kSample ? kInfinity : sample_[static_cast<std::size_t>(last)];
    if (bracket_count_ > 0 && low <= brackets_[bracket_count_ - 1].high) {
      brackets_[bracket_count_ - 1].high = std::max(brackets_[bracket_count_ - 1].high, high);
      continue;
    }
    if (bracket_count_ == brackets_.size())
      brackets_.emplace_back();
    brackets_[bracket_count_].low = low;
    brackets_[bracket_count_].high = high;
    brackets_[bracket_count_].inside.clear();
    ++bracket_count_;
  }
}

// A value's code counts the ends that it has passed: even outside of brackets, odd inside.
void QuantileFinder::collect(std::span<const double> values) {
  std::vector<std::size_t> counts(2 * bracket_count_ + 1);
  std::array<std::int64_t, kChunk> codes;
  for (std::size_t begin = 0; begin < values.size(); begin += kChunk) {
    const std::size_t count = std::min(kChunk, values.size() - begin);
    const double* chunk = values.data() + begin;
    codes.fill(0);
    for (std::size_t b = 0; b < bracket_count_; ++b) {
      const double low = brackets_[b].low;
      const double high = brackets_[b].high;
      for (std::size_t i = 0; i < count; ++i)
        codes[i] += (chunk[i] >= low) + (chunk[i] > high);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto code = static_cast<std::size_t>(codes[i]);
      ++counts[code];
      if (code % 2 == 1)
        brackets_[code / 2].inside.push_back(chunk[i]);
    }
  }
  std::size_t below = 0;
  for (std::size_t b = 0; b < bracket_count_; ++b) {
    below += counts[2 * b];
    brackets_[b].below = below;
    below += counts[2 * b + 1];
  }
}

// The value of a rank, if a bracket holds it.
bool QuantileFinder::select(std::size_t rank, double& out) {
  for (std::size_t b = 0; b < bracket_count_; ++b) {
    Bracket& bracket = brackets_[b];
    if (rank < bracket.below || rank >= bracket.below + bracket.inside.size())
      continue;
    const auto wanted = bracket.inside.begin() + static_cast<std::ptrdiff_t>(rank - bracket.below);
    if (bracket.low != bracket.high)
      std::nth_element(bracket.inside.begin(), wanted, bracket.inside.end());
    out = *wanted;
    return true;
  }
  return false;
}

} // namespace escala
