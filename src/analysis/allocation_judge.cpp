// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocation_judge.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "escala/targets/paired.h"

namespace escala {
namespace {

bool is_joint(const StudiedOutput& output) { return output.kind == StudiedOutput::Kind::joint; }

// Whether no floor is significantly missed, as far as `paths` tell.
bool keeps_floors(const JudgedAllocation& judged, const OptimizeProblem& problem) {
  const auto paths = static_cast<double>(judged.found.paths);
  for (std::size_t i = 0; i < problem.floors.size(); ++i)
    if (effective_clopper_pearson(judged.floors[i] * paths, paths).high < problem.floors[i].least)
      return false;
  return true;
}

// Ranges are not known to more than a hundredth of a percent.
double shown(double share) { return std::round(share * 1e4) / 1e4; }

// One end of the range of a pillar's share that is searched.
struct RangeEnd {
  std::size_t pillar = 0;
  double good = 0; // a share that is as good as the best
  double far = 0;  // one that may not be
  bool done = false;
};

// The other shares make room in proportion to themselves, then as bounds allow.
Allocation with_share(const Allocation& from, std::size_t pillar, double share,
                      std::span<const ShareBounds> bounds) {
  Allocation moved = from;
  const double others = 1 - from.shares[pillar];
  for (std::size_t i = 0; i < moved.shares.size(); ++i)
    moved.shares[i] = others > 0 ? from.shares[i] * (1 - share) / others
                                 : (1 - share) / static_cast<double>(moved.shares.size() - 1);
  moved.shares[pillar] = share;
  std::vector<ShareBounds> fixed(bounds.begin(), bounds.end());
  fixed[pillar] = {share, share};
  moved.shares = within_bounds(std::move(moved.shares), fixed);
  return moved;
}

} // namespace

std::vector<ComparedAllocation> AllocationJudge::judge(const std::vector<Allocation>& allocations,
                                                       std::uint64_t paths) {
  const OptimizeProblem& problem = runs_.problem();
  const StudiedOutput& objective = problem.objective;
  std::vector<TargetPair> compared;
  if (!is_joint(objective))
    compared.push_back({objective.index, objective.index});
  std::deque<JudgeObserver> judges;
  std::deque<PairedObserver> pairs;
  std::vector<std::vector<MonthObserver*>> observers;
  for (std::size_t i = 0; i < allocations.size(); ++i) {
    observers.push_back({&judges.emplace_back(JudgeObserver::Keep::all_paths)});
    observers.back().push_back(&pairs.emplace_back(judges.front(), judges.back(), compared));
  }
  if (!runs_.simulate(allocations, observers, first_, paths))
    return {};
  std::vector<ComparedAllocation> found;
  const Model& model = runs_.model_of(allocations.front());
  const Sampler sampler = problem.draws.sampler();
  for (std::size_t i = 0; i < allocations.size(); ++i) {
    const Tally& tally = judges[i].tally();
    const Hits& hits = is_joint(objective) ? tally.joint : tally.targets[objective.index].hits;
    const bool uncertain = is_joint(objective) ? is_joint_uncertain(model, tally)
                                               : model.targets[objective.index].uncertain;
    const PairedHits& changed =
        is_joint(objective) ? pairs[i].tally().joint : pairs[i].tally().targets.front();
    ComparedAllocation& one = found.emplace_back();
    one.judged = {
        allocations[i],
        judge_hits(sampler, hits, tally.paths, problem.confidence.value_or(0.5), uncertain),
        {}};
    one.difference = paired_difference(sampler, changed, tally.paths);
    one.difference.before = found.front().judged.found.probability;
    for (const ProbabilityFloor& floor : problem.floors)
      one.judged.floors.push_back(static_cast<double>(hits_of(tally, floor.output)) /
                                  static_cast<double>(tally.paths));
  }
  return found;
}

bool AllocationJudge::is_as_good(const ComparedAllocation& moved) const {
  return moved.difference.interval.high >= 0 && keeps_floors(moved.judged, runs_.problem());
}

std::vector<std::pair<double, double>> AllocationJudge::free_ranges(const Allocation& best,
                                                                    std::uint64_t paths) {
  constexpr int kRounds = 8; // the first looks at the far ends, each other halves what is unknown
  const auto bounds = std::span(runs_.problem().bounds);
  std::vector<RangeEnd> ends;
  for (std::size_t i = 0; i < best.shares.size(); ++i) {
    const ShareBounds reach = reach_of(i, bounds);
    ends.push_back({i, best.shares[i], reach.low});
    ends.push_back({i, best.shares[i], reach.high});
  }
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Allocation> tried{best};
    std::vector<RangeEnd*> of;
    for (RangeEnd& end : ends) {
      if (end.done || end.good == end.far)
        continue;
      of.push_back(&end);
      const double share = round == 0 ? end.far : (end.good + end.far) / 2;
      tried.push_back(with_share(best, end.pillar, share, bounds));
    }
    const std::vector<ComparedAllocation> found = judge(tried, paths);
    if (found.empty())
      return {};
    for (std::size_t i = 0; i < of.size(); ++i) {
      const double share = tried[i + 1].shares[of[i]->pillar];
      const bool good = is_as_good(found[i + 1]);
      (good ? of[i]->good : of[i]->far) = share;
      of[i]->done = round == 0 && good;
    }
  }
  std::vector<std::pair<double, double>> ranges;
  for (std::size_t i = 0; i < ends.size(); i += 2)
    ranges.emplace_back(shown(ends[i].good), shown(ends[i + 1].good));
  return ranges;
}

JudgedAllocation judged_by_search(const ScoredAllocation& scored, const OptimizeProblem& problem,
                                  std::uint64_t paths) {
  return {scored.at, judge_count(scored.score.hits, paths, problem.confidence.value_or(0.5), true),
          scored.score.floors};
}

} // namespace escala
