// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/solve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "analysis/solve_search.h"
#include "analysis/solve_trials.h"

namespace escala {
namespace {

class Solving {
 public:
  Solving(const std::vector<SolveUnknown>& unknowns, const SolveQuestion& question,
          const DrawSource& draws, const SolveEffort& effort, Workers& workers,
          const RunControl& control)
      : unknowns_(unknowns), effort_(effort), trials_(unknowns, question, draws, workers, control) {
    for (const SolveUnknown& unknown : unknowns)
      searches_.emplace_back(unknown, question.wanted, effort.drops_small);
  }

  SolveOutcome run(const std::function<void(std::size_t)>& known) {
    outcome_.looks.limit = effort_.paths;
    bool goes_on = !unknowns_.empty() && run_today();
    while (goes_on && finished() < searches_.size()) {
      goes_on = step(true, effort_.screen_paths) && step(false, effort_.paths);
      if (known)
        known(finished());
    }
    for (const SolveSearch& search : searches_) {
      Solution& solution = outcome_.solutions.emplace_back(search.solution());
      if (solution.found == Solution::Found::unmoved) // today's run has more paths
        solution.at.judgement = outcome_.today.judgement;
    }
    return std::move(outcome_);
  }

 private:
  std::size_t finished() const {
    return static_cast<std::size_t>(std::ranges::count_if(searches_, &SolveSearch::is_finished));
  }

  bool stop() {
    outcome_.looks.outcome = trials_.outcome();
    outcome_.looks.ended = Ended::interrupted;
    return false;
  }

  bool run_today() {
    std::vector<SolveTrial> today{{.unknown = 0, .value = unknowns_.front().today}};
    if (!trials_.run(today, effort_.paths))
      return stop();
    outcome_.today = {today[0].value, today[0].judgement};
    outcome_.looks.outcome = trials_.outcome();
    if (today[0].failed) {
      outcome_.looks.ended = Ended::failed;
      outcome_.failed = trials_.failed();
      return false;
    }
    outcome_.looks.paths = effort_.paths;
    return true;
  }

  // The next values of all searches that screen, or of all others.
  bool step(bool screening, std::uint64_t paths) {
    std::vector<SolveTrial> trials;
    for (std::size_t i = 0; i < searches_.size(); ++i)
      if (!searches_[i].is_finished() && searches_[i].is_screening() == screening)
        for (const double value : searches_[i].next())
          trials.push_back({.unknown = i, .value = value});
    if (trials.empty())
      return true;
    if (!trials_.run(trials, std::min(paths, effort_.paths)))
      return stop();
    for (auto from = trials.begin(); from != trials.end();) {
      const auto to = std::find_if(from, trials.end(), [&](const SolveTrial& trial) {
        return trial.unknown != from->unknown;
      });
      searches_[from->unknown].take({std::make_move_iterator(from), std::make_move_iterator(to)});
      from = to;
    }
    return true;
  }

  const std::vector<SolveUnknown>& unknowns_;
  SolveEffort effort_;
  SolveTrials trials_;
  std::vector<SolveSearch> searches_;
  SolveOutcome outcome_;
};

// Between a value that is allowed and one that is not. Bounds are mostly whole numbers.
double last_allowed(const SolveUnknown& unknown, double allowed, double refused) {
  const auto allows = [&](double value) { return unknown.plan.allows(std::vector{value}); };
  const auto [low, high] = std::minmax(allowed, refused);
  for (const double bound : {0.0, 1.0, -1.0})
    if (low < bound && bound < high) {
      if (allows(bound))
        allowed = bound;
      else
        refused = bound;
    }
  constexpr int kHalvings = 5;
  for (int i = 0; i < kHalvings && std::abs(refused - allowed) > 0.02 * std::abs(refused); ++i) {
    const double middle = allowed + (refused - allowed) / 2;
    (allows(middle) ? allowed : refused) = middle;
  }
  return allowed;
}

// Of values in the order away from today's: those that are allowed, and the last one before the
// others. What is allowed is taken to be a range.
std::vector<double> allowed_of(const SolveUnknown& unknown, std::vector<double> outwards) {
  const auto end = std::partition_point(outwards.begin(), outwards.end(), [&](double value) {
    return unknown.plan.allows(std::vector{value});
  });
  if (end == outwards.end())
    return outwards;
  const double refused = *end;
  outwards.erase(end, outwards.end());
  const double inner = outwards.empty() ? unknown.today : outwards.back();
  if (const double last = last_allowed(unknown, inner, refused); last != inner)
    outwards.push_back(last);
  return outwards;
}

} // namespace

SolveOutcome solve(const std::vector<SolveUnknown>& unknowns, const SolveQuestion& question,
                   const DrawSource& draws, const SolveEffort& effort, Workers& workers,
                   const RunControl& control, const std::function<void(std::size_t)>& known) {
  return Solving(unknowns, question, draws, effort, workers, control).run(known);
}

std::vector<double> values_around(double today, double unit) {
  constexpr std::array kDown{1 / 30.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9};
  constexpr std::array kUp{1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0};
  constexpr std::array kAcross{-0.5, -1.0, -3.0};
  constexpr std::array kFromZero{0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0};
  std::vector<double> values{0};
  if (today == 0) {
    for (const double step : kFromZero)
      values.insert(values.end(), {step * unit, -step * unit});
  } else {
    values.push_back(today);
    for (const auto& factors : {std::span<const double>(kDown), std::span<const double>(kUp),
                                std::span<const double>(kAcross)})
      for (const double factor : factors)
        values.push_back(factor * today);
  }
  std::ranges::sort(values);
  return values;
}

std::vector<double> values_between(double low, double high, double today) {
  constexpr int kSteps = 12;
  constexpr double kLogRatio = 20;
  std::vector<double> values;
  const bool log = low > 0 && high > kLogRatio * low;
  for (int i = 0; i < kSteps; ++i) {
    const double share = static_cast<double>(i) / kSteps;
    values.push_back(log ? low * std::pow(high / low, share) : low + share * (high - low));
  }
  values.push_back(high);
  if (low < today && today < high)
    values.push_back(today);
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

void keep_allowed(SolveUnknown& unknown) {
  const auto middle = std::ranges::lower_bound(unknown.grid, unknown.today);
  std::vector<double> down(std::make_reverse_iterator(middle), unknown.grid.rend());
  std::vector<double> up(std::ranges::upper_bound(unknown.grid, unknown.today), unknown.grid.end());
  down = allowed_of(unknown, std::move(down));
  up = allowed_of(unknown, std::move(up));
  std::vector<double> grid(down.rbegin(), down.rend());
  grid.push_back(unknown.today);
  grid.insert(grid.end(), up.begin(), up.end());
  unknown.grid = std::move(grid);
}

} // namespace escala
