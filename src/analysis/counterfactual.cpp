// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/counterfactual.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "analysis/unite_paths.h"
#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"

namespace escala {
namespace {

Gain gain_of(std::span<const double> with, std::span<const double> without) {
  std::vector<double> first, second, differences;
  for (std::size_t i = 0; i < without.size(); ++i) {
    if (std::isnan(with[i]) || std::isnan(without[i]))
      continue;
    first.push_back(with[i]);
    second.push_back(without[i]);
    differences.push_back(with[i] - without[i]);
  }
  if (differences.empty())
    return {kUndefined, kUndefined, kUndefined, kUndefined};
  const Moments difference = moments(differences);
  const double error = difference.count < 2 ? 0 : difference.sd() / std::sqrt(difference.count);
  return {moments(first).mean, moments(second).mean, difference.mean, error};
}

// By target: 1 for each path that meets it, otherwise 0. The last column is for all targets
// together.
std::vector<std::vector<double>> met(const JudgeObserver& judge, std::size_t targets,
                                     std::uint64_t paths) {
  std::vector<std::vector<double>> columns(targets + 1, std::vector<double>(paths, 1.0));
  for (std::size_t target = 0; target < targets; ++target) {
    for (std::uint64_t path = 0; path < paths; ++path) {
      columns[target][path] = judge.is_met(target, path) ? 1 : 0;
      columns[targets][path] *= columns[target][path];
    }
  }
  return columns;
}

} // namespace

void OutcomeObserver::begin(const RunShape& shape) {
  horizon_ = shape.model->horizon;
  paths_ = std::min(shape.paths, kComparedPaths);
  values_.assign(shape.model->metrics.size(), std::vector<double>(paths_));
}

void OutcomeObserver::on_block(const BlockView& view) {
  if (view.month != horizon_ || view.first >= paths_)
    return;
  const std::size_t lanes = std::min<std::uint64_t>(view.lanes, paths_ - view.first);
  for (std::size_t i = 0; i < values_.size(); ++i)
    std::copy_n(view.reported[i].data(), lanes, values_[i].data() + view.first);
}

void OutcomeObserver::finish(Ranks& ranks) { unite_paths(values_, ranks); }

std::vector<Omission> omissions_of(const Model& model) {
  std::vector<Omission> omissions;
  for (std::uint32_t i = 0; i < model.risks.size(); ++i)
    if (model.risks[i].mitigated)
      omissions.push_back({Omission::Kind::mitigation, i});
  const std::size_t mitigated = omissions.size();
  if (mitigated > kComparedRiskLimit)
    omissions.clear();
  if (mitigated > 1)
    omissions.push_back({Omission::Kind::mitigation, kNone});
  if (model.spent != kNone)
    omissions.push_back({Omission::Kind::investment, kNone});
  for (std::uint32_t i = 0; i < model.risks.size(); ++i)
    if (model.risks.size() <= kComparedRiskLimit)
      omissions.push_back({Omission::Kind::risk, i});
  return omissions;
}

namespace {

// A run without one thing, and its observers.
struct RunWithout {
  Omission without;
  OutcomeObserver outcomes;
  JudgeObserver judge;
};

Counterfactual counterfactual_of(const RunWithout& compared, std::uint64_t paths,
                                 const OutcomeObserver& outcomes,
                                 const std::vector<std::vector<double>>& met_with) {
  Counterfactual found{
      .without = compared.without, .paths = paths, .metrics = {}, .targets = {}, .joint = {}};
  for (std::size_t i = 0; i < outcomes.metrics(); ++i)
    found.metrics.push_back(gain_of(outcomes.values(i), compared.outcomes.values(i)));
  const std::size_t targets = met_with.size() - 1;
  const auto met_without = met(compared.judge, targets, paths);
  for (std::size_t i = 0; i < targets; ++i)
    found.targets.push_back(gain_of(met_with[i], met_without[i]));
  found.joint = gain_of(met_with[targets], met_without[targets]);
  return found;
}

} // namespace

Counterfactuals compare_omissions(const Run& with, const OutcomeObserver& outcomes,
                                  const JudgeObserver& judge, Workers& workers,
                                  const RunControl& control, const FlowsOfPaths* flows) {
  const Model& model = *with.model;
  const bool valued = flows != nullptr && model.valuation;
  FlowsOfPaths flows_without;
  std::deque<RunWithout> comparisons;
  std::vector<Run> runs;
  for (const Omission& omission : omissions_of(model)) {
    RunWithout& compared = comparisons.emplace_back();
    compared.without = omission;
    Run& run = runs.emplace_back(with);
    run.paths = std::min(with.paths, kComparedPaths);
    run.without = {omission};
    run.observers = {&compared.outcomes, &compared.judge};
    if (valued && omission.kind == Omission::Kind::investment) {
      run.paths = std::max(run.paths, valued_paths(model, with.paths));
      run.observers.push_back(&flows_without);
    }
  }
  Counterfactuals all;
  all.outcome = simulate(runs, workers, control);
  if (all.outcome.status != RunStatus::done)
    return all;
  const std::uint64_t paths = model.is_uncertain() ? std::min(with.paths, kComparedPaths) : 1;
  const auto met_with = met(judge, model.targets.size(), paths);
  for (const RunWithout& compared : comparisons)
    all.found.push_back(counterfactual_of(compared, paths, outcomes, met_with));
  if (valued)
    all.value = value_of_investment(model, with.draws.sampler(), *flows, flows_without);
  return all;
}

} // namespace escala
