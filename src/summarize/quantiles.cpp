// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantiles.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "escala/columns/sort.h"
#include "summarize/selection.h"

namespace escala {
namespace {

constexpr std::uint64_t kUnbracketed = 1024; // so many values are kept whole
constexpr std::uint64_t kNever = ~std::uint64_t{0};
constexpr Bracket kEverything{-std::numeric_limits<float>::infinity(),
                              std::numeric_limits<float>::infinity()};

bool holds(Bracket bracket, double value) {
  const float at = rounded(value);
  return at >= bracket.low && at <= bracket.high;
}

} // namespace

void QuantileStream::Values::reserve(std::size_t size) {
  if (size <= room_)
    return;
  auto wider = std::make_unique_for_overwrite<double[]>(size);
  std::copy_n(values_.get(), size_, wider.get());
  values_ = std::move(wider);
  room_ = size;
}

void QuantileStream::Values::make_room(std::size_t more) {
  if (size_ + more >= room_) // one is written behind the last
    reserve(size_ + more + size_ / 4 + 1);
}

bool QuantileStream::Lattice::count(double value) {
  const double place = (value - base) * steps_per_unit + 0.5;
  const bool reached = place >= 0 && place < static_cast<double>(counts.size());
  const std::size_t at = reached ? static_cast<std::size_t>(place) : 0;
  const bool equal = reached && base + static_cast<double>(at) * step == value;
  counts[at] += equal ? 1 : 0;
  return equal;
}

std::vector<Atom> QuantileStream::Content::atoms() const {
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i < lattice.counts.size(); ++i)
    if (lattice.counts[i] > 0)
      atoms.push_back({lattice.base + static_cast<double>(i) * lattice.step, lattice.counts[i]});
  return atoms;
}

// Into brackets [first, last). Without a branch, which no processor could foresee: a value is
// written behind the others of its bracket, and stays if it was not counted.
void QuantileStream::State::take(std::span<const double> values, std::size_t first,
                                 std::size_t last) {
  thread_local std::vector<double> collected;
  collected.resize(std::max(collected.size(), values.size() + kSpare));
  for (std::size_t begin = first; begin < last; begin += kMostBrackets) {
    const std::size_t count = std::min(kMostBrackets, last - begin);
    const std::size_t found = collect_inside(values, std::span(brackets).subspan(begin, count),
                                             below.data() + begin, collected.data());
    if (found == 0)
      continue;
    bool counts = false;
    for (std::size_t b = begin; b < begin + count; ++b) {
      contents[b].inside.make_room(found);
      counts |= !contents[b].lattice.counts.empty();
    }
    const std::span<const double> inside = std::span(collected).first(found);
    counts ? sort_out<true>(inside, begin, count) : sort_out<false>(inside, begin, count);
  }
}

template <bool kCounts>
void QuantileStream::State::sort_out(std::span<const double> inside, std::size_t first,
                                     std::size_t count) {
  const Bracket* const at = brackets.data() + first;
  Content* const of = contents.data() + first;
  for (const double value : inside) {
    std::size_t bracket = 0;
    const float single = rounded(value);
    for (std::size_t b = 0; b + 1 < count; ++b)
      bracket += single > at[b].high;
    Content& content = of[bracket];
    bool counted = false;
    if constexpr (kCounts)
      counted = !content.lattice.counts.empty() && content.lattice.count(value);
    content.inside.push(value, !counted);
  }
}

void QuantileStream::begin(std::span<const double> probabilities, const Expectation& expectation) {
  probabilities_ = probabilities;
  expectation_ = expectation;
  seen_ = 0;
  const bool few = expectation.total <= 4 * kUnbracketed;
  next_ = few || std::isinf(expectation.margin) ? kNever : kUnbracketed;
  state_ = {};
  state_.brackets = {kEverything};
  state_.below = {0};
  state_.contents.resize(1);
  state_.of_probability.assign(probabilities.size(), 0);
}

void QuantileStream::add(std::span<const double> values) {
  seen_ += values.size();
  if (state_.brackets.size() == 1 && state_.brackets[0].low == kEverything.low &&
      state_.brackets[0].high == kEverything.high) {
    Values& inside = state_.contents[0].inside;
    inside.make_room(values.size());
    for (double value : values)
      inside.push(value, true);
  } else {
    state_.take(values, 0, state_.brackets.size());
  }
  if (seen_ >= next_)
    tighten();
}

Bracket QuantileStream::bracket(std::size_t probability) const {
  return state_.brackets[state_.of_probability[probability]];
}

