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

// Compiles the plan where a value is no input.
std::vector<SolveTrials::Point> SolveTrials::points_of(std::vector<SolveTrial>& trials) const {
  std::vector<Point> points;
  for (SolveTrial& trial : trials) {
    Diagnostics unused;
    points.push_back(unknowns_[trial.unknown].plan.at(std::vector{trial.value}, unused));
    trial.failed = !points.back();
  }
  return points;
}

// Simulates those that have not failed.
bool SolveTrials::run_once(std::vector<SolveTrial>& trials, const std::vector<Point>& points,
                           std::uint64_t paths) {
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
  if (outcome_.status == RunStatus::failed) {
    const std::size_t failed = of[outcome_.run];
    failed_ = points[failed]->plan;
    leave_out(trials, trials[failed].unknown, trials[failed].value);
  }
  if (outcome_.status != RunStatus::done)
    return false;
  for (std::size_t i = 0; i < of.size(); ++i)
    judge(trials[of[i]], observers[i], *runs[i].model);
  return true;
}

// The value at which a run fails, and those of its unknown that are further from today's.
void SolveTrials::leave_out(std::vector<SolveTrial>& trials, std::size_t unknown,
                            double value) const {
  const double today = unknowns_[unknown].today;
  const auto is_beyond = [&](double other) {
    return value < today ? other <= value : value > today ? other >= value : other == value;
  };
  for (SolveTrial& trial : trials)
    if (trial.unknown == unknown && is_beyond(trial.value))
      trial.failed = true;
}

// After a run that fails, the others are run again.
bool SolveTrials::run(std::vector<SolveTrial>& trials, std::uint64_t paths) {
  const std::vector<Point> points = points_of(trials);
  while (!run_once(trials, points, paths))
    if (outcome_.status == RunStatus::stopped)
      return false;
  return true;
}

} // namespace escala
