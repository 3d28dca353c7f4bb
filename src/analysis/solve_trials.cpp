// SPDX-License-Identifier: Apache-2.0
#include "analysis/solve_trials.h"

#include <algorithm>

namespace escala {
namespace {

constexpr std::size_t kPathsOfWord = 64;

Hits hits_of(std::span<const std::uint8_t> met) {
  Hits hits;
  hits.by_word.resize((met.size() + kPathsOfWord - 1) / kPathsOfWord);
  for (std::size_t path = 0; path < met.size(); ++path) {
    hits.paths += met[path];
    hits.by_word[path / kPathsOfWord] =
        static_cast<std::uint8_t>(hits.by_word[path / kPathsOfWord] + met[path]);
    if (path % 2 == 1)
      hits.pairs += met[path] & met[path - 1];
  }
  return hits;
}

} // namespace

void SolveTrials::judge(SolveTrial& trial, const OutputObserver& observer,
                        const Model& model) const {
  const bool metric = question_.output.kind == StudiedOutput::Kind::metric;
  const double level = metric ? question_.level : 1;
  for (const double value : observer.values(0))
    trial.met.push_back(value >= level ? 1 : 0);
  const bool uncertain = question_.output.kind == StudiedOutput::Kind::target
                             ? model.targets[question_.output.index].uncertain
                             : model.is_uncertain();
  trial.judgement = judge_hits(draws_.sampler(), hits_of(trial.met), trial.met.size(),
                               question_.wanted, uncertain);
}

// A run that fails is left out, and so are values of its unknown that are further from today's; the
// others are run again.
bool SolveTrials::run(std::vector<SolveTrial>& trials, std::uint64_t paths) {
  std::vector<std::optional<OpenPlan::Point>> points;
  for (SolveTrial& trial : trials) {
    Diagnostics unused;
    points.push_back(unknowns_[trial.unknown].plan.at(std::vector{trial.value}, unused));
    trial.failed = !points.back();
  }
  while (true) {
    std::deque<OutputObserver> observers;
    std::vector<Run> runs;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < trials.size(); ++i) {
      if (trials[i].failed)
        continue;
      StudiedOutput output = question_.output;
      const Model& model = points[i]->plan->model;
      output.month = std::min(output.month, model.horizon);
      observers.emplace_back(std::vector{output});
      runs.push_back({.model = &model,
                      .draws = draws_,
                      .paths = paths,
                      .inputs = points[i]->inputs,
                      .observers = {&observers.back()}});
      of.push_back(i);
    }
    outcome_ = runs.empty() ? RunOutcome{} : simulate(runs, workers_, control_);
    if (outcome_.status == RunStatus::stopped)
      return false;
    if (outcome_.status == RunStatus::done) {
      for (std::size_t i = 0; i < of.size(); ++i)
        judge(trials[of[i]], observers[i], *runs[i].model);
      return true;
    }
    const SolveTrial& failed = trials[of[outcome_.run]];
    failed_ = points[of[outcome_.run]]->plan;
    const double today = unknowns_[failed.unknown].today;
    const double value = failed.value;
    const std::size_t unknown = failed.unknown;
    for (SolveTrial& trial : trials)
      if (trial.unknown == unknown && (value < today   ? trial.value <= value
                                       : value > today ? trial.value >= value
                                                       : trial.value == value))
        trial.failed = true;
  }
}

} // namespace escala
