// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "escala/columns/bits.h"
#include "escala/targets/replicates.h"

namespace escala {
namespace {

class Checker {
 public:
  Checker(const Model& model, const CheckSpec& spec, Workers& workers)
      : model_(model), spec_(spec), workers_(workers), targets_(model.targets.size()) {
    for (Judgement& target : targets_)
      target.interval = {0, 1};
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
    return result;
  }

 private:
  // A later batch must start at a whole pair of paths, or at a whole word of 64 paths.
  std::uint64_t whole(std::uint64_t paths) const {
    const std::uint64_t unit = sampler_ == Sampler::sobol ? kWordBits : 2;
    return (paths + unit - 1) / unit * unit;
  }

  RunOutcome simulate_up_to(std::uint64_t paths) {
    JudgeObserver judge;
    std::vector<MonthObserver*> observers{&judge};
    if (spec_.observer != nullptr)
      observers.push_back(spec_.observer);
    const Run run{.model = &model_,
                  .draws = spec_.draws,
                  .first_path = simulated_,
                  .paths = paths - simulated_,
                  .observers = std::move(observers)};
    RunOutcome outcome = simulate(run, workers_, {.stop = spec_.stop, .ranks = spec_.ranks});
    if (outcome.status != RunStatus::done)
      return outcome;
    tally_.add(judge.tally());
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
      return replicate_estimate(hits.by_word, tally_.paths,
                                kIntervalError / (looks_ * (looks_ + 1.0)))
          .interval;
    if (sampler_ == Sampler::antithetic)
      return pair_sequence(pairs_of(hits, tally_.paths));
    return confidence_sequence(static_cast<double>(hits.paths), static_cast<double>(tally_.paths));
  }

  bool is_decided() const {
    if (!model_.is_uncertain())
      return true;
    if (model_.joint_confidence && joint_.verdict == Verdict::undecided)
      return false;
    return std::ranges::none_of(
        targets_, [](const Judgement& target) { return target.verdict == Verdict::undecided; });
  }

  const Model& model_;
  const CheckSpec& spec_;
  Workers& workers_;
  Tally tally_;
  std::vector<Judgement> targets_;
  Judgement joint_;
  std::uint64_t simulated_ = 0;
  int looks_ = 0;
  Sampler sampler_ = spec_.draws.sampler();
};

} // namespace

CheckResult check(const Model& model, const CheckSpec& spec, Workers& workers) {
  return Checker(model, spec, workers).run();
}

} // namespace escala
