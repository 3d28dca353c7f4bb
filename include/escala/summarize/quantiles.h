// SPDX-License-Identifier: Apache-2.0
// Exact sample quantiles, Hyndman and Fan (1996) type 7, of values that stream by: at probability
// p of n sorted values, with h = (n - 1) p and k = floor h, x[k] + (h - k) (x[k + 1] - x[k]).
//
// Each thread keeps a bracket around each wanted rank: it counts the values below and collects the
// values inside. Whenever the number of values has doubled, the ranks are known better and the
// brackets are tightened, so that about 25 sqrt(n) of n values are kept for five quantiles. In the
// end the brackets of all threads are intersected and the quantiles are selected from the few
// values inside. Values on an evenly spaced grid, such as counts, are counted instead. How values
// are distributed over threads changes which of them are kept, but never a quantile. If a rank lies
// outside its bracket (the margin is five standard deviations), this is reported and the run is
// repeated.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "escala/columns/brackets.h"
#include "escala/columns/even_grid.h"
#include "escala/core/undefined.h"
#include "escala/summarize/cell_counts.h"

namespace escala {

// What is known about the values around a rank.
struct RankWindow {
  std::uint64_t below = 0;    // values below the window
  std::vector<double> inside; // in any order
  std::vector<Atom> atoms;    // more values inside
  bool is_sorted = false;     // whether `inside` is sorted

  void add(const RankWindow& other); // other values of the same window
  void sort();
};

// The quantile of `count` values at a probability; nullopt if its rank is not in the window.
// Reorders the values inside.
std::optional<double> quantile_in(RankWindow& window, double probability, std::uint64_t count);

// Quantiles at ascending probabilities from a window that contains all values and has no atoms.
void quantiles_of_all(RankWindow all, std::span<const double> probabilities, std::span<double> out);

// What one thread knows about the quantiles of a column.
class QuantileStream {
 public:
  struct Expectation {
    std::uint64_t here = 0;  // approximate number of values of this stream
    std::uint64_t total = 0; // of all streams
    double margin = kMargin; // standard deviations of a rank
  };
  static constexpr double kMargin = 5;
  static constexpr std::uint64_t kKeptWhole = 32768; // up to so many values, all are kept

  // Probabilities ascend in [0, 1]; they must outlive the stream.
  void begin(std::span<const double> probabilities, const Expectation& expectation);
  // Values must not contain n/a.
  void add(std::span<const double> values);

  // Hint that values will be added soon (prefetches).
  void expect() const;

  // Called after the last value: makes brackets even if there are few values.
  void settle();

  // The bracket of the rank of a probability. It contains all numbers if there are few values, or
  // if they are counted.
  Bracket bracket(std::size_t probability) const {
    return state_.brackets[state_.of_probability[probability]];
  }
  // Adds to a window the values inside a part of that bracket, and the number of values below it.
  void add_to(RankWindow& window, std::size_t probability, Bracket part) const;

 private:
  // Values in any order. Unlike a vector, it does not initialize spare room.
  class Values {
   public:
    std::span<const double> all() const { return {values_.get(), size_}; }
    void make_room(std::size_t more);
    // Needs spare room.
    void push(double value) { values_[size_++] = value; }
    // Removes values equal to `value` among the last `last`. Returns their number.
    std::size_t take_out(double value, std::size_t last);
    void append(std::span<const double> values);
    void reserve(std::size_t size);
    // Hint that values will be pushed soon (prefetches).
    void expect() const {
      constexpr std::size_t kLine = 64 / sizeof(double);
      __builtin_prefetch(values_.get() + size_, 1);
      __builtin_prefetch(values_.get() + std::min(size_ + kLine, room_), 1);
    }

   private:
    std::unique_ptr<double[]> values_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
  };
  struct Content {
    Values inside;
    Atom atom{.value = kUndefined}; // a frequent value inside the bracket, if any
  };
  // Counts of all values, if they lie on an evenly spaced grid: faster than collecting them.
  struct Counts {
    EvenGrid grid;
    std::array<std::vector<std::uint32_t>, 2> at; // by place; used alternately
    Values others;

    void add(std::span<const double> values);
    std::uint64_t count(std::uint32_t place) const;
  };
  // The brackets and their contents. Several probabilities can share a bracket.
  struct State {
    std::vector<Bracket> brackets;  // ascending, disjoint, each consists of whole cells
    BracketTable table;             // of the same brackets; its scale never gets coarser
    std::vector<std::size_t> below; // by bracket: number of values below it
    std::vector<Content> contents;
    std::vector<std::size_t> of_probability; // index of its bracket

    // Adds values to the brackets of a table, which are those from `first` on.
    void take(std::span<const double> values, const BracketTable& some, std::size_t first);
    void take_part(std::span<const double> values, const BracketTable& some,
                   std::size_t first_bracket);
  };
  // Whether there is one bracket that contains all numbers.
  bool is_whole() const;
  bool count_all(const CellCounts& counts);
  void tighten();
  Bracket tighter(const CellCounts& counts, std::size_t bracket, double probability) const;
  void hand_over_atoms(State& next, const std::vector<std::size_t>& source) const;
  void hand_over_values(State& next, const std::vector<std::size_t>& source) const;

  std::span<const double> probabilities_;
  Expectation expectation_;
  std::uint64_t seen_ = 0;
  std::uint64_t next_ = 0; // number of values at which brackets are tightened next
  State state_;
  std::optional<Counts> counts_; // instead of brackets
};

// Quantiles of at least one value without n/a, at ascending probabilities in [0, 1].
void find_quantiles(std::span<const double> values, std::span<const double> probabilities,
                    std::span<double> out);

} // namespace escala
