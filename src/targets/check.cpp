// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "escala/columns/bits.h"
#include "escala/targets/paired.h"
#include "escala/targets/replicates.h"

namespace escala {
namespace {

class Checker {
 public:
  Checker(const Model& model, const CheckSpec& spec, Workers& workers)
      : model_(model), spec_(spec), workers_(workers), targets_(model.targets.size()) {
    for (Judgement& target : targets_)
      target.interval = {0, 1};
    if (is_paired())
      paired_.emplace(*spec.baseline->model, model);
  }

  CheckResult run() {
    CheckResult result;
    const std::uint64_t most =
        sampler_ == Sampler::antithetic ? whole(spec_.max_paths) : spec_.max_paths;
    std::uint64_t look = std::min(whole(spec_.first_look), most);
    for (;;) {
      result.outcome = simulate_up_to(look);
      if (result.outcome.status != RunStatus::done)
        return result;
      judge();
      if (is_decided() || look >= most)
        break;
      look = std::min(2 * look, most);
    }
    result.tally = std::move(tally_);
    result.targets = std::move(targets_);
    result.joint = joint_;
    result.differences = std::move(differences_);
    return result;
  }

 private:
  // A later batch must start at a whole pair of paths, or at a whole word of 64 paths.
  std::uint64_t whole(std::uint64_t paths) const {
    const std::uint64_t unit = sampler_ == Sampler::sobol ? kWordBits : 2;
    return (paths + unit - 1) / unit * unit;
  }

  bool is_paired() const { return spec_.baseline != nullptr && spec_.baseline->model != nullptr; }

  RunOutcome simulate_up_to(std::uint64_t paths) {
    JudgeObserver judge(is_paired() ? JudgeObserver::Keep::all_paths
                                    : JudgeObserver::Keep::first_paths);
    std::vector<MonthObserver*> observers{&judge};
    if (spec_.observer != nullptr)
      observers.push_back(spec_.observer);
    std::vector<Run> runs{{.model = &model_,
                           .draws = spec_.draws,
                           .first_path = simulated_,
                           .paths = paths - simulated_,
                           .observers = std::move(observers)}};
    if (paired_)
      runs.push_back(paired_->beside(runs.front(), judge));
    RunOutcome outcome = simulate(runs, workers_, {.stop = spec_.stop, .ranks = spec_.ranks});
    if (outcome.status != RunStatus::done)
      return outcome;
    tally_.add(judge.tally());
    if (paired_)
      paired_->take();
    simulated_ = paths;
    return {};
  }

  void judge() {
    ++looks_;
    for (std::size_t i = 0; i < targets_.size(); ++i)
      look_at(targets_[i], tally_.targets[i].hits, model_.targets[i].confidence,
              model_.targets[i].uncertain);
    look_at(joint_, tally_.joint, model_.joint_confidence.value_or(0),
            is_joint_uncertain(model_, tally_));
    if (spec_.baseline != nullptr)
      compare();
  }

  void compare() {
    const Differences before = std::exchange(
        differences_, paired_ ? paired_->differences(sampler_, error_of_look())
                              : independent_differences(spec_.baseline->earlier, targets_, joint_));
    if (!paired_ || looks_ == 1)
      return;
    for (std::size_t i = 0; i < before.targets.size(); ++i)
      narrow(before.targets[i], differences_.targets[i]);
    narrow(before.joint, differences_.joint);
  }

  static void narrow(const std::optional<Difference>& before, std::optional<Difference>& now) {
    if (before && now && now->interval.low < now->interval.high)
      now->interval = intersection(before->interval, now->interval);
  }

  void look_at(Judgement& judgement, const Hits& hits, double confidence, bool uncertain) const {
    const Interval before = judgement.interval;
    judgement = judge_hits(sampler_, hits, tally_.paths, confidence, uncertain);
    if (!uncertain)
      return;
    judgement.interval = intersection(before, interval_of(hits));
    judgement.verdict = decide(judgement.interval, confidence);
  }

  Interval interval_of(const Hits& hits) const {
    if (sampler_ == Sampler::sobol)
      return replicate_estimate(hits.by_word, tally_.paths, error_of_look()).interval;
    if (sampler_ == Sampler::antithetic)
      return pair_sequence(pairs_of(hits, tally_.paths));
    return confidence_sequence(static_cast<double>(hits.paths), static_cast<double>(tally_.paths));
  }

  double error_of_look() const { return kIntervalError / (looks_ * (looks_ + 1.0)); }

  bool is_decided() const {
    if (!model_.is_uncertain() && !(paired_ && paired_->is_uncertain()))
      return true;
    if (model_.joint_confidence && joint_.verdict == Verdict::undecided)
      return false;
    return std::ranges::none_of(
               targets_,
               [](const Judgement& target) { return target.verdict == Verdict::undecided; }) &&
           are_drops_decided();
  }

  bool are_drops_decided() const {
    if (spec_.baseline == nullptr)
      return true;
    const EarlierEstimates& earlier = spec_.baseline->earlier;
    for (std::size_t i = 0; i < targets_.size(); ++i)
      if (is_drop_open(differences_.targets[i]) &&
          (paired_ || can_decide_drop(*earlier.targets[i], targets_[i], spec_.baseline->max_drop)))
        return false;
    return !model_.joint_confidence || !is_drop_open(differences_.joint) ||
           !(paired_ || can_decide_drop(*earlier.joint, joint_, spec_.baseline->max_drop));
  }

  bool is_drop_open(const std::optional<Difference>& difference) const {
    const double most = spec_.baseline->max_drop;
    return difference && !has_dropped(*difference, most) && !has_not_dropped(*difference, most);
  }

  const Model& model_;
  const CheckSpec& spec_;
  Workers& workers_;
  Tally tally_;
  std::vector<Judgement> targets_;
  Judgement joint_;
  std::optional<PairedRuns> paired_;
  Differences differences_;
  std::uint64_t simulated_ = 0;
  int looks_ = 0;
  Sampler sampler_ = spec_.draws.sampler();
};

} // namespace

CheckResult check(const Model& model, const CheckSpec& spec, Workers& workers) {
  return Checker(model, spec, workers).run();
}

} // namespace escala
