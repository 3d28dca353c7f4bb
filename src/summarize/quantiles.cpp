// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "summarize/selection.h"

namespace escala {
namespace {

constexpr std::uint64_t kUnbracketed = 4096; // up to so many values are all kept
constexpr std::uint64_t kNever = ~std::uint64_t{0};
constexpr std::size_t kPart = 256;
constexpr std::size_t kSlack = 32; // spare room for more values than expected
constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool holds(Bracket bracket, double value) {
  const float at = rounded(value);
  return at >= bracket.low && at <= bracket.high;
}

} // namespace

bool QuantileStream::is_whole() const {
  const Bracket first = state_.brackets.front();
  return first.low == -kInfinity && first.high == kInfinity;
}

void QuantileStream::Values::reserve(std::size_t size) {
  if (size <= room_)
    return;
  auto wider = std::make_unique_for_overwrite<double[]>(size);
  std::copy_n(values_.get(), size_, wider.get());
  values_ = std::move(wider);
  room_ = size;
}

void QuantileStream::Values::append(std::span<const double> values) {
  make_room(values.size());
  std::ranges::copy(values, values_.get() + size_);
  size_ += values.size();
}

void QuantileStream::Values::make_room(std::size_t more) {
  if (size_ + more > room_)
    reserve(size_ + more + size_ / 4 + 1);
}

std::size_t QuantileStream::Values::take_out(double value, std::size_t last) {
  double* const end = values_.get() + size_;
  double* const left = std::remove(end - std::min(last, size_), end, value);
  size_ = static_cast<std::size_t>(left - values_.get());
  return static_cast<std::size_t>(end - left);
}

std::uint64_t QuantileStream::Counts::count(std::uint32_t place) const {
  std::uint64_t sum = 0;
  for (const std::vector<std::uint32_t>& turn : at)
    sum += turn[place];
  return sum;
}

// Uses two arrays alternately, so that equal neighbouring values do not wait for each other's
// count.
void QuantileStream::Counts::add(std::span<const double> values) {
  std::array<std::uint32_t, kPart> places;
  others.make_room(values.size());
  for (std::size_t begin = 0; begin < values.size(); begin += kPart) {
    const auto part = values.subspan(begin, std::min(kPart, values.size() - begin));
    grid_places(grid, column_of(part), places.data());
    std::uint32_t* const even = at[0].data();
    std::uint32_t* const odd = at[1].data();
    for (std::size_t i = 0; i + 1 < part.size(); i += 2) {
      ++even[places[i]];
      ++odd[places[i + 1]];
    }
    if (part.size() % 2 == 1)
      ++even[places[part.size() - 1]];
    if (count(grid.size) == 0)
      continue;
    for (std::vector<std::uint32_t>& turn : at)
      turn[grid.size] = 0;
    for (std::size_t i = 0; i < part.size(); ++i)
      if (places[i] == grid.size)
        others.push(part[i]);
  }
}

void QuantileStream::State::take(std::span<const double> values, const BracketTable& some,
                                 std::size_t first) {
  for (std::size_t b = first; b < first + some.count; ++b)
    contents[b].inside.expect();
  for (std::size_t at = 0; at < values.size(); at += kBracketBatch)
    take_part(values.subspan(at, std::min(kBracketBatch, values.size() - at)), some, first);
}

void QuantileStream::State::take_part(std::span<const double> values, const BracketTable& some,
                                      std::size_t first_bracket) {
  BracketPlaces places;
  find_places(values, some, below.data() + first_bracket, places);
  const auto of = std::span(contents).subspan(first_bracket, some.count);
  for (Content& content : of)
    content.inside.make_room(places.count);
  for (std::size_t first = 0; first < values.size(); first += kWordBits)
    for (std::uint64_t left = places.inside[first / kWordBits]; left != 0; left &= left - 1) {
      const std::size_t at = first + static_cast<std::size_t>(std::countr_zero(left));
      of[static_cast<std::size_t>(places.of[at] / 2)].inside.push(values[at]);
    }
  for (Content& content : of)
    if (!is_undefined(content.atom.value))
      content.atom.count += content.inside.take_out(content.atom.value, places.count);
}

void QuantileStream::begin(std::span<const double> probabilities, const Expectation& expectation) {
  probabilities_ = probabilities;
  expectation_ = expectation;
  seen_ = 0;
  const bool few = expectation.total <= kKeptWhole;
  next_ = few || std::isinf(expectation.margin) ? kNever : kUnbracketed;
  state_ = {};
  state_.brackets = {{-kInfinity, kInfinity}};
  state_.below = {0};
  state_.contents.resize(1);
  state_.of_probability.assign(probabilities.size(), 0);
  counts_.reset();
}

void QuantileStream::expect() const {
  constexpr std::size_t kLine = 64;
  const auto fetch = [](const auto& all) {
    const auto bytes = std::as_bytes(std::span(all));
    for (std::size_t at = 0; at < bytes.size(); at += kLine)
      __builtin_prefetch(bytes.data() + at);
  };
  fetch(state_.table.cells);
  fetch(state_.below);
  fetch(state_.contents);
}

void QuantileStream::add(std::span<const double> values) {
  if (probabilities_.empty())
    return;
  seen_ += values.size();
  if (counts_)
    return counts_->add(values);
  if (is_whole()) {
    Values& inside = state_.contents[0].inside;
    if (inside.all().empty())
      inside.reserve(static_cast<std::size_t>(std::min(expectation_.here, next_)) + kSpare);
    inside.append(values);
  } else {
    state_.take(values, state_.table, 0);
  }
  if (seen_ < next_)
    return;
  next_ = 2 * seen_;
  const auto left = expectation_.here - std::min(expectation_.here, seen_);
  if (left >= seen_ / 4)
    tighten();
}

// Switches to counting if values repeat and most lie on an evenly spaced grid. Returns whether it
// did.
bool QuantileStream::count_all(const CellCounts& cells) {
  constexpr std::size_t kRepeated = 4;
  constexpr double kPlaces = 512;
  const auto inside = state_.contents[0].inside.all();
  const std::size_t occupied = cells.occupied();
  if (kRepeated * occupied > inside.size() || static_cast<double>(occupied) > kPlaces)
    return false;
  const std::vector<double> distinct = cells.samples(inside);
  const double span = distinct.back() - distinct.front();
  double step = distinct.size() == 1 ? 1 : span;
  for (std::size_t i = 1; i < distinct.size(); ++i)
    step = std::min(step, distinct[i] - distinct[i - 1]);
  const double places = span / step + 1;
  if (places > kPlaces || !std::isfinite(1 / step) || !std::isfinite(span))
    return false;
  // The same room below the smallest value seen as above the largest.
  const double before = std::floor((kPlaces - places) / 2);
  Counts counts;
  counts.grid = {distinct.front() - before * step, step, static_cast<std::uint32_t>(kPlaces)};
  for (std::vector<std::uint32_t>& at : counts.at)
    at.assign(counts.grid.size + 1, 0);
  counts.add(inside);
  if (counts.others.all().size() * kRepeated > inside.size())
    return false;
  counts_ = std::move(counts);
  state_.contents[0] = {};
  return true;
}

void QuantileStream::add_to(RankWindow& window, std::size_t probability, Bracket part) const {
  const std::size_t bracket = state_.of_probability[probability];
  window.below += state_.below[bracket];
  const auto put = [&](const Values& values) {
    if (part.low == -kInfinity && part.high == kInfinity) {
      window.inside.insert(window.inside.end(), values.all().begin(), values.all().end());
      return;
    }
    for (double value : values.all()) {
      if (holds(part, value))
        window.inside.push_back(value);
      else
        window.below += rounded(value) < part.low;
    }
  };
  const auto put_atom = [&](const Atom& atom) {
    if (atom.count == 0)
      return;
    if (holds(part, atom.value))
      window.atoms.push_back(atom);
    else
      window.below += rounded(atom.value) < part.low ? atom.count : 0;
  };
  if (!counts_) {
    put(state_.contents[bracket].inside);
    return put_atom(state_.contents[bracket].atom);
  }
  put(counts_->others);
  const EvenGrid& grid = counts_->grid;
  for (std::uint32_t place = 0; place < grid.size; ++place)
    put_atom({grid.base + place * grid.step, counts_->count(place)});
}

// A tighter bracket for a probability. The rank of a quantile among the values seen so far varies
// like that of a sample without replacement.
Bracket QuantileStream::tighter(const CellCounts& counts, std::size_t bracket,
                                double probability) const {
  const auto seen = static_cast<double>(seen_);
  const double left =
      std::max(0.0, 1 - seen / static_cast<double>(std::max(expectation_.total, seen_)));
  const double variance = seen * probability * (1 - probability) * left;
  const double margin = expectation_.margin * std::sqrt(variance) + 2;
  const double centre = probability * seen - static_cast<double>(state_.below[bracket]);
  const Bracket old = state_.brackets[bracket];
  const Bracket found = counts.bracket(centre - margin, centre + margin);
  return {std::max(found.low, old.low), std::min(found.high, old.high)};
}

void QuantileStream::tighten() {
  std::vector<CellCounts> counts;
  counts.reserve(state_.contents.size());
  for (const Content& content : state_.contents)
    counts.emplace_back(content.inside.all(), content.atom);
  if (is_whole() && state_.contents[0].atom.count == 0 && count_all(counts[0]))
    return;
  std::vector<Bracket> found;
  for (std::size_t p = 0; p < probabilities_.size(); ++p) {
    const std::size_t old = state_.of_probability[p];
    found.push_back(tighter(counts[old], old, probabilities_[p]));
  }
  State next;
  const CellScale scale = scale_of(found, state_.table.scale);
  std::vector<std::size_t> source; // by new bracket: index of the old one
  for (std::size_t p = 0; p < found.size(); ++p) {
    const Bracket old = state_.brackets[state_.of_probability[p]];
    Bracket bracket = of_whole_cells(found[p], scale);
    bracket = {std::max(bracket.low, old.low), std::min(bracket.high, old.high)};
    if (!next.brackets.empty() && bracket.low <= next.brackets.back().high) {
      next.brackets.back().high = std::max(next.brackets.back().high, bracket.high);
    } else {
      next.brackets.push_back(bracket);
      source.push_back(state_.of_probability[p]);
    }
    next.of_probability.push_back(next.brackets.size() - 1);
  }
  next.table = table_of(next.brackets, scale);
  next.contents.resize(next.brackets.size());
  hand_over_atoms(next, source);
  for (std::size_t b = 0; b < next.brackets.size(); ++b) {
    const double common = counts[source[b]].common();
    if (next.contents[b].atom.count == 0 && holds(next.brackets[b], common))
      next.contents[b].atom.value = common;
  }
  hand_over_values(next, source);
  state_ = std::move(next);
}

// Values that were counted stay counted.
void QuantileStream::hand_over_atoms(State& next, const std::vector<std::size_t>& source) const {
  next.below.assign(next.brackets.size(), 0);
  for (std::size_t b = 0; b < source.size(); ++b) {
    next.below[b] = state_.below[source[b]];
    const Atom& atom = state_.contents[source[b]].atom;
    if (holds(next.brackets[b], atom.value))
      next.contents[b].atom = atom;
    else if (rounded(atom.value) < next.brackets[b].low)
      next.below[b] += atom.count;
  }
}

// Reserves room for values to come.
void QuantileStream::hand_over_values(State& next, const std::vector<std::size_t>& source) const {
  constexpr double kLeft = 0.75; // share of a bracket's values that lie in the new ones, about
  const auto left = expectation_.here - std::min(expectation_.here, seen_);
  const double growth = std::min(1.0, static_cast<double>(left) / static_cast<double>(seen_));
  for (std::size_t first = 0, last = 0; first < source.size(); first = last) {
    while (last < source.size() && source[last] == source[first])
      ++last;
    const auto values = state_.contents[source[first]].inside.all();
    const auto each = static_cast<double>(values.size()) / static_cast<double>(last - first);
    for (std::size_t b = first; b < last; ++b)
      next.contents[b].inside.reserve(static_cast<std::size_t>(kLeft * each) + kSlack);
    const auto some = std::span(next.brackets).subspan(first, last - first);
    next.take(values, table_of(some, next.table.scale), first);
  }
  for (Content& content : next.contents) {
    const auto size = static_cast<double>(content.inside.all().size());
    const double more = size * growth;
    content.inside.reserve(static_cast<std::size_t>(size + more + 3 * std::sqrt(more)) + kSlack);
  }
}

void QuantileStream::settle() {
  if (!counts_ && is_whole())
    tighten();
}

// Cell counts give exact brackets for ranks of all values.
void quantiles_of_all(RankWindow all, std::span<const double> probabilities,
                      std::span<double> out) {
  constexpr std::size_t kFew = 64;
  const std::size_t count = all.inside.size();
  QuantileStream stream;
  stream.begin(probabilities, {count, count});
  if (count > kFew) {
    stream.add(all.inside);
    stream.settle();
  } else {
    all.sort();
  }
  for (std::size_t p = 0; p < probabilities.size(); ++p) {
    RankWindow window;
    if (!all.is_sorted)
      stream.add_to(window, p, stream.bracket(p));
    out[p] = quantile_in(all.is_sorted ? all : window, probabilities[p], count).value();
  }
}

void find_quantiles(std::span<const double> values, std::span<const double> probabilities,
                    std::span<double> out) {
  for (const double margin : {QuantileStream::kMargin, std::numeric_limits<double>::infinity()}) {
    QuantileStream stream;
    stream.begin(probabilities, {values.size(), values.size(), margin});
    for (std::size_t at = 0; at < values.size(); at += kPart)
      stream.add(values.subspan(at, std::min(kPart, values.size() - at)));
    bool found = true;
    for (std::size_t p = 0; found && p < probabilities.size(); ++p) {
      RankWindow window;
      stream.add_to(window, p, stream.bracket(p));
      const auto quantile = quantile_in(window, probabilities[p], values.size());
      found = quantile.has_value();
      out[p] = quantile.value_or(0);
    }
    if (found)
      return;
  }
}

} // namespace escala
