// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/sweep.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "escala/core/undefined.h"
#include "escala/summarize/sorted_quantile.h"

namespace escala {
namespace {

constexpr double kErrorOfProbability = 0.005;

} // namespace

SweepStudy::SweepStudy(const std::vector<SweepPoint>& points, DrawSource draws,
                       std::vector<std::uint32_t> metrics, int month)
    : points_(points), draws_(std::move(draws)), metrics_(std::move(metrics)), month_(month),
      found_(points.size(),
             Found{.tally = {}, .metrics = std::vector<std::vector<double>>(metrics_.size())}) {}

std::vector<Run> SweepStudy::runs(std::uint64_t first, std::uint64_t paths) {
  observers_.clear();
  std::vector<Run> runs;
  for (const SweepPoint& point : points_) {
    const Model& model = point.plan.plan->model;
    std::vector<StudiedOutput> outputs;
    for (const std::uint32_t metric : metrics_)
      outputs.push_back({StudiedOutput::Kind::metric, metric, month_ < 0 ? model.horizon : month_});
    runs.push_back({.model = &model,
                    .draws = draws_,
                    .first_path = first,
                    .paths = paths,
                    .inputs = point.plan.inputs,
                    .observers = {&observers_.emplace_back(std::move(outputs))}});
  }
  return runs;
}

void SweepStudy::take() {
  for (std::size_t i = 0; i < found_.size(); ++i) {
    found_[i].tally.add(observers_[i].tally());
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
      const auto values = observers_[i].values(metric);
      found_[i].metrics[metric].insert(found_[i].metrics[metric].end(), values.begin(),
                                       values.end());
    }
  }
}

SweptPoint SweepStudy::judge(const Found& found, const Model& model) const {
  SweptPoint point;
  const Tally& tally = found.tally;
  for (std::size_t i = 0; i < model.targets.size(); ++i)
    point.targets.push_back(judge_hits(draws_.sampler(), tally.targets[i].hits, tally.paths,
                                       model.targets[i].confidence, model.targets[i].uncertain));
  point.joint = judge_hits(draws_.sampler(), tally.joint, tally.paths,
                           model.joint_confidence.value_or(0), is_joint_uncertain(model, tally));
  for (const std::vector<double>& values : found.metrics)
    point.metrics.push_back(spread_of(values));
  return point;
}

std::vector<SweptPoint> SweepStudy::found() const {
  std::vector<SweptPoint> points;
  for (std::size_t i = 0; i < found_.size(); ++i)
    points.push_back(judge(found_[i], points_[i].plan.plan->model));
  return points;
}

bool SweepStudy::is_sure() const {
  return std::ranges::all_of(found(), [](const SweptPoint& point) {
    return point.joint.std_error <= kErrorOfProbability &&
           std::ranges::all_of(point.targets, [](const Judgement& target) {
             return target.std_error <= kErrorOfProbability;
           });
  });
}

std::vector<std::vector<double>> combinations(const std::vector<std::vector<double>>& axes) {
  std::vector<std::vector<double>> all{{}};
  for (const std::vector<double>& axis : axes) {
    std::vector<std::vector<double>> longer;
    for (const std::vector<double>& before : all)
      for (const double value : axis) {
        longer.push_back(before);
        longer.back().push_back(value);
      }
    all = std::move(longer);
  }
  return all;
}

MetricSpread spread_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty())
    return {kUndefined, kUndefined, kUndefined};
  std::ranges::sort(values);
  return {quantile_of_sorted(values, 0.05), quantile_of_sorted(values, 0.5),
          quantile_of_sorted(values, 0.95)};
}

} // namespace escala
