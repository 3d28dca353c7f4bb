// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/comparison.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"

namespace escala {
namespace {

constexpr double kErrorOfDifference = 0.002;

std::vector<StudiedOutput> metrics_of(const Scene& scene) {
  std::vector<StudiedOutput> outputs;
  for (std::uint32_t i = 0; i < scene.model->metrics.size(); ++i)
    outputs.push_back({StudiedOutput::Kind::metric, i, scene.month});
  return outputs;
}

// Of a metric that is the same on every path there is one value.
double value_at(const std::vector<double>& values, std::size_t path) {
  return values.size() == 1 ? values.front() : values[path];
}

std::optional<MetricInScene::Change> change_of(const std::vector<double>& base,
                                               const std::vector<double>& values) {
  std::vector<double> differences;
  for (std::size_t path = 0; path < std::max(base.size(), values.size()); ++path)
    if (const double difference = value_at(values, path) - value_at(base, path);
        !std::isnan(difference))
      differences.push_back(difference);
  if (differences.empty())
    return std::nullopt;
  const Moments found = moments(differences);
  return MetricInScene::Change{found.mean,
                               found.count < 2 ? 0 : found.sd() / std::sqrt(found.count)};
}

double mean_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return values.empty() ? kUndefined : moments(values).mean;
}

} // namespace

CompareStudy::CompareStudy(std::vector<Scene> scenes, DrawSource draws)
    : scenes_(std::move(scenes)), draws_(std::move(draws)) {
  for (const Scene& scene : scenes_) {
    Found& found = found_.emplace_back();
    found.metrics.resize(scene.model->metrics.size());
    if (&found != &found_.front())
      found.differences.emplace(*scenes_.front().model, *scene.model);
  }
}

std::vector<Run> CompareStudy::runs(std::uint64_t first, std::uint64_t paths) {
  watches_.clear();
  std::vector<Run> runs;
  for (std::size_t i = 0; i < scenes_.size(); ++i) {
    Watch& watch = watches_.emplace_back(first < kMetricPaths ? metrics_of(scenes_[i])
                                                              : std::vector<StudiedOutput>());
    Run& run = runs.emplace_back(Run{.model = scenes_[i].model,
                                     .draws = draws_,
                                     .first_path = first,
                                     .paths = paths,
                                     .observers = {&watch.judge, &watch.metrics}});
    if (i == 0)
      continue;
    watch.paired.emplace(watches_.front().judge, watch.judge, found_[i].differences->pairs());
    run.observers.push_back(&*watch.paired);
  }
  return runs;
}

void CompareStudy::take() {
  for (std::size_t i = 0; i < found_.size(); ++i) {
    Watch& watch = watches_[i];
    found_[i].tally.add(watch.judge.tally());
    if (watch.paired)
      found_[i].differences->take(watches_.front().judge.tally(), watch.paired->tally());
    for (std::size_t metric = 0; metric < watch.metrics.size(); ++metric) {
      const auto values = watch.metrics.values(metric);
      auto& all = found_[i].metrics[metric];
      if (scenes_[i].model->is_uncertain() || all.empty())
        all.insert(all.end(), values.begin(), values.end());
    }
  }
}

Differences CompareStudy::differences(std::size_t scene) const {
  if (const auto& paired = found_[scene].differences)
    return paired->differences(draws_.sampler());
  return {.targets = std::vector<std::optional<Difference>>(scenes_[scene].model->targets.size())};
}

bool CompareStudy::is_sure() const {
  for (std::size_t i = 1; i < found_.size(); ++i) {
    const Differences all = differences(i);
    const auto is_enough = [](const std::optional<Difference>& difference) {
      return !difference || difference->std_error <= kErrorOfDifference;
    };
    if (!is_enough(all.joint) || !std::ranges::all_of(all.targets, is_enough))
      return false;
  }
  return true;
}

MetricInScene CompareStudy::metric(std::size_t scene, std::size_t metric) const {
  const std::vector<double>& values = found_[scene].metrics[metric];
  MetricInScene found{.spread = spread_of(values), .mean = mean_of(values)};
  const auto& base = scenes_.front().model->metrics;
  const ModelMetric& own = scenes_[scene].model->metrics[metric];
  const auto match = std::ranges::find(base, own.name, &ModelMetric::name);
  if (scene > 0 && match != base.end() && match->unit.text == own.unit.text)
    found.change =
        change_of(found_.front().metrics[static_cast<std::size_t>(match - base.begin())], values);
  return found;
}

std::vector<SceneResult> CompareStudy::found() const {
  std::vector<SceneResult> all;
  for (std::size_t i = 0; i < scenes_.size(); ++i) {
    const Model& model = *scenes_[i].model;
    const Tally& tally = found_[i].tally;
    SceneResult& scenario = all.emplace_back();
    for (std::size_t target = 0; target < model.targets.size(); ++target)
      scenario.targets.push_back(judge_hits(draws_.sampler(), tally.targets[target].hits,
                                            tally.paths, model.targets[target].confidence,
                                            model.targets[target].uncertain));
    scenario.joint =
        judge_hits(draws_.sampler(), tally.joint, tally.paths, model.joint_confidence.value_or(0),
                   is_joint_uncertain(model, tally));
    scenario.differences = differences(i);
    for (std::size_t index = 0; index < model.metrics.size(); ++index)
      scenario.metrics.push_back(metric(i, index));
  }
  return all;
}

ComparedCurves compare_curves(const std::vector<Scene>& scenes, const DrawSource& draws,
                              std::uint64_t paths, Workers& workers, const RunControl& control) {
  std::deque<SummaryObserver> summaries;
  std::vector<Run> runs;
  for (const Scene& scene : scenes)
    runs.push_back({.model = scene.model,
                    .draws = draws,
                    .paths = paths,
                    .observers = {&summaries.emplace_back(WantedQuantiles{{0.05, 0.5, 0.95}})}});
  ComparedCurves curves{.outcome = simulate(runs, workers, control), .scenes = {}};
  if (curves.outcome.status == RunStatus::done)
    for (const SummaryObserver& summary : summaries)
      curves.scenes.push_back(summary.metrics());
  return curves;
}

} // namespace escala
