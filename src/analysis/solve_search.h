// SPDX-License-Identifier: Apache-2.0
// The search for the value of one unknown: it says which values to try next, and takes what their
// runs find.
//
//   screen   a few values: does it move the target at all?
//   scan     the rest of the grid: where does the probability cross the wanted one? does it turn?
//   bracket  both ends of a crossing, with as many paths as decide
//   close_in values between them, until the answer is known
//   ends     the ends of its interval
//   round    a value with fewer digits that will do
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analysis/crossing.h"
#include "analysis/solve_trials.h"
#include "escala/analysis/solve.h"

namespace escala {

class SolveSearch {
 public:
  // `drops_small`: what does not move the target significantly in the screen counts as unmoved.
  SolveSearch(const SolveUnknown& unknown, double wanted, bool drops_small);

  bool is_finished() const { return stage_ == Stage::finished; }
  // Whether the next values need only the few paths of the screen.
  bool is_screening() const { return stage_ == Stage::screen || stage_ == Stage::scan; }
  // The values to try next; none if it is finished.
  std::vector<double> next() const;
  void take(const std::vector<SolveTrial>& trials);

  const Solution& solution() const { return solution_; }

 private:
  enum class Stage : std::uint8_t { screen, scan, bracket, close_in, ends, round, finished };

  // Two neighbours of the grid, between which the probability crosses the wanted one.
  struct Pair {
    std::size_t below = 0;
    std::size_t above = 0;
  };

  std::vector<double> screened() const;
  void take_screen(const std::vector<SolveTrial>& trials);
  void take_scan();
  void find_pairs();
  void add_outer_pair();
  std::size_t todays_index() const;
  void next_pair();
  void take_bracket();
  bool move_pair(bool up);
  void end_without(Solution::Found found, double value);
  void take_close_in(const SolveTrial& trial);
  void finish_root();
  void begin_ends();
  Crossing end_between(const SolvedRun& answer, bool above, double beyond) const;
  void take_ends(const std::vector<SolveTrial>& trials);
  void begin_round();
  void take_round(const SolveTrial& trial);
  double height(double probability) const { return probability - wanted_; }
  double slope() const;

  const SolveUnknown& unknown_;
  double wanted_;
  bool drops_small_;
  bool is_outer_ = false; // the only pair is that of the best or worst value
  Stage stage_ = Stage::screen;
  Solution solution_;
  std::vector<double> grid_;
  std::map<double, SolveTrial> scanned_; // by value
  std::map<double, Judgement> judged_;   // with all paths
  std::vector<Pair> pairs_;              // of crossings, the nearest to today's first
  std::size_t pair_ = 0;
  std::optional<Crossing> crossing_;
  std::optional<Crossing> low_, high_; // ends of the interval
  double rounded_ = 0;
};

} // namespace escala
