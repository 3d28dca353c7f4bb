// SPDX-License-Identifier: Apache-2.0
#include "analysis/solve_search.h"

#include <algorithm>
#include <cmath>

namespace escala {
namespace {

constexpr double kToleranceOfAnswer = 0.1; // of half the interval of the probability
constexpr double kToleranceOfEnd = 0.1;
constexpr double kDeviations = 4; // differences between values of the grid that count

double half_interval(const Judgement& of) { return (of.interval.high - of.interval.low) / 2; }

// Whether significantly more paths meet it in `b` than in `a`, which have the same draws.
bool rises(const SolveTrial& a, const SolveTrial& b, double deviations = kDeviations) {
  double gained = 0, lost = 0;
  const std::size_t paths = std::min(a.met.size(), b.met.size());
  for (std::size_t path = 0; path < paths; ++path) {
    gained += b.met[path] > a.met[path] ? 1 : 0;
    lost += b.met[path] < a.met[path] ? 1 : 0;
  }
  return paths == 1 ? gained > lost : gained - lost > deviations * std::sqrt(gained + lost);
}

bool is_monotone(const std::map<double, SolveTrial>& trials) {
  bool up = false, down = false;
  for (auto a = trials.begin(); a != trials.end(); ++a)
    for (auto b = std::next(a); b != trials.end(); ++b) {
      up = up || rises(a->second, b->second);
      down = down || rises(b->second, a->second);
    }
  return !(up && down);
}

} // namespace

SolveSearch::SolveSearch(const SolveUnknown& unknown, double wanted, bool drops_small)
    : unknown_(unknown), wanted_(wanted), drops_small_(drops_small), grid_(unknown.grid) {}

std::size_t SolveSearch::todays_index() const {
  const auto nearest = std::ranges::min_element(
      grid_, {}, [&](double value) { return std::abs(value - unknown_.today); });
  return static_cast<std::size_t>(nearest - grid_.begin());
}

std::vector<double> SolveSearch::screened() const {
  const std::size_t last = grid_.size() - 1;
  const std::size_t today = todays_index();
  std::vector<std::size_t> at{0, today / 2, today, (today + last + 1) / 2, last};
  at.erase(std::unique(at.begin(), at.end()), at.end());
  std::vector<double> values;
  for (const std::size_t index : at)
    values.push_back(grid_[index]);
  return values;
}

std::vector<double> SolveSearch::next() const {
  std::vector<double> values;
  switch (stage_) {
  case Stage::screen:
    return screened();
  case Stage::scan:
    for (const double value : grid_)
      if (!scanned_.contains(value))
        values.push_back(value);
    return values;
  case Stage::bracket:
    for (const std::size_t index : {pairs_[pair_].below, pairs_[pair_].above})
      if (!judged_.contains(grid_[index]))
        values.push_back(grid_[index]);
    return values;
  case Stage::close_in:
    return {*crossing_->next()};
  case Stage::ends:
    for (const auto* end : {&low_, &high_})
      if (*end && (*end)->next())
        values.push_back(*(*end)->next());
    return values;
  case Stage::round:
    return {rounded_};
  case Stage::finished:
    break;
  }
  return values;
}

void SolveSearch::take(const std::vector<SolveTrial>& trials) {
  if (!is_screening())
    for (const SolveTrial& trial : trials)
      if (!trial.failed)
        judged_[trial.value] = trial.judgement;
  switch (stage_) {
  case Stage::screen:
    return take_screen(trials);
  case Stage::scan:
    for (const SolveTrial& trial : trials)
      scanned_[trial.value] = trial;
    return take_scan();
  case Stage::bracket:
    for (const SolveTrial& trial : trials)
      if (trial.failed)
        return end_without(Solution::Found::unfinished, trial.value);
    return take_bracket();
  case Stage::close_in:
    return take_close_in(trials.front());
  case Stage::ends:
    return take_ends(trials);
  case Stage::round:
    return take_round(trials.front());
  case Stage::finished:
    break;
  }
}

void SolveSearch::take_screen(const std::vector<SolveTrial>& trials) {
  for (const SolveTrial& trial : trials)
    scanned_[trial.value] = trial;
  const SolveTrial& today = scanned_[grid_[todays_index()]];
  const bool moved = std::ranges::any_of(scanned_, [&](const auto& entry) {
    const SolveTrial& trial = entry.second;
    if (trial.failed || trial.met == today.met)
      return false;
    constexpr double kSignificant = 2.576; // at 99%, on two sides
    return !drops_small_ || rises(today, trial, kSignificant) || rises(trial, today, kSignificant);
  });
  if (moved) {
    stage_ = Stage::scan;
    if (next().empty())
      take_scan();
    return;
  }
  stage_ = Stage::finished;
  solution_.found = Solution::Found::unmoved;
  solution_.at = {today.value, today.judgement};
  solution_.low = grid_.front();
  solution_.high = grid_.back();
}

// Values at which the plan does not run, and those beyond them, are no part of the grid.
void SolveSearch::take_scan() {
  std::size_t first = todays_index(), last = first;
  const auto fails = [&](std::size_t index) { return scanned_[grid_[index]].failed; };
  while (first > 0 && !fails(first - 1))
    --first;
  while (last + 1 < grid_.size() && !fails(last + 1))
    ++last;
  grid_ = std::vector(grid_.begin() + static_cast<std::ptrdiff_t>(first),
                      grid_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  std::erase_if(scanned_, [&](const auto& entry) {
    return entry.first < grid_.front() || entry.first > grid_.back();
  });
  solution_.low = grid_.front();
  solution_.high = grid_.back();
  solution_.monotone = is_monotone(scanned_);
  find_pairs();
  next_pair();
}

void SolveSearch::find_pairs() {
  const auto meets = [&](std::size_t index) {
    return scanned_[grid_[index]].judgement.probability >= wanted_;
  };
  for (std::size_t i = 0; i + 1 < grid_.size(); ++i)
    if (meets(i) != meets(i + 1))
      pairs_.push_back(meets(i) ? Pair{i + 1, i} : Pair{i, i + 1});
  const auto today = static_cast<double>(todays_index());
  std::ranges::stable_sort(pairs_, {}, [&](const Pair& pair) {
    return std::abs(static_cast<double>(pair.below + pair.above) / 2 - today);
  });
  if (pairs_.empty())
    add_outer_pair();
  if (solution_.monotone && pairs_.size() > 1)
    pairs_.resize(1); // the others are noise
}

// The best or the worst value of the grid and a neighbour: with more paths it may do.
void SolveSearch::add_outer_pair() {
  const auto probability = [&](double value) { return scanned_[value].judgement.probability; };
  is_outer_ = true;
  const bool never = probability(grid_.front()) < wanted_;
  // Of equal ones, that nearest to today's.
  std::size_t outer = todays_index();
  for (std::size_t i = 0; i < grid_.size(); ++i)
    if (never ? probability(grid_[i]) > probability(grid_[outer])
              : probability(grid_[i]) < probability(grid_[outer]))
      outer = i;
  const std::size_t neighbour = outer > todays_index() || outer + 1 == grid_.size()
                                    ? outer - std::min<std::size_t>(outer, 1)
                                    : outer + 1;
  pairs_.push_back(never ? Pair{neighbour, outer} : Pair{outer, neighbour});
}

void SolveSearch::next_pair() {
  stage_ = Stage::bracket;
  if (next().empty())
    take_bracket();
}

// With more paths, a crossing may turn out to be between two other neighbours.
bool SolveSearch::move_pair(bool up) {
  Pair& pair = pairs_[pair_];
  const std::size_t from = up ? pair.below : pair.above;
  const std::size_t to = up ? pair.above : pair.below;
  if ((to > from && to + 1 >= grid_.size()) || (to <= from && to == 0) || to == from)
    return false;
  const std::size_t beyond = to > from ? to + 1 : to - 1;
  (up ? pair.below : pair.above) = to;
  (up ? pair.above : pair.below) = beyond;
  return true;
}

void SolveSearch::take_bracket() {
  const double below = grid_[pairs_[pair_].below];
  const double above = grid_[pairs_[pair_].above];
  const Judgement& low = judged_[below];
  const Judgement& high = judged_[above];
  const bool reached = high.probability >= wanted_;
  if (reached && low.probability < wanted_) {
    crossing_.emplace(Crossing::End{below, height(low.probability)},
                      Crossing::End{above, height(high.probability)},
                      kToleranceOfAnswer * half_interval(high), unknown_.whole_step);
    stage_ = Stage::close_in;
    if (!crossing_->next())
      finish_root();
    return;
  }
  if (!is_outer_ && move_pair(!reached))
    return next_pair();
  end_without(reached ? Solution::Found::always : Solution::Found::never, reached ? below : above);
}

void SolveSearch::end_without(Solution::Found found, double value) {
  stage_ = Stage::finished;
  if (solution_.found == Solution::Found::value)
    return; // another crossing has given the answer
  solution_.found = found;
  solution_.at = {value, judged_[value]};
  const bool never = found == Solution::Found::never;
  for (const auto& [other, judgement] : judged_)
    if (never ? judgement.probability > solution_.at.judgement.probability
              : judgement.probability < solution_.at.judgement.probability)
      solution_.at = {other, judgement};
}

void SolveSearch::take_close_in(const SolveTrial& trial) {
  crossing_->take(trial.value, trial.failed ? -wanted_ : height(trial.judgement.probability));
  if (!crossing_->next())
    finish_root();
}

void SolveSearch::finish_root() {
  const double value = crossing_->above().value;
  if (solution_.found == Solution::Found::value) {
    solution_.others.push_back(value);
  } else {
    solution_.found = Solution::Found::value;
    solution_.at = {value, judged_[value]};
    if (!unknown_.whole_step && crossing_->jumps())
      solution_.jumps_from = wanted_ + crossing_->below().height;
    return begin_ends();
  }
  if (++pair_ < pairs_.size())
    return next_pair();
  stage_ = Stage::finished;
}

// How much the probability rises with the value, near the answer.
double SolveSearch::slope() const {
  const double at = solution_.at.value;
  const double probability = solution_.at.judgement.probability;
  const double enough = half_interval(solution_.at.judgement) / 2;
  double nearest = 0, slope = 0;
  for (const auto& [value, judgement] : judged_) {
    const double rise = judgement.probability - probability;
    if (value == at || std::abs(rise) < enough)
      continue;
    if (slope == 0 || std::abs(value - at) < nearest) {
      nearest = std::abs(value - at);
      slope = rise / (value - at);
    }
  }
  return slope;
}

// The end of the interval on the side of `beyond`: above: where the probability is higher.
Crossing SolveSearch::end_between(const SolvedRun& answer, bool above, double beyond) const {
  const auto judged = judged_.find(beyond);
  const Judgement& there = judged == judged_.end() ? scanned_.at(beyond).judgement : judged->second;
  const Interval& here = answer.judgement.interval;
  const double half = half_interval(answer.judgement);
  // Heights are below 0 where the value belongs to the interval.
  const double inside = above ? here.low - wanted_ : wanted_ - here.high;
  const double outside = above ? there.interval.low - wanted_ : wanted_ - there.interval.high;
  Crossing end({answer.value, inside}, {beyond, outside}, kToleranceOfEnd * half,
               unknown_.whole_step);
  if (const double rise = slope(); rise != 0)
    end.guess(answer.value + (above ? 1 : -1) * (-inside + kToleranceOfEnd / 2 * half) / rise);
  return end;
}

void SolveSearch::begin_ends() {
  const SolvedRun& answer = solution_.at;
  const bool upwards = crossing_->above().value > crossing_->below().value;
  const Interval& here = answer.judgement.interval;
  for (const bool above : {false, true}) {
    const bool to_right = above == upwards;
    auto& end = to_right ? high_ : low_;
    double& bound = to_right ? solution_.interval.high : solution_.interval.low;
    bool& open = to_right ? solution_.open_high : solution_.open_low;
    const auto is_out = [&](const Judgement& of) {
      return above ? of.interval.low >= wanted_ : of.interval.high <= wanted_;
    };
    bound = answer.value;
    if (is_out(answer.judgement) || (above ? here.low : here.high) == wanted_)
      continue;                   // it jumps
    std::optional<double> beyond; // the nearest value outside; of the scan if none was judged
    const auto consider = [&](double value, const Judgement& judgement) {
      if ((to_right ? value > answer.value : value < answer.value) && is_out(judgement) &&
          (!beyond || std::abs(value - answer.value) < std::abs(*beyond - answer.value)))
        beyond = value;
    };
    for (const auto& [value, judgement] : judged_)
      consider(value, judgement);
    if (!beyond)
      for (const auto& [value, trial] : scanned_)
        if (!trial.failed)
          consider(value, trial.judgement);
    if (beyond) {
      end = end_between(answer, above, *beyond);
      bound = *beyond;
    } else {
      bound = to_right ? grid_.back() : grid_.front();
      open = true;
    }
  }
  stage_ = Stage::ends;
  if (next().empty())
    begin_round();
}

void SolveSearch::take_ends(const std::vector<SolveTrial>& trials) {
  const bool upwards = crossing_->above().value > crossing_->below().value;
  for (const SolveTrial& trial : trials) {
    const bool to_right = trial.value > solution_.at.value;
    auto& end = to_right ? high_ : low_;
    const Interval& found = trial.judgement.interval;
    const bool above = to_right == upwards;
    if (end)
      end->take(trial.value, trial.failed ? 0 : above ? found.low - wanted_ : wanted_ - found.high);
  }
  if (low_)
    solution_.interval.low = low_->above().value;
  if (high_)
    solution_.interval.high = high_->above().value;
  if (next().empty())
    begin_round();
}

// Two digits more than the interval has, away from the values that do not do.
void SolveSearch::begin_round() {
  stage_ = Stage::round;
  const double at = solution_.at.value * unknown_.factor;
  const double width =
      (solution_.interval.high - solution_.interval.low) / 2 * std::abs(unknown_.factor);
  constexpr double kDigits = 1e-6; // relative, of an answer that is certain
  const double fine = std::max(width / 20, kDigits * std::abs(at));
  if (unknown_.whole_step || fine <= 0)
    return take_round({.failed = true});
  const double step = std::pow(10, std::floor(std::log10(fine)));
  const bool upwards = crossing_->above().value > crossing_->below().value;
  const double steps = upwards ? std::ceil(at / step) : std::floor(at / step);
  // A power of ten below 1 is not exact; its inverse is.
  const double inverse = std::round(1 / step);
  rounded_ = (step < 1 ? steps / inverse : steps * step) / unknown_.factor;
  if (rounded_ == solution_.at.value || rounded_ < grid_.front() || rounded_ > grid_.back())
    take_round({.failed = true});
}

void SolveSearch::take_round(const SolveTrial& trial) {
  if (!trial.failed && trial.judgement.probability >= wanted_) {
    solution_.at = {trial.value, trial.judgement};
    solution_.interval.low = std::min(solution_.interval.low, trial.value);
    solution_.interval.high = std::max(solution_.interval.high, trial.value);
  }
  if (++pair_ < pairs_.size())
    return next_pair();
  stage_ = Stage::finished;
}

} // namespace escala