RankWindow QuantileStream::window(std::size_t probability, Bracket part) const {
  const std::size_t bracket = state_.of_probability[probability];
  RankWindow window{.below = state_.below[bracket], .inside = {}, .atoms = {}};
  for (double value : state_.contents[bracket].inside.all()) {
    if (holds(part, value))
      window.inside.push_back(value);
    else
      window.below += rounded(value) < part.low;
  }
  for (const Atom& atom : state_.contents[bracket].atoms()) {
    if (holds(part, atom.value))
      window.atoms.push_back(atom);
    else
      window.below += rounded(atom.value) < part.low ? atom.count : 0;
  }
  return window;
}

// Where the values of a bracket stand among all that were seen, by some of them.
QuantileStream::Survey QuantileStream::survey(std::size_t bracket) const {
  constexpr std::size_t kSample = 256;
  constexpr std::size_t kWhole = kUnbracketed; // so few are sorted all
  constexpr std::size_t kOften = 3;            // equal values of a sample
  const Content& content = state_.contents[bracket];
  const auto inside = content.inside.all();
  const std::size_t size = inside.size() <= kWhole ? inside.size() : kSample;
  std::vector<double> sample(size);
  for (std::size_t i = 0; i < size; ++i)
    sample[i] = inside[i * inside.size() / size];
  sort_numbers(sample);

  Survey survey;
  if (size < inside.size())
    survey.slack =
        static_cast<double>(inside.size()) / std::sqrt(static_cast<double>(size)); // 2 deviations
  for (std::size_t i = kOften - 1; i < size; ++i)
    if (sample[i] == sample[i - kOften + 1] &&
        (survey.common.empty() || survey.common.back() != sample[i]))
      survey.common.push_back(sample[i]);

  const double each = static_cast<double>(inside.size()) / static_cast<double>(size);
  auto below = static_cast<double>(state_.below[bracket]);
  const auto mark = [&](double value, double weight) {
    survey.values.push_back(value);
    survey.below.push_back(below);
    below += weight;
  };
  const std::vector<Atom> atoms = content.atoms();
  survey.values.reserve(size + atoms.size());
  survey.below.reserve(size + atoms.size() + 1);
  auto atom = atoms.begin();
  for (double value : sample) {
    for (; atom != atoms.end() && atom->value <= value; ++atom)
      mark(atom->value, static_cast<double>(atom->count));
    mark(value, each);
  }
  for (; atom != atoms.end(); ++atom)
    mark(atom->value, static_cast<double>(atom->count));
  survey.below.push_back(below);
  return survey;
}

// The bracket as it may be by now. A rank among the values seen so far strays from its share of
// all values as a sample without replacement does.
Bracket QuantileStream::tighter(const Survey& survey, std::size_t bracket,
                                double probability) const {
  const auto seen = static_cast<double>(seen_);
  const double left =
      std::max(0.0, 1 - seen / static_cast<double>(std::max(expectation_.total, seen_)));
  const double deviation = std::sqrt(seen * probability * (1 - probability) * left);
  const double margin = expectation_.margin * deviation + survey.slack + 2;
  const double centre = probability * seen;
  Bracket found = state_.brackets[bracket];
  // The last value that begins below the margin, and the first that begins above it.
  const auto low =
      std::ranges::lower_bound(survey.below, centre - margin) - survey.below.begin() - 1;
  const auto high = std::ranges::upper_bound(survey.below, centre + margin) - survey.below.begin();
  const auto count = static_cast<std::ptrdiff_t>(survey.values.size());
  if (low > 0 && low <= count)
    found.low = std::max(found.low, rounded(survey.values[static_cast<std::size_t>(low - 1)]));
  if (high < count)
    found.high = std::min(found.high, rounded(survey.values[static_cast<std::size_t>(high)]));
  return found;
}

