// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/optimize.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/allocation_judge.h"
#include "analysis/allocation_search.h"
#include "analysis/least_budget.h"

namespace escala {
namespace {

constexpr double kApart = 0.05; // allocations that differ less in each share are the same answer
constexpr double kWide = 0.2;   // the width of a free range from which an optimum is flat

class Optimizer {
 public:
  Optimizer(const OptimizeProblem& problem, const OptimizeEffort& effort, Workers& workers,
            const RunControl& control, const std::function<void(double)>& tell)
      : problem_(problem), effort_(effort), runs_(problem, workers, control),
        search_(runs_, effort.search_paths), judge_(runs_, effort.search_paths), tell_(tell) {
    found_.search_paths = effort.search_paths;
  }

  Optimized run() {
    if (start() && search() && least_budget())
      judge();
    if (!runs_.ended() && found_.is_moved)
      add_frontier();
    finish();
    return std::move(found_);
  }

 private:
  void tell(const ScoredAllocation& known) const {
    if (tell_)
      tell_(known.score.probability);
  }

  // Looks at the starts. False if there is nothing to search.
  bool start() {
    std::vector<Allocation> starts = starts_of(problem_);
    starts.insert(starts.begin(), problem_.declared);
    starts_ = search_.begin(starts);
    if (starts_.empty())
      return false;
    declared_ = starts_.front();
    starts_.erase(starts_.begin());
    found_.starts = starts_.size();
    found_.is_moved = std::ranges::any_of(starts_, [&](const ScoredAllocation& one) {
      return one.score.soft != starts_.front().score.soft ||
             one.score.hits != starts_.front().score.hits ||
             one.score.soft_floors != starts_.front().score.soft_floors;
    });
    // What no share moves, a budget may; and it may need none.
    found_.is_moved = found_.is_moved || problem_.confidence;
    best_ = *std::ranges::max_element(
        starts_, [&](const auto& a, const auto& b) { return search_.is_better(b.score, a.score); });
    tell(best_);
    return found_.is_moved;
  }

  // Climbs from every start on a part of the paths, then from the best two on all of them.
  bool search() {
    constexpr std::uint64_t kPart = 4;
    constexpr int kFirstPoints = 8, kLastPoints = 4;
    constexpr std::size_t kClimbedOn = 2;
    const std::uint64_t part =
        std::max<std::uint64_t>(effort_.search_paths / kPart / 1024, 1) * 1024;
    // Each top is taken at once, so that an interruption leaves what is known.
    for (const ScoredAllocation& start : starts_)
      take(search_.score({search_.climb_from(start.at, part, kFirstPoints)}));
    const std::vector<ScoredAllocation> on(tops_.begin(),
                                           tops_.begin() + std::min(kClimbedOn, tops_.size()));
    for (const ScoredAllocation& top : on)
      take(search_.score({search_.climb_from(top.at, search_.paths(), kLastPoints)}));
    if (best_.score.shortfall(problem_) > 0)
      take(search_.score({search_.climb_floors(best_.at)}));
    if (search_.counts(best_.score))
      take({search_.improve(best_)});
    found_.by_margins = !search_.counts(best_.score);
    return !search_.ended();
  }

  // Keeps tops that are apart from better ones, best first. The starts may be better than all.
  void take(std::vector<ScoredAllocation> more) {
    if (more.empty() || search_.ended())
      return;
    more.insert(more.end(), tops_.begin(), tops_.end());
    if (tops_.empty())
      more.insert(more.end(), starts_.begin(), starts_.end());
    std::ranges::stable_sort(
        more, [&](const auto& a, const auto& b) { return search_.is_better(a.score, b.score); });
    tops_.clear();
    for (ScoredAllocation& one : more)
      if (std::ranges::all_of(tops_, [&](const ScoredAllocation& better) {
            return distance(one.at, better.at) > kApart;
          }))
        tops_.push_back(std::move(one));
    best_ = tops_.front();
    tell(best_);
  }

  bool least_budget() {
    if (!problem_.confidence)
      return true;
    LeastBudget least = find_least_budget(search_, best_);
    found_.reason = least.reason;
    best_ = std::move(least.found);
    return !search_.ended();
  }

