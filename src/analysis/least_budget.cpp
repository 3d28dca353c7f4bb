// SPDX-License-Identifier: Apache-2.0
#include "analysis/least_budget.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace escala {
namespace {

constexpr double kFarthest = 64; // times the declared budget, and the same part of it
constexpr int kSections = 12;    // budgets of one call
constexpr double kSure = 1e-4;   // of the budget

bool reaches(const AllocationSearch& search, const Score& score) {
  return score.probability >= search.problem().confidence.value() &&
         score.shortfall(search.problem()) == 0;
}

// The first of `budgets` that reaches the confidence, and its place.
std::optional<std::pair<std::size_t, ScoredAllocation>>
first_reached(AllocationSearch& search, const Allocation& from,
              const std::vector<double>& budgets) {
  std::vector<Allocation> all;
  for (const double budget : budgets)
    all.push_back({budget, from.shares});
  std::vector<ScoredAllocation> scored = search.score(all);
  for (std::size_t i = 0; i < scored.size(); ++i)
    if (reaches(search, scored[i].score))
      return std::pair{i, std::move(scored[i])};
  return std::nullopt;
}

std::vector<double> between(double low, double high) {
  std::vector<double> budgets;
  for (int i = 1; i <= kSections; ++i)
    budgets.push_back(low * std::pow(high / low, static_cast<double>(i) / kSections));
  budgets.back() = high;
  return budgets;
}

// For these shares, between two budgets of which the second may reach it.
std::optional<ScoredAllocation> least_for(AllocationSearch& search, const Allocation& from,
                                          double low, double high) {
  std::optional<ScoredAllocation> found;
  while (high > low * (1 + kSure)) {
    const std::vector<double> budgets = between(low, high);
    auto first = first_reached(search, from, budgets);
    if (!first)
      return found;
    found = std::move(first->second);
    high = found->at.budget;
    low = first->first == 0 ? low : budgets[first->first - 1];
  }
  return found;
}

} // namespace

LeastBudget find_least_budget(AllocationSearch& search, const ScoredAllocation& from) {
  constexpr int kTurns = 5;
  constexpr int kPoints = 8;
  constexpr double kSettled = 0.002; // of the budget
  if (auto none = first_reached(search, from.at, {0}))
    return {std::move(none->second), OptimizeReason::no_budget};
  const double declared = search.problem().declared.budget;
  const double lowest = declared / kFarthest, highest = declared * kFarthest;
  auto least = least_for(search, from.at, lowest, highest);
  if (!least && !search.ended()) {
    const Allocation most{
        highest, search.climb_from({highest, from.at.shares}, search.paths(), kPoints).shares};
    least = least_for(search, most, lowest, highest);
    const auto farthest = search.score({most});
    if (!least && !farthest.empty())
      return {farthest.front(), OptimizeReason::out_of_reach};
  }
  for (int turn = 0; turn < kTurns && least && !search.ended(); ++turn) {
    const double before = least->at.budget;
    ScoredAllocation better = *least;
    const auto climbed = search.score({search.climb_from(least->at, search.paths(), kPoints)});
    if (!climbed.empty() && search.is_better(climbed.front().score, better.score))
      better = climbed.front();
    if (search.counts(better.score))
      better = search.improve(better);
    if (auto lower = least_for(search, better.at, lowest, before))
      least = std::move(lower);
    if (before - least->at.budget <= kSettled * before)
      break;
  }
  return {least.value_or(from), OptimizeReason::none};
}

} // namespace escala
