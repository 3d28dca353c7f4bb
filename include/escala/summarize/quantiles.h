// SPDX-License-Identifier: Apache-2.0
// Exact sample quantiles, Hyndman and Fan (1996) type 7, of values that stream by: at probability
// p of n sorted values, with h = (n - 1) p and k = floor h, x[k] + (h - k) (x[k + 1] - x[k]).
//
// Each thread keeps a bracket around each wanted rank: it counts what lies below and collects what
// lies inside. Whenever it has seen twice as many values, it knows the ranks better and tightens
// the brackets, so that about 25 sqrt(n) of n values are kept for five quantiles. In the end the
// brackets of all threads are intersected and the few values inside are selected from. Values on a
// lattice, such as counts, are counted instead. How the values were shared out changes which of
// them are kept, never a quantile. A rank that has left its bracket (the margin is five standard
// deviations) is told, not guessed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "escala/columns/brackets.h"
#include "escala/columns/lattice.h"
#include "escala/core/undefined.h"
#include "escala/summarize/cell_counts.h"

namespace escala {

// What is known around a rank.
struct RankWindow {
  std::uint64_t below = 0;    // values below the window
  std::vector<double> inside; // in no order
  std::vector<Atom> atoms;    // inside as well
  bool is_sorted = false;     // what is inside

  void add(const RankWindow& other); // of other values, and the same window
  void sort();
};

// The quantile of `count` values at a probability; nothing where its rank is not in the window.
// Reorders what is inside.
std::optional<double> quantile_in(RankWindow& window, double probability, std::uint64_t count);

// The same of all values, none of which is counted instead, at ascending probabilities.
void quantiles_of_all(RankWindow all, std::span<const double> probabilities, std::span<double> out);

// What one thread knows of a column.
class QuantileStream {
 public:
  struct Expectation {
    std::uint64_t here = 0;  // values that this stream will see, about
    std::uint64_t total = 0; // that all of them will
    double margin = kMargin; // standard deviations of a rank
  };
  static constexpr double kMargin = 5;
  static constexpr std::uint64_t kKeptWhole = 32768; // of so few values, all are kept

  // Probabilities ascend in [0, 1]; they must outlive the stream.
  void begin(std::span<const double> probabilities, const Expectation& expectation);
  // Values have no n/a.
  void add(std::span<const double> values);

  // Says that values will be added soon.
  void expect() const;

  // All values are there: brackets them even if they are few.
  void settle();

  // The bracket that the probability's rank should lie in: all numbers, of few values, or where
  // they are counted.
  Bracket bracket(std::size_t probability) const {
    return state_.brackets[state_.of_probability[probability]];
  }
  // Adds to a window what lies in a part of that bracket, and below.
  void add_to(RankWindow& window, std::size_t probability, Bracket part) const;

 private:
  // Values in no order, with room for more than a vector would have made.
  class Values {
   public:
    std::span<const double> all() const { return {values_.get(), size_}; }
    void make_room(std::size_t more);
    // There must be room for it.
    void push(double value) { values_[size_++] = value; }
    // Those of the last few that equal it; says how many they were.
    std::size_t take_out(double value, std::size_t last);
    void append(std::span<const double> values);
    void reserve(std::size_t size);
    // Says that more will be written soon.
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
    Atom atom{.value = kUndefined}; // a value that the bracket has often, if any
  };
  // All values, where they stand on a lattice: counting them is quicker than collecting.
  struct Counts {
    Lattice lattice;
    std::array<std::vector<std::uint32_t>, 2> at; // by place; taken in turns, for 10^9 values
    Values others;

    void add(std::span<const double> values);
    std::uint64_t count(std::uint32_t place) const;
  };
  // The brackets and what they hold; those of a probability may be another's too.
  struct State {
    std::vector<Bracket> brackets;  // ascending, disjoint and of whole cells
    BracketTable table;             // the same; its scale is no coarser than any before
    std::vector<std::size_t> below; // each bracket
    std::vector<Content> contents;
    std::vector<std::size_t> of_probability;

    // Into the brackets of a table, which are those from `first` on.
    void take(std::span<const double> values, const BracketTable& some, std::size_t first);
    void take_part(std::span<const double> values, const BracketTable& some,
                   std::size_t first_bracket);
  };
  // One bracket holds all numbers.
  bool is_whole() const;
  bool count_all(const CellCounts& counts);
  void tighten();
  Bracket tighter(const CellCounts& counts, std::size_t bracket, double probability) const;
  void hand_over_atoms(State& next, const std::vector<std::size_t>& source) const;
  void hand_over_values(State& next, const std::vector<std::size_t>& source) const;

  std::span<const double> probabilities_;
  Expectation expectation_;
  std::uint64_t seen_ = 0;
  std::uint64_t next_ = 0; // when to tighten
  State state_;
  std::optional<Counts> counts_; // instead of brackets
};

// Of values at hand, n/a not among them and at least one; probabilities ascend in [0, 1].
void find_quantiles(std::span<const double> values, std::span<const double> probabilities,
                    std::span<double> out);

} // namespace escala