void QuantileStream::tighten() {
  const auto left = expectation_.here - std::min(expectation_.here, seen_);
  next_ = 2 * seen_;
  if (left < seen_ / 4)
    return;
  std::vector<Survey> surveys;
  for (std::size_t b = 0; b < state_.brackets.size(); ++b)
    surveys.push_back(survey(b));
  State next;
  std::vector<std::size_t> source; // of each new bracket: the old one
  for (std::size_t p = 0; p < probabilities_.size(); ++p) {
    const std::size_t old = state_.of_probability[p];
    const Bracket found = tighter(surveys[old], old, probabilities_[p]);
    if (!next.brackets.empty() && found.low <= next.brackets.back().high) {
      next.brackets.back().high = std::max(next.brackets.back().high, found.high);
    } else {
      next.brackets.push_back(found);
      source.push_back(old);
    }
    next.of_probability.push_back(next.brackets.size() - 1);
  }
  next.contents.resize(next.brackets.size());
  hand_over_atoms(next, source);
  for (std::size_t b = 0; b < next.brackets.size(); ++b)
    if (next.contents[b].lattice.counts.empty())
      next.contents[b].lattice = lattice_of(surveys[source[b]].common, next.brackets[b]);
  hand_over_values(next, source);
  state_ = std::move(next);
}

// Of the common values inside: from the lowest that the bracket may hold.
QuantileStream::Lattice QuantileStream::lattice_of(std::span<const double> common,
                                                   Bracket bracket) {
  Lattice lattice;
  std::vector<double> inside;
  std::ranges::copy_if(common, std::back_inserter(inside),
                       [bracket](double value) { return holds(bracket, value); });
  if (inside.empty())
    return lattice;
  lattice.base = inside.front();
  for (std::size_t i = 1; i < inside.size(); ++i)
    lattice.step =
        i == 1 ? inside[1] - inside[0] : std::min(lattice.step, inside[i] - inside[i - 1]);
  if (!std::isfinite(lattice.step) || !std::isfinite(1 / lattice.step))
    lattice.step = 1;
  lattice.steps_per_unit = 1 / lattice.step;
  const auto reach = static_cast<double>(Lattice::kMost);
  const double behind = std::floor((lattice.base - bracket.low) / lattice.step);
  if (behind >= 1 && behind < reach / 2)
    lattice.base -= behind * lattice.step;
  const double places = std::floor((bracket.high - lattice.base) / lattice.step) + 2;
  lattice.counts.assign(static_cast<std::size_t>(std::clamp(places, 1.0, reach)), 0);
  return lattice;
}

// What was counted goes on being counted.
void QuantileStream::hand_over_atoms(State& next, const std::vector<std::size_t>& source) const {
  next.below.assign(next.brackets.size(), 0);
  for (std::size_t b = 0; b < source.size(); ++b) {
    next.below[b] = state_.below[source[b]];
    const Content& old = state_.contents[source[b]];
    for (const Atom& atom : old.atoms()) {
      if (holds(next.brackets[b], atom.value)) {
        next.contents[b].lattice = old.lattice;
      } else {
        next.below[b] += rounded(atom.value) < next.brackets[b].low ? atom.count : 0;
      }
    }
    Lattice& lattice = next.contents[b].lattice;
    for (std::size_t i = 0; i < lattice.counts.size(); ++i)
      if (!holds(next.brackets[b], lattice.base + static_cast<double>(i) * lattice.step))
        lattice.counts[i] = 0;
  }
}

// With room for what is still to come.
void QuantileStream::hand_over_values(State& next, const std::vector<std::size_t>& source) const {
  for (std::size_t first = 0, last = 0; first < source.size(); first = last) {
    while (last < source.size() && source[last] == source[first])
      ++last;
    next.take(state_.contents[source[first]].inside.all(), first, last);
  }
  const auto left = expectation_.here - std::min(expectation_.here, seen_);
  const double growth = std::min(1.0, static_cast<double>(left) / static_cast<double>(seen_));
  for (Content& content : next.contents) {
    const auto size = static_cast<double>(content.inside.all().size());
    const double more = size * growth;
    content.inside.reserve(static_cast<std::size_t>(size + more + 6 * std::sqrt(more)) + 64);
  }
}

void find_quantiles(std::span<const double> values, std::span<const double> probabilities,
                    std::span<double> out) {
  constexpr std::size_t kPart = 512;
  for (const double margin : {QuantileStream::kMargin, std::numeric_limits<double>::infinity()}) {
    QuantileStream stream;
    stream.begin(probabilities, {values.size(), values.size(), margin});
    for (std::size_t at = 0; at < values.size(); at += kPart)
      stream.add(values.subspan(at, std::min(kPart, values.size() - at)));
    bool found = true;
    for (std::size_t p = 0; found && p < probabilities.size(); ++p) {
      RankWindow window = stream.window(p, stream.bracket(p));
      const auto quantile = quantile_in(window, probabilities[p], values.size());
      found = quantile.has_value();
      out[p] = quantile.value_or(0);
    }
    if (found)
      return;
  }
}

} // namespace escala