  void judge() {
    best_.at = rounded(std::move(best_.at), problem_.bounds);
    std::vector<Allocation> all{best_.at, problem_.declared};
    if (tops_.size() > 1 && !problem_.confidence)
      all.push_back(tops_[1].at);
    const auto judged = judge_.judge(all, effort_.judged_paths);
    if (judged.empty())
      return;
    found_.judged_paths = effort_.judged_paths;
    found_.best = judged[0].judged;
    found_.declared = judged[1].judged;
    found_.gain = judged[1].difference;
    found_.gain.before = judged[1].judged.found.probability;
    found_.gain.delta = -found_.gain.delta;
    found_.gain.interval = {-found_.gain.interval.high, -found_.gain.interval.low};
    if (all.size() > 2)
      found_.runner_up = {judged[2].judged, judged[2].difference};
    if (is_infeasible(found_.best->floors, effort_.judged_paths))
      found_.reason = OptimizeReason::infeasible;
    else if (found_.reason == OptimizeReason::none && found_.gain.interval.low <= 0 &&
             !problem_.confidence)
      found_.reason = OptimizeReason::no_gain;
    add_free_ranges();
  }

  bool is_infeasible(const std::vector<double>& floors, std::uint64_t paths) const {
    const auto all = static_cast<double>(paths);
    for (std::size_t i = 0; i < floors.size(); ++i)
      if (effective_clopper_pearson(floors[i] * all, all).high < problem_.floors[i].least)
        return true;
    return false;
  }

  void add_free_ranges() {
    constexpr std::uint64_t kMostPaths = 10'240;
    if (found_.reason == OptimizeReason::infeasible ||
        found_.reason == OptimizeReason::out_of_reach || found_.reason == OptimizeReason::no_budget)
      return;
    found_.free_ranges = judge_.free_ranges(best_.at, std::min(effort_.judged_paths, kMostPaths));
    found_.flat = !found_.free_ranges.empty();
    for (std::size_t i = 0; i < found_.free_ranges.size(); ++i) {
      const auto& [low, high] = found_.free_ranges[i];
      const ShareBounds& bounds = problem_.bounds[i];
      found_.flat = found_.flat && high - low >= std::min(kWide, bounds.high - bounds.low);
    }
  }

  // Each budget begins where the one before ended, and once more at equal shares.
  void add_frontier() {
    std::vector<Allocation> tops;
    Allocation from = best_.at;
    for (const double budget : problem_.budgets) {
      from.budget = budget;
      from = best_for(from);
      if (runs_.ended())
        return;
      tops.push_back(rounded(from, problem_.bounds));
    }
    for (const Allocation& top : tops) {
      const auto judged = judge_.judge({top}, effort_.judged_paths);
      if (judged.empty())
        return;
      found_.frontier.push_back(
          {judged[0].judged, !is_infeasible(judged[0].judged.floors, effort_.judged_paths)});
    }
  }

  Allocation best_for(const Allocation& from) {
    constexpr int kPoints = 8;
    Allocation equal = starts_[1].at;
    equal.budget = from.budget;
    std::vector<Allocation> tops{from, equal};
    for (const Allocation& start : {from, equal})
      tops.push_back(search_.climb_from(start, search_.paths(), kPoints));
    const auto scored = search_.score(tops);
    if (scored.empty())
      return from;
    return std::ranges::max_element(
               scored,
               [&](const auto& a, const auto& b) { return search_.is_better(b.score, a.score); })
        ->at;
  }

  void finish() {
    found_.outcome = runs_.outcome();
    if (found_.outcome.status == RunStatus::failed)
      found_.ended = Ended::failed;
    if (found_.outcome.status == RunStatus::stopped)
      found_.ended = Ended::interrupted;
    if (found_.best || starts_.empty())
      return;
    found_.best = judged_by_search(best_, problem_, effort_.search_paths);
    found_.declared = judged_by_search(declared_, problem_, effort_.search_paths);
    found_.gain.before = found_.declared->found.probability;
    found_.gain.delta = found_.best->found.probability - found_.gain.before;
    found_.gain.std_error =
        std::hypot(found_.best->found.std_error, found_.declared->found.std_error);
  }

  const OptimizeProblem& problem_;
  OptimizeEffort effort_;
  AllocationRuns runs_;
  AllocationSearch search_;
  AllocationJudge judge_;
  const std::function<void(double)>& tell_;
  std::vector<ScoredAllocation> starts_;
  std::vector<ScoredAllocation> tops_; // best first, each apart from the others
  ScoredAllocation declared_;
  ScoredAllocation best_;
  Optimized found_;
};

} // namespace

Optimized optimize(const OptimizeProblem& problem, const OptimizeEffort& effort, Workers& workers,
                   const RunControl& control, const std::function<void(double)>& tell) {
  return Optimizer(problem, effort, workers, control, tell).run();
}

} // namespace escala
