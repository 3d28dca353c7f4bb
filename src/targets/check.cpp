// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <algorithm>
#include <array>

namespace escala {
namespace {

constexpr std::uint64_t kBatch = 65536; // paths in memory at a time

class Checker {
 public:
  Checker(const Model& model, const CheckSpec& spec, Workers& workers)
      : model_(model), spec_(spec), workers_(workers), targets_(model.targets.size()) {
    for (Judgement& target : targets_)
      target.interval = {0, 1};
  }

  CheckResult run() {
    CheckResult result;
    std::uint64_t look = std::min(even(spec_.first_look), spec_.max_paths);
    for (;;) {
      result.outcome = simulate_up_to(look);
      if (result.outcome.status != RunStatus::done)
        return result;
      judge();
      if (is_decided() || look >= spec_.max_paths)
        break;
      look = std::min(2 * look, spec_.max_paths);
    }
    result.tally = std::move(tally_);
    result.targets = std::move(targets_);
    result.joint = joint_;
    return result;
  }

 private:
  // Paths are drawn in pairs, so a later batch begins at an even one.
  static std::uint64_t even(std::uint64_t paths) { return paths + paths % 2; }

  RunOutcome simulate_up_to(std::uint64_t paths) {
    while (simulated_ < paths) {
      const std::uint64_t batch = std::min(kBatch, paths - simulated_);
      JudgeObserver judge;
      const std::array<MonthObserver*, 1> observers{&judge};
      const RunSpec run{
          .seed = spec_.seed, .first_path = simulated_, .paths = batch, .stop = spec_.stop};
      RunOutcome outcome = simulate(model_, run, workers_, observers);
      if (outcome.status != RunStatus::done)
        return outcome;
      tally_.add(judge.tally());
      simulated_ += batch;
      if (!model_.is_uncertain())
        simulated_ = paths;
    }
    return {};
  }

  void judge() {
    for (std::size_t i = 0; i < targets_.size(); ++i)
      look_at(targets_[i], tally_.targets[i].hits, model_.targets[i].confidence,
              model_.targets[i].uncertain);
    look_at(joint_, tally_.joint_hits, model_.joint_confidence.value_or(0),
            is_joint_uncertain(model_, tally_));
  }

  void look_at(Judgement& judgement, std::uint64_t hits, double confidence, bool uncertain) const {
    const Interval before = judgement.interval;
    judgement = judge_count(hits, tally_.paths, confidence, uncertain);
    if (!uncertain)
      return;
    judgement.interval = intersection(before, confidence_sequence(hits, tally_.paths));
    judgement.decision = decide(judgement.interval, confidence);
  }

  bool is_decided() const {
    if (!model_.is_uncertain())
      return true;
    if (model_.joint_confidence && joint_.decision == Decision::undecided)
      return false;
    return std::ranges::none_of(
        targets_, [](const Judgement& target) { return target.decision == Decision::undecided; });
  }

  const Model& model_;
  const CheckSpec& spec_;
  Workers& workers_;
  Tally tally_;
  std::vector<Judgement> targets_;
  Judgement joint_;
  std::uint64_t simulated_ = 0;
};

} // namespace

CheckResult check(const Model& model, const CheckSpec& spec, Workers& workers) {
  return Checker(model, spec, workers).run();
}

} // namespace escala
