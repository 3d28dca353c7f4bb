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
constexpr double kMargin = 3; // standard deviations of a rank in the sample

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
    const std::size_t next = std::min(rank.low + 1, values.size() - 1);
    Pair pair;
    if (!select(rank.low, next, pair))
      return find_by_sorting(values, probabilities, out);
    out[i] = between(pair.low, pair.high, rank.share);
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

// A value's code counts the ends that it has passed: even outside of brackets, odd inside. Every
// value is written behind the others of its code, which needs no branch; those outside are then
// forgotten.
void QuantileFinder::collect(std::span<const double> values) {
  const std::size_t code_count = 2 * bracket_count_ + 1;
  std::vector<std::size_t> counts(code_count);
  std::vector<double> outside(kChunk);
  std::vector<double*> ends(code_count, outside.data());
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
    for (std::size_t b = 0; b < bracket_count_; ++b) {
      std::vector<double>& inside = brackets_[b].inside;
      inside.resize(std::max(inside.size(), counts[2 * b + 1] + kChunk));
      ends[2 * b + 1] = inside.data() + counts[2 * b + 1];
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto code = static_cast<std::size_t>(codes[i]);
      *ends[code] = chunk[i];
      ends[code] += code & 1;
      ++counts[code];
    }
  }
  for (std::size_t b = 0; b < bracket_count_; ++b)
    brackets_[b].inside.resize(counts[2 * b + 1]);
  std::size_t below = 0;
  for (std::size_t b = 0; b < bracket_count_; ++b) {
    below += counts[2 * b];
    brackets_[b].below = below;
    below += counts[2 * b + 1];
  }
}

// The values of a rank and of the next one, if a bracket holds both.
bool QuantileFinder::select(std::size_t rank, std::size_t next, Pair& out) {
  for (std::size_t b = 0; b < bracket_count_; ++b) {
    Bracket& bracket = brackets_[b];
    if (rank < bracket.below || next >= bracket.below + bracket.inside.size())
      continue;
    const auto wanted = bracket.inside.begin() + static_cast<std::ptrdiff_t>(rank - bracket.below);
    out = {*wanted, *wanted};
    if (bracket.low == bracket.high)
      return true;
    std::nth_element(bracket.inside.begin(), wanted, bracket.inside.end());
    out.low = out.high = *wanted;
    if (next > rank)
      out.high = *std::min_element(wanted + 1, bracket.inside.end());
    return true;
  }
  return false;
}

} // namespace escala
