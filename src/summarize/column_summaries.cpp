// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/column_summaries.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "escala/core/undefined.h"

namespace escala {
namespace {

// A rank that is missed twice is searched among all values.
double margin_of(std::size_t attempt) {
  constexpr double kWider = 4;
  return attempt == 0   ? QuantileStream::kMargin
         : attempt == 1 ? kWider * QuantileStream::kMargin
                        : std::numeric_limits<double>::infinity();
}

void put_window(Message& message, const RankWindow& window) {
  message.put(window.below);
  message.put_list(window.inside);
  message.put_list(window.atoms);
}

RankWindow get_window(MessageReader& reader) {
  RankWindow window;
  window.below = reader.get<std::uint64_t>();
  window.inside = reader.get_list<double>();
  window.atoms = reader.get_list<Atom>();
  return window;
}

std::span<const double> without_undefined(std::span<const double> values,
                                          std::vector<double>& defined) {
  defined.clear();
  std::ranges::copy_if(values, std::back_inserter(defined),
                       [](double value) { return !std::isnan(value); });
  return defined;
}

} // namespace

ColumnSummaries::ColumnSummaries(WantedQuantiles wanted)
    : probabilities_(std::move(wanted.probabilities)), method_(wanted.method) {}

// With a margin of five standard deviations a stream keeps about ten standard deviations of values
// around each rank, and collects as many again before it tightens. Few values are all kept. A
// sketch has a few dozen octaves.
std::uint64_t ColumnSummaries::memory_of(std::uint64_t columns, const WantedQuantiles& wanted,
                                         std::uint64_t paths) {
  constexpr std::uint64_t kOctaves = 32;
  if (wanted.method == QuantileMethod::sketch)
    return columns * (kOctaves << QuantileSketch::kDigits) * sizeof(std::uint64_t);
  const auto seen = static_cast<double>(paths);
  double kept = 0; // number of values kept of a column
  for (double p : wanted.probabilities)
    kept += 3 * QuantileStream::kMargin * std::sqrt(p * (1 - p) * seen);
  const double least = std::min(seen, static_cast<double>(QuantileStream::kKeptWhole));
  return columns * static_cast<std::uint64_t>(std::clamp(kept, least, std::max(least, seen)) *
                                              sizeof(double));
}

void ColumnSummaries::begin(std::size_t columns, const RunShape& shape) {
  columns_ = columns;
  is_found_.assign(columns, 0);
  quantiles_.assign(columns * probabilities_.size(), kUndefined);
  in_progress_.assign(shape.slots, {std::vector<Moments>(columns)});
  workers_.resize(shape.workers);
  const std::uint64_t here = shape.paths / (shape.workers * shape.ranks);
  for (Worker& worker : workers_) {
    if (method_ == QuantileMethod::sketch) {
      worker.sketches.assign(columns, {});
      continue;
    }
    worker.streams.resize(columns);
    for (QuantileStream& stream : worker.streams)
      stream.begin(probabilities_, {here, shape.paths, margin_of(shape.attempt)});
  }
}

void ColumnSummaries::add(const BlockView& view, std::size_t column, ConstColumn values) {
  add(view, column, values, sums_of_deviations(values, values[0]));
}

void ColumnSummaries::add(const BlockView& view, std::size_t column, ConstColumn values,
                          const DeviationSums& sums) {
  static_assert(kBlockPaths <= kMomentsPart);
  std::span<const double> defined(values.data(), values.lanes());
  Moments& moments = in_progress_[view.slot].of[column];
  moments = escala::moments(defined, sums);
  if (std::isnan(moments.mean)) {
    defined = without_undefined(defined, workers_[view.worker].defined);
    moments = escala::moments(defined);
  }
  if (defined.empty())
    return;
  Worker& own = workers_[view.worker];
  if (method_ == QuantileMethod::sketch)
    own.sketches[column].add(defined);
  else
    own.streams[column].add(defined);
}

void ColumnSummaries::end_block(const BlockView& view) {
  if (columns_ > 0)
    merge_.add(view.first / kBlockPaths, in_progress_[view.slot]);
}

bool ColumnSummaries::finish(Workers& workers, Ranks& ranks) {
  if (columns_ == 0)
    return true;
  moments_ = merge_over(ranks, merge_, &BlockMoments::of);
  if (method_ == QuantileMethod::sketch)
    find_by_sketch(workers, ranks);
  else
    find_exactly(workers, ranks);
  return std::ranges::find(is_found_, 0) == is_found_.end();
}

void ColumnSummaries::find_exactly(Workers& workers, Ranks& ranks) {
  const std::vector<Bracket> brackets = common_brackets(ranks);
  if (ranks.count() > 1)
    return find_together(brackets, workers, ranks);
  workers.run(columns_, [&](std::size_t, std::size_t column) {
    const auto own = brackets_of(column, brackets);
    find_quantiles(column, own, windows(column, own));
  });
}

void ColumnSummaries::set_quantiles(std::size_t column, const QuantileSketch& sketch) {
  is_found_[column] = 1;
  if (moments_.of[column].count == 0)
    return;
  for (std::size_t p = 0; p < probabilities_.size(); ++p)
    quantiles_[column * probabilities_.size() + p] = sketch.quantile(probabilities_[p]);
}

// Each rank adds up the sketches of some columns and sends their quantiles to the others.
void ColumnSummaries::find_by_sketch(Workers& workers, Ranks& ranks) {
  workers.run(columns_, [&](std::size_t, std::size_t column) {
    for (std::size_t other = 1; other < workers_.size(); ++other)
      workers_[0].sketches[column].add(workers_[other].sketches[column]);
  });
  std::vector<QuantileSketch>& sketches = workers_[0].sketches;
  for (std::size_t column = 0; column < columns_; ++column) {
    const std::size_t finder = column % ranks.count();
    if (ranks.count() > 1) {
      Message own;
      sketches[column].put(own);
      QuantileSketch all;
      for (const Message& message : ranks.gather(std::move(own), finder)) {
        MessageReader reader(message);
        all.add(QuantileSketch::get(reader));
      }
      sketches[column] = std::move(all);
    }
    if (ranks.rank() == finder)
      set_quantiles(column, sketches[column]);
  }
  if (ranks.count() > 1)
    tell_found(ranks);
}

// By column and probability: the intersection of the brackets of all streams.
std::vector<Bracket> ColumnSummaries::common_brackets(Ranks& ranks) const {
  const auto narrow = [](Bracket& bracket, Bracket other) {
    bracket.low = std::max(bracket.low, other.low);
    bracket.high = std::min(bracket.high, other.high);
  };
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<Bracket> common(columns_ * probabilities_.size(), {-kInfinity, kInfinity});
  for (const Worker& worker : workers_)
    for (std::size_t i = 0; i < common.size(); ++i)
      narrow(common[i],
             worker.streams[i / probabilities_.size()].bracket(i % probabilities_.size()));
  if (ranks.count() == 1)
    return common;
  Message own;
  own.put_list(common);
  for (const Message& message : ranks.exchange(std::move(own))) {
    const std::vector<Bracket> theirs = MessageReader(message).get_list<Bracket>();
    for (std::size_t i = 0; i < common.size(); ++i)
      narrow(common[i], theirs[i]);
  }
  return common;
}

// The index of each bracket's window. Neighbouring probabilities with the same bracket share one.
std::vector<std::size_t> ColumnSummaries::window_of(std::span<const Bracket> brackets) {
  std::vector<std::size_t> window_of(brackets.size(), 0);
  for (std::size_t p = 1; p < brackets.size(); ++p) {
    const bool same =
        brackets[p].low == brackets[p - 1].low && brackets[p].high == brackets[p - 1].high;
    window_of[p] = window_of[p - 1] + (same ? 0 : 1);
  }
  return window_of;
}

// The windows of a column with the values of this rank.
ColumnSummaries::Windows ColumnSummaries::windows(std::size_t column,
                                                  std::span<const Bracket> brackets) const {
  const std::vector<std::size_t> place = window_of(brackets);
  Windows windows(place.empty() ? 0 : place.back() + 1);
  for (const Worker& worker : workers_)
    for (std::size_t p = 0; p < brackets.size(); ++p)
      if (p == 0 || place[p] != place[p - 1])
        worker.streams[column].add_to(windows[place[p]], p, brackets[p]);
  return windows;
}

void ColumnSummaries::find_quantiles(std::size_t column, std::span<const Bracket> brackets,
                                     Windows windows) {
  const auto count = static_cast<std::uint64_t>(moments_.of[column].count);
  const std::vector<std::size_t> place = window_of(brackets);
  is_found_[column] = 1;
  if (count > 0 && windows.size() == 1 && windows[0].atoms.empty() &&
      windows[0].inside.size() == count) {
    const auto out = std::span(quantiles_).subspan(column * place.size(), place.size());
    return quantiles_of_all(std::move(windows[0]), probabilities_, out);
  }
  for (std::size_t p = 0; count > 0 && p < place.size(); ++p) {
    RankWindow& window = windows[place[p]];
    const bool shared = p + 1 < place.size() && place[p + 1] == place[p];
    if (shared && !window.is_sorted && !window.atoms.empty())
      window.sort();
    const auto found = quantile_in(window, probabilities_[p], count);
    if (!found)
      is_found_[column] = 0;
    quantiles_[column * probabilities_.size() + p] = found.value_or(kUndefined);
  }
}

// Each rank finds the quantiles of some columns and sends them to the others.
void ColumnSummaries::find_together(const std::vector<Bracket>& brackets, Workers& workers,
                                    Ranks& ranks) {
  constexpr std::size_t kBatch = 64; // columns in one message
  for (std::size_t first = 0; first < columns_; first += kBatch) {
    const std::size_t last = std::min(first + kBatch, columns_);
    const std::size_t finder = first / kBatch % ranks.count();
    Message own;
    for (std::size_t column = first; column < last; ++column)
      for (const RankWindow& window : windows(column, brackets_of(column, brackets)))
        put_window(own, window);
    const std::vector<Message> all = ranks.gather(std::move(own), finder);
    if (ranks.rank() != finder)
      continue;
    std::vector<Windows> found(last - first);
    for (const Message& message : all) {
      MessageReader reader(message);
      for (std::size_t i = 0; i < found.size(); ++i) {
        const auto place = window_of(brackets_of(first + i, brackets));
        found[i].resize(place.empty() ? 0 : place.back() + 1);
        for (RankWindow& window : found[i])
          window.add(get_window(reader));
      }
    }
    workers.run(found.size(), [&](std::size_t, std::size_t i) {
      find_quantiles(first + i, brackets_of(first + i, brackets), std::move(found[i]));
    });
  }
  tell_found(ranks);
}

void ColumnSummaries::tell_found(Ranks& ranks) {
  Message own;
  own.put_list(is_found_);
  own.put_list(quantiles_);
  for (const Message& message : ranks.exchange(std::move(own))) {
    MessageReader reader(message);
    const auto found = reader.get_list<std::uint8_t>();
    const auto quantiles = reader.get_list<double>();
    for (std::size_t column = 0; column < columns_; ++column) {
      if (is_found_[column] != 0 || found[column] == 0)
        continue;
      is_found_[column] = 1;
      std::copy_n(quantiles.begin() + static_cast<std::ptrdiff_t>(column * probabilities_.size()),
                  probabilities_.size(),
                  quantiles_.begin() + static_cast<std::ptrdiff_t>(column * probabilities_.size()));
    }
  }
}

} // namespace escala
