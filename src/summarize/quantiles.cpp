// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "escala/columns/arithmetic.h"
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

struct Neighbours {
  double at;
  double next; // the same, behind the last
};

Neighbours neighbours(std::span<double> values, std::size_t rank) {
  const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), wanted, values.end());
  const bool last = wanted + 1 == values.end();
  return {*wanted, last ? *wanted : *std::min_element(wanted + 1, values.end())};
}

// Around a rank, by a small sample.
struct Around {
  double low;
  double at;
  double high;
  bool tied; // the sample has its middle more than once
};

Around around(std::span<const double> values, std::size_t rank) {
  constexpr std::size_t kSample = 64;
  constexpr std::size_t kEachSide = 10; // of the sample, on either side: over two deviations
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::array<double, kSample> sample;
  for (std::size_t i = 0; i < kSample; ++i)
    sample[i] = values[i * values.size() / kSample];
  std::ranges::sort(sample);
  const std::size_t centre = rank * kSample / values.size();
  const double at = sample[centre];
  return {.low = centre < kEachSide ? -kInfinity : sample[centre - kEachSide],
          .at = at,
          .high = centre + kEachSide >= kSample ? kInfinity : sample[centre + kEachSide],
          .tied = std::ranges::count(sample, at) > 1};
}

// Where the values around the rank are one value; that of few distinct values, most often.
std::optional<Neighbours> find_atom(std::span<const double> values, double atom, std::size_t rank) {
  std::size_t below = 0;
  std::size_t equal = 0;
  for (double value : values) {
    below += value < atom;
    equal += value == atom;
  }
  if (rank < below || rank + 1 >= below + equal)
    return std::nullopt;
  return Neighbours{atom, atom};
}

// Of the values in order, the one at `rank` and the one behind it: what lies around them is
// collected until little is left. Values stay the same but for their order.
Neighbours select_neighbours(std::span<double> values, std::vector<double>& spare,
                             std::size_t rank) {
  constexpr std::size_t kFew = 512;
  std::span<const double> left = values;
  std::size_t at = rank;
  while (left.size() > kFew) {
    const Around guess = around(left, at);
    if (guess.tied)
      if (const auto atom = find_atom(left, guess.at, at))
        return *atom;
    spare.resize(std::max(spare.size(), left.size() + kSpare));
    std::size_t below = 0;
    const std::size_t count = collect_between(left, guess.low, guess.high, below, spare.data());
    if (at < below || at + 1 >= below + count || count > left.size() / 4 * 3)
      return neighbours(values, rank);
    left = std::span(spare).first(count);
    at -= below;
  }
  return left.data() == values.data() ? neighbours(values, rank)
                                      : neighbours(std::span(spare).first(left.size()), at);
}

// The smallest value above a bracket; `otherwise` where there is none.
double next_above(std::span<const double> values, float bracket_high, double otherwise) {
  bool found = false;
  double next = otherwise;
  for (double value : values) {
    if (rounded(value) > bracket_high && (!found || value < next)) {
      next = value;
      found = true;
    }
  }
  return next;
}

} // namespace

void QuantileFinder::find(std::span<const double> values, std::span<const double> probabilities,
                          std::span<double> out) {
  begin(values, probabilities);
  for (std::size_t at = 0; at < values.size(); at += kPart)
    add(values.subspan(at, std::min(kPart, values.size() - at)));
  finish(values, probabilities, out);
}

// Few values are sorted, which needs no brackets.
void QuantileFinder::begin(std::span<const double> values, std::span<const double> probabilities) {
  brackets_.clear();
  if (values.size() < kSortedBelow)
    return;
  take_sample(values);
  if (sample_.empty())
    return;
  place_brackets(probabilities, kMargin);
  contents_.resize(std::max(contents_.size(), brackets_.size()));
  for (Content& content : contents_)
    content.count = content.below = 0;
  below_.resize(std::max(below_.size(), brackets_.size()));
  collected_.resize(kPart + kSpare);
}

