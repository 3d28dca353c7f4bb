// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocation_search.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include "analysis/climb.h"

namespace escala {
namespace {

// Towards all of the budget for one pillar; the sum of the shares stays 1.
Allocation towards(const Allocation& from, std::size_t pillar, double step) {
  Allocation moved = from;
  for (double& share : moved.shares)
    share *= 1 - step;
  moved.shares[pillar] += step;
  return moved;
}

constexpr double kSlopeStep = 0.005; // of a share

double log_of(double probability) { return std::log(std::max(probability, 1e-300)); }

} // namespace

OpenPlan::Point AllocationRuns::point_of(const Allocation& allocation) const {
  std::vector<double> values = allocation.shares;
  if (problem_.open_budget)
    values.push_back(allocation.budget);
  Diagnostics none; // a plan that compiles at some shares compiles at all
  return problem_.plan->at(values, none).value();
}

const Model& AllocationRuns::model_of(const Allocation& allocation) const {
  return point_of(allocation).plan->model;
}

bool AllocationRuns::simulate(std::span<const Allocation> allocations,
                              std::span<const std::vector<MonthObserver*>> observers,
                              std::uint64_t first, std::uint64_t paths) {
  if (ended())
    return false;
  std::deque<OpenPlan::Point> points;
  std::vector<Run> runs;
  for (std::size_t i = 0; i < allocations.size(); ++i) {
    const OpenPlan::Point& point = points.emplace_back(point_of(allocations[i]));
    runs.push_back({.model = &point.plan->model,
                    .draws = problem_.draws,
                    .first_path = first,
                    .paths = paths,
                    .inputs = point.inputs,
                    .observers = observers[i]});
  }
  outcome_ = escala::simulate(runs, workers_, control_);
  return !ended();
}

double Score::shortfall(const OptimizeProblem& problem) const {
  double sum = 0;
  for (std::size_t i = 0; i < floors.size(); ++i)
    sum += std::max(0.0, problem.floors[i].least - floors[i]);
  return sum;
}

double Score::nearness() const {
  double sum = 0;
  for (const double soft_floor : soft_floors)
    sum += log_of(soft_floor);
  return sum;
}

Score AllocationSearch::score_of(const MarginObserver& run) const {
  const Tally& tally = run.judge().tally();
  const auto share_of = [&](const StudiedOutput& output) {
    return static_cast<double>(hits_of(tally, output)) / static_cast<double>(tally.paths);
  };
  Score score{.soft = soft_.probability(run, problem().objective).value,
              .soft_floors = {},
              .hits = hits_of(tally, problem().objective),
              .probability = share_of(problem().objective),
              .floors = {}};
  for (const ProbabilityFloor& floor : problem().floors) {
    score.soft_floors.push_back(floors_.probability(run, floor.output).value);
    score.floors.push_back(share_of(floor.output));
  }
  return score;
}

std::vector<ScoredAllocation> AllocationSearch::begin(const std::vector<Allocation>& starts) {
  std::deque<MarginObserver> observers;
  std::vector<std::vector<MonthObserver*>> lists;
  for (std::size_t i = 0; i < starts.size(); ++i)
    lists.push_back({&observers.emplace_back(paths_)});
  if (!runs_.simulate(starts, lists, 0, paths_))
    return {};
  soft_.measure(observers.front());
  floors_ = soft_;
  soft_.widen_for(observers.front(), problem().objective);
  std::vector<ScoredAllocation> scored;
  for (std::size_t i = 0; i < starts.size(); ++i)
    scored.push_back({starts[i], score_of(observers[i])});
  return scored;
}

std::vector<ScoredAllocation> AllocationSearch::score(const std::vector<Allocation>& allocations,
                                                      std::uint64_t paths) {
  std::deque<MarginObserver> observers;
  std::vector<std::vector<MonthObserver*>> lists;
  for (std::size_t i = 0; i < allocations.size(); ++i)
    lists.push_back({&observers.emplace_back(paths)});
  if (!runs_.simulate(allocations, lists, 0, paths))
    return {};
  std::vector<ScoredAllocation> scored;
  for (std::size_t i = 0; i < allocations.size(); ++i)
    scored.push_back({allocations[i], score_of(observers[i])});
  return scored;
}

std::vector<ScoredAllocation> AllocationSearch::look_around(const Allocation& start,
                                                            std::uint64_t paths) {
  std::vector<Allocation> around{start};
  for (std::size_t i = 0; i < start.shares.size(); ++i)
    around.push_back(towards(start, i, kSlopeStep));
  return score(around, paths);
}

// Slopes are differences on the same draws, all from one call.
Allocation AllocationSearch::climb_from(const Allocation& start, std::uint64_t paths,
                                        int most_points) {
  const auto at = [&](const std::vector<double>& shares) -> std::optional<ClimbPoint> {
    const auto found = look_around({start.budget, shares}, paths);
    if (found.empty())
      return std::nullopt;
    const Score& here = found.front().score;
    ClimbPoint point{.value = log_of(here.soft), .slope = {}, .slack = {}, .slack_slope = {}};
    point.slack_slope.resize(problem().floors.size());
    for (std::size_t floor = 0; floor < problem().floors.size(); ++floor)
      point.slack.push_back(here.soft_floors[floor] - problem().floors[floor].least);
    for (std::size_t i = 1; i < found.size(); ++i) {
      point.slope.push_back((log_of(found[i].score.soft) - point.value) / kSlopeStep);
      for (std::size_t floor = 0; floor < problem().floors.size(); ++floor)
        point.slack_slope[floor].push_back(
            (found[i].score.soft_floors[floor] - here.soft_floors[floor]) / kSlopeStep);
    }
    return point;
  };
  return {start.budget, climb({.start = start.shares,
                               .bounds = problem().bounds,
                               .constraints = problem().floors.size(),
                               .most_points = most_points},
                              at)};
}

Allocation AllocationSearch::climb_floors(const Allocation& start) {
  constexpr int kPoints = 12;
  const auto at = [&](const std::vector<double>& shares) -> std::optional<ClimbPoint> {
    const auto found = look_around({start.budget, shares}, paths_);
    if (found.empty())
      return std::nullopt;
    ClimbPoint point{
        .value = found.front().score.nearness(), .slope = {}, .slack = {}, .slack_slope = {}};
    for (std::size_t i = 1; i < found.size(); ++i)
      point.slope.push_back((found[i].score.nearness() - point.value) / kSlopeStep);
    return point;
  };
  return {start.budget,
          climb({.start = start.shares, .bounds = problem().bounds, .most_points = kPoints}, at)};
}

bool AllocationSearch::counts(const Score& score) const {
  constexpr std::uint64_t kEnoughHits = 100;
  return score.hits >= kEnoughHits;
}

bool AllocationSearch::is_better(const Score& a, const Score& b) const {
  const double shortfall = a.shortfall(problem()), other = b.shortfall(problem());
  if (shortfall != other)
    return shortfall < other;
  if (shortfall > 0)
    return a.nearness() > b.nearness();
  return counts(a) && counts(b) ? a.hits > b.hits : a.soft > b.soft;
}

ScoredAllocation AllocationSearch::improve(ScoredAllocation from) {
  constexpr double kFirstStep = 0.04, kLastStep = 0.005;
  constexpr int kMostRounds = 12;
  double step = kFirstStep;
  for (int round = 0; round < kMostRounds && step >= kLastStep && !ended(); ++round) {
    std::vector<Allocation> around;
    for (std::size_t i = 0; i < from.at.shares.size(); ++i)
      for (const double signed_step : {step, -step}) {
        Allocation moved = towards(from.at, i, signed_step);
        moved.shares = within_bounds(std::move(moved.shares), problem().bounds);
        if (distance(moved, from.at) > 0)
          around.push_back(std::move(moved));
      }
    const ScoredAllocation before = from;
    for (const ScoredAllocation& moved : score(around))
      if (is_better(moved.score, from.score))
        from = moved;
    if (distance(before.at, from.at) == 0)
      step /= 2;
  }
  return from;
}

std::vector<double> within_bounds(std::vector<double> shares, std::span<const ShareBounds> bounds) {
  constexpr int kMostPasses = 64;
  constexpr double kRounding = 1e-15;
  for (std::size_t i = 0; i < shares.size(); ++i)
    shares[i] = std::clamp(shares[i], bounds[i].low, bounds[i].high);
  for (int pass = 0; pass < kMostPasses; ++pass) {
    double missing = 1, room = 0;
    for (const double share : shares)
      missing -= share;
    if (std::abs(missing) <= kRounding)
      break;
    const auto room_of = [&](std::size_t i) {
      return missing > 0 ? bounds[i].high - shares[i] : shares[i] - bounds[i].low;
    };
    for (std::size_t i = 0; i < shares.size(); ++i)
      room += room_of(i);
    if (room <= 0)
      break;
    const double part = std::min(1.0, std::abs(missing) / room);
    for (std::size_t i = 0; i < shares.size(); ++i)
      shares[i] = std::clamp(shares[i] + std::copysign(part * room_of(i), missing), bounds[i].low,
                             bounds[i].high);
  }
  return shares;
}

// A pillar is favoured with three fifths of what the bounds leave it.
std::vector<Allocation> starts_of(const OptimizeProblem& problem) {
  constexpr double kFavoured = 0.6;
  const std::size_t pillars = problem.bounds.size();
  const auto add = [&](std::vector<double> shares, std::span<const ShareBounds> bounds,
                       std::vector<Allocation>& starts) {
    starts.push_back({problem.declared.budget, within_bounds(std::move(shares), bounds)});
  };
  std::vector<Allocation> starts;
  add(problem.declared.shares, problem.bounds, starts);
  const std::vector<double> equal(pillars, 1 / static_cast<double>(pillars));
  add(equal, problem.bounds, starts);
  for (std::size_t i = 0; i < pillars; ++i) {
    const ShareBounds reach = reach_of(i, problem.bounds);
    std::vector<ShareBounds> bounds = problem.bounds;
    bounds[i].low = bounds[i].high = reach.low + kFavoured * (reach.high - reach.low);
    std::vector<double> shares(pillars, (1 - bounds[i].low) / static_cast<double>(pillars - 1));
    shares[i] = bounds[i].low;
    add(std::move(shares), bounds, starts);
  }
  return starts;
}

ShareBounds reach_of(std::size_t pillar, std::span<const ShareBounds> bounds) {
  double low = 0, high = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i)
    if (i != pillar) {
      low += bounds[i].low;
      high += bounds[i].high;
    }
  return {std::max(bounds[pillar].low, 1 - high), std::min(bounds[pillar].high, 1 - low)};
}

double distance(const Allocation& a, const Allocation& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.shares.size(); ++i)
    largest = std::max(largest, std::abs(a.shares[i] - b.shares[i]));
  return largest;
}

// By the largest remainders.
Allocation rounded(Allocation allocation, std::span<const ShareBounds> bounds) {
  constexpr double kParts = 1000;
  std::vector<double> parts;
  std::vector<std::pair<double, std::size_t>> remainders;
  double missing = kParts;
  for (std::size_t i = 0; i < allocation.shares.size(); ++i) {
    const double exact = allocation.shares[i] * kParts;
    parts.push_back(std::floor(exact + 1e-9));
    remainders.emplace_back(parts.back() - exact, i);
    missing -= parts.back();
  }
  std::ranges::sort(remainders);
  for (std::size_t i = 0; i < remainders.size() && missing > 0.5; ++i, --missing)
    ++parts[remainders[i].second];
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] / kParts < bounds[i].low || parts[i] / kParts > bounds[i].high)
      return allocation;
  for (std::size_t i = 0; i < parts.size(); ++i)
    allocation.shares[i] = parts[i] / kParts;
  return allocation;
}

} // namespace escala
