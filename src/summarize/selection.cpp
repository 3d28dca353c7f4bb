// SPDX-License-Identifier: Apache-2.0
#include "summarize/selection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "escala/columns/brackets.h"
#include "escala/summarize/quantiles.h"

namespace escala {
namespace {

Neighbours neighbours(std::span<double> values, std::size_t rank) {
  const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), wanted, values.end());
  const bool last = wanted + 1 == values.end();
  return {*wanted, last ? *wanted : *std::min_element(wanted + 1, values.end())};
}

// A range around a rank, from a small sample.
struct Around {
  double low;
  double at;
  double high;
  bool tied; // the middle value occurs more than once in the sample
};

Around around(std::span<const double> values, std::size_t rank) {
  constexpr std::size_t kSample = 64;
  constexpr std::size_t kEachSide = 10; // more than two standard deviations of the sample
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

// The case in which the values around the rank are equal, as is common with few distinct values.
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

} // namespace

// Collects the values around the rank until few are left.
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

Rank rank_of(double probability, std::uint64_t count) {
  const double h = static_cast<double>(count - 1) * probability;
  const double low = std::min(std::floor(h), static_cast<double>(count - 1));
  return {static_cast<std::uint64_t>(low), h - low};
}

double between(double low, double high, double share) {
  if (share == 0 || low == high)
    return low;
  const double gap = high - low;
  return std::isfinite(gap) ? low + share * gap : (1 - share) * low + share * high;
}

namespace {

// For values of which some are counted; values and atoms ascend.
double select(std::span<const double> values, std::span<const Atom> atoms, std::uint64_t rank) {
  std::uint64_t counted = 0; // number of values in the atoms passed
  std::size_t passed = 0;    // number of values passed
  for (const Atom& atom : atoms) {
    while (passed < values.size() && values[passed] < atom.value)
      ++passed;
    if (rank < counted + passed)
      break;
    counted += atom.count;
    if (rank < counted + passed)
      return atom.value;
  }
  return values[static_cast<std::size_t>(rank - counted)];
}

} // namespace

void RankWindow::add(const RankWindow& other) {
  below += other.below;
  inside.insert(inside.end(), other.inside.begin(), other.inside.end());
  atoms.insert(atoms.end(), other.atoms.begin(), other.atoms.end());
}

void RankWindow::sort() {
  std::ranges::sort(inside);
  std::ranges::sort(atoms, {}, &Atom::value);
  is_sorted = true;
}

std::optional<double> quantile_in(RankWindow& window, double probability, std::uint64_t count) {
  const Rank rank = rank_of(probability, count);
  std::uint64_t inside = window.inside.size();
  for (const Atom& atom : window.atoms)
    inside += atom.count;
  const std::uint64_t further = rank.share > 0 ? 1 : 0;
  if (rank.low < window.below || rank.low + further >= window.below + inside)
    return std::nullopt;
  const std::uint64_t wanted = rank.low - window.below;
  if (window.atoms.empty() && !window.is_sorted) {
    thread_local std::vector<double> spare;
    const Neighbours found = select_neighbours(window.inside, spare, wanted);
    return between(found.at, found.next, rank.share);
  }
  if (!window.is_sorted)
    window.sort();
  const double low = select(window.inside, window.atoms, wanted);
  return between(low, select(window.inside, window.atoms, wanted + further), rank.share);
}

} // namespace escala