void QuantileFinder::add(std::span<const double> part) {
  std::ranges::fill(below_, 0);
  for (std::size_t begin = 0; begin < brackets_.size(); begin += kMostBrackets) {
    const std::size_t count = std::min(kMostBrackets, brackets_.size() - begin);
    const std::size_t collected = collect_inside(part, std::span(brackets_).subspan(begin, count),
                                                 below_.data() + begin, collected_.data());
    sort_out(std::span(collected_).first(collected));
  }
  for (std::size_t b = 0; b < brackets_.size(); ++b)
    contents_[b].below += below_[b];
}

void QuantileFinder::finish(std::span<const double> values, std::span<const double> probabilities,
                            std::span<double> out) {
  std::vector<std::size_t> missed;
  for (std::size_t i = 0; i < probabilities.size(); ++i)
    if (!select(values, probabilities[i], out[i]))
      missed.push_back(i);
  for (std::size_t i : missed)
    if (!find_again(values, probabilities[i], out[i]))
      return find_by_sorting(values, probabilities, out);
}

// Around one rank alone, and wider.
bool QuantileFinder::find_again(std::span<const double> values, double probability, double& out) {
  if (sample_.empty() || values.size() < kSortedBelow)
    return false;
  constexpr double kWideMargin = 3 * kMargin;
  place_brackets({&probability, 1}, kWideMargin);
  contents_.front().count = contents_.front().below = 0;
  for (std::size_t at = 0; at < values.size(); at += kPart)
    add(values.subspan(at, std::min(kPart, values.size() - at)));
  return select(values, probability, out);
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

// Runs of neighbours, spread evenly: neighbours cost one access to memory.
void QuantileFinder::take_sample(std::span<const double> values) {
  constexpr std::size_t kRun = 64;
  const std::size_t runs = sample_size(values.size()) / kRun;
  const std::size_t stride = values.size() / runs;
  sample_.resize(runs * kRun);
  for (std::size_t run = 0; run < runs; ++run)
    std::copy_n(values.data() + run * stride, kRun, sample_.data() + run * kRun);
  if (all_finite(sample_.data(), sample_.size()))
    sort_numbers(sample_);
  else
    sample_.clear(); // what is no number has no order
}

// Closed intervals, ascending and disjoint, each around one or more wanted ranks.
void QuantileFinder::place_brackets(std::span<const double> probabilities, double deviations) {
  brackets_.clear();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto count = static_cast<double>(sample_.size());
  for (double p : probabilities) {
    const double centre = p * (count - 1);
    const double margin = deviations * std::sqrt(count * p * (1 - p)) + 2;
    const double first = std::floor(centre - margin);
    const double last = std::ceil(centre + margin);
    const float low = first < 0 ? -kInfinity : rounded(sample_[static_cast<std::size_t>(first)]);
    const float high = last >= count ? kInfinity : rounded(sample_[static_cast<std::size_t>(last)]);
    if (!brackets_.empty() && low <= brackets_.back().high)
      brackets_.back().high = std::max(brackets_.back().high, high);
    else
      brackets_.push_back({low, high});
  }
}

// Each value behind the others of its bracket, which needs no branch.
void QuantileFinder::sort_out(std::span<const double> collected) {
  for (std::size_t b = 0; b < brackets_.size(); ++b) {
    Content& content = contents_[b];
    content.inside.resize(std::max(content.inside.size(), content.count + collected.size()));
  }
  for (double value : collected) {
    std::size_t bracket = 0;
    for (std::size_t b = 0; b + 1 < brackets_.size(); ++b)
      bracket += rounded(value) > brackets_[b].high;
    Content& content = contents_[bracket];
    content.inside[content.count++] = value;
  }
}

// The rank's value and the next one, if a bracket holds the rank.
bool QuantileFinder::select(std::span<const double> values, double probability, double& out) {
  const Rank rank = rank_of(probability, values.size());
  for (std::size_t b = 0; b < brackets_.size(); ++b) {
    Content& content = contents_[b];
    if (rank.low < content.below || rank.low >= content.below + content.count)
      continue;
    const std::size_t wanted = rank.low - content.below;
    const bool last = wanted + 1 == content.count;
    const Neighbours found =
        select_neighbours(std::span(content.inside).first(content.count), spare_, wanted);
    const double low = found.at;
    const double high =
        rank.share > 0 && last ? next_above(values, brackets_[b].high, low) : found.next;
    out = between(low, high, rank.share);
    return true;
  }
  return false;
}

} // namespace escala
