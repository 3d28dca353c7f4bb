// SPDX-License-Identifier: Apache-2.0
#include "app/recommend.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numbers>
#include <optional>
#include <utility>

#include "app/options/list.h"
#include "escala/analysis/comparison.h"

namespace escala::app {
namespace {

constexpr Effort kTrialEffort{.first_paths = 65'536, .max_paths = 65'536};

// A plan with a change, and the target in it.
struct Trial {
  Recommendation change;
  CompiledPlan plan;
  std::size_t target;
};

Changes changes_of_trial(const Recommendation& change, const Arguments& arguments) {
  std::vector<std::string> variants = arguments.texts(option::variant);
  if (!change.variant.empty())
    variants.push_back(change.variant);
  Changes changes = changes_of(variants, arguments);
  for (const auto& [path, value] : change.set)
    changes.sets.push_back(path + "=" + value);
  return changes;
}

std::optional<Trial> trial_of(const Recommendation& change, const std::string& target,
                              const PlanFile& file, const Arguments& arguments) {
  Diagnostics unused;
  Compilation compilation = file.plan.compile(changes_of_trial(change, arguments), unused);
  if (!compilation.compiled)
    return std::nullopt;
  const auto& targets = compilation.compiled->model.targets;
  const auto found = std::ranges::find(targets, target, &ModelTarget::name);
  if (found == targets.end())
    return std::nullopt;
  const auto index = static_cast<std::size_t>(found - targets.begin());
  return Trial{change, *std::move(compilation.compiled), index};
}

// Half the interval is widened by the error of the other run.
Interval of_another_run(const Difference& difference) {
  const double wider = std::numbers::sqrt2;
  return {difference.delta - wider * (difference.delta - difference.interval.low),
          difference.delta + wider * (difference.interval.high - difference.delta)};
}

// The other target that loses most, if one loses significantly.
std::optional<Recommendation::Harm> harm_of(const Model& model, const SceneResult& found,
                                            std::size_t target) {
  std::optional<Recommendation::Harm> harm;
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    const auto& difference = found.differences.targets[i];
    if (i == target || !difference || difference->interval.high >= 0)
      continue;
    const ModelTarget& other = model.targets[i];
    if (!harm || -difference->delta > harm->loss)
      harm = Recommendation::Harm{other.name, other.label.empty() ? other.name : other.label,
                                  -difference->delta};
  }
  return harm;
}

// What more is invested by the last month; none if that is the same.
std::optional<double> cost_of(const Model& model, const SceneResult& found) {
  if (model.spent == kNone)
    return std::nullopt;
  const auto& change = found.metrics[model.spent].change;
  return change && change->mean != 0 ? std::optional(change->mean) : std::nullopt;
}

// The plan and all trials on the same draws. Trials whose runs fail are removed. Empty if a signal
// came, or if no trial is left.
std::vector<SceneResult> found_by_trials(const CompiledPlan& plan, std::deque<Trial>& trials,
                                         StudyCommand& study) {
  while (!trials.empty()) {
    std::vector<Scene> scenes{{&plan.model, plan.model.horizon}};
    for (const Trial& trial : trials)
      scenes.push_back({&trial.plan.model, trial.plan.model.horizon});
    CompareStudy comparison(scenes, DrawSource(plan.simulation.seed + 1, plan.simulation.sampler));
    const Looks looks = study.look(comparison, kTrialEffort);
    if (looks.paths > 0)
      return comparison.found();
    if (looks.ended != Ended::failed || looks.outcome.run == 0)
      return {};
    trials.erase(trials.begin() + static_cast<std::ptrdiff_t>(looks.outcome.run - 1));
  }
  return {};
}

} // namespace

std::vector<Recommendation> tried(const std::vector<Recommendation>& changes, std::uint32_t target,
                                  const PlanFile& file, const Loaded& loaded,
                                  const Arguments& arguments, StudyCommand& study) {
  const Model& model = loaded.plan->model;
  const ModelTarget& wanted = model.targets[target];
  std::deque<Trial> trials;
  for (const Recommendation& change : changes)
    if (auto trial = trial_of(change, wanted.name, file, arguments))
      trials.push_back(*std::move(trial));
  const std::vector<SceneResult> found = found_by_trials(*loaded.plan, trials, study);
  if (found.empty())
    return {};
  std::vector<Recommendation> all;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const SceneResult& result = found[i + 1];
    const auto& difference = result.differences.targets[trials[i].target];
    if (!difference)
      continue;
    Recommendation& one = all.emplace_back(std::move(trials[i].change));
    one.target = wanted.name;
    one.label = wanted.label.empty() ? wanted.name : wanted.label;
    one.before = difference->before;
    one.after = result.targets[trials[i].target].probability;
    one.gain = difference->delta;
    one.std_error = difference->std_error;
    one.another_run = of_another_run(*difference);
    one.harm = harm_of(trials[i].plan.model, result, trials[i].target);
    one.cost = cost_of(trials[i].plan.model, result);
    one.money = money_unit(model.currency);
  }
  return all;
}

} // namespace escala::app
