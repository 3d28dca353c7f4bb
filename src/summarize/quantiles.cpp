// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "escala/columns/sort.h"

namespace escala {
namespace {

constexpr std::size_t kSortedBelow = 4096;
constexpr std::size_t kSmallestSample = 2048;
constexpr double kMargin = 3; // standard deviations of a rank in the sample

// The more values, the narrower brackets repay a larger sample.
std::size_t sample_size(std::size_t count) {
  const double best = 2 * std::pow(static_cast<double>(count), 2.0 / 3);
  return std::max(kSmallestSample, static_cast<std::size_t>(best));
}

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
  const std::size_t size = sample_size(values.size());
  sample_.resize(size);
  const std::size_t stride = values.size() / size;
  for (std::size_t i = 0; i < size; ++i)
    sample_[i] = values[i * stride];
  sort_numbers(sample_);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto count = static_cast<double>(size);
  contents_.clear();
  for (double p : probabilities) {
    const double centre = p * (count - 1);
    const double margin = kMargin * std::sqrt(count * p * (1 - p)) + 2;
    const double first = std::floor(centre - margin);
    const double last = std::ceil(centre + margin);
    const double low = first < 0 ? -kInfinity : sample_[static_cast<std::size_t>(first)];
    const double high = last >= count ? kInfinity : sample_[static_cast<std::size_t>(last)];
    if (!contents_.empty() && low <= contents_.back().bracket.high)
      contents_.back().bracket.high = std::max(contents_.back().bracket.high, high);
    else
      contents_.push_back({.bracket = {low, high}});
  }
}

void QuantileFinder::collect(std::span<const double> values) {
  collected_.resize(values.size());
  inside_.resize(values.size());
  std::size_t collected = 0;
  for (std::size_t begin = 0; begin < contents_.size(); begin += kMostBrackets) {
    const std::size_t count = std::min(kMostBrackets, contents_.size() - begin);
    std::array<Bracket, kMostBrackets> brackets;
    std::array<std::size_t, kMostBrackets> below{};
    for (std::size_t b = 0; b < count; ++b)
      brackets[b] = contents_[begin + b].bracket;
    collected += collect_inside(values, std::span(brackets).first(count), below.data(),
                                collected_.data() + collected);
    for (std::size_t b = 0; b < count; ++b)
      contents_[begin + b].below = below[b];
  }
  part(collected);
}

// Puts what was collected in the order of brackets: counted first, then placed.
void QuantileFinder::part(std::size_t collected) {
  const auto bracket_of = [&](double value) {
    std::size_t bracket = 0;
    for (std::size_t b = 0; b + 1 < contents_.size(); ++b)
      bracket += value > contents_[b].bracket.high;
    return bracket;
  };
  for (std::size_t i = 0; i < collected; ++i)
    ++contents_[bracket_of(collected_[i])].count;
  std::size_t first = 0;
  for (Content& content : contents_) {
    content.first = first;
    first += std::exchange(content.count, 0);
  }
  for (std::size_t i = 0; i < collected; ++i) {
    Content& content = contents_[bracket_of(collected_[i])];
    inside_[content.first + content.count++] = collected_[i];
  }
}

// The values of a rank and of the next one, if a bracket holds both.
bool QuantileFinder::select(std::size_t rank, std::size_t next, Pair& out) {
  for (const Content& content : contents_) {
    if (rank < content.below || next >= content.below + content.count)
      continue;
    const auto begin = inside_.begin() + static_cast<std::ptrdiff_t>(content.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(content.count);
    const auto wanted = begin + static_cast<std::ptrdiff_t>(rank - content.below);
    out = {*wanted, *wanted};
    if (content.bracket.low == content.bracket.high)
      return true;
    std::nth_element(begin, wanted, end);
    out.low = out.high = *wanted;
    if (next > rank)
      out.high = *std::min_element(wanted + 1, end);
    return true;
  }
  return false;
}

} // namespace escala
