// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/summary.h"

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"

namespace escala {

SummaryObserver::SummaryObserver(std::vector<double> probabilities)
    : probabilities_(std::move(probabilities)) {}

void SummaryObserver::begin(const RunShape& shape) {
  const auto months = static_cast<std::size_t>(shape.model->horizon) + 1;
  MetricSummary empty;
  empty.mean.resize(months);
  empty.sd.resize(months);
  empty.undefined.resize(months);
  empty.quantiles.assign(probabilities_.size(), std::vector<double>(months));
  metrics_.assign(shape.model->metrics.size(), empty);
  model_ = shape.model;
}

void SummaryObserver::month(const MonthView& view) {
  scratch_.resize(view.workers->count());
  view.workers->run(metrics_.size(), [&](std::size_t worker, std::size_t metric) {
    // Where every path is the same, one says it all.
    const bool certain = !model_->metrics[metric].uncertain;
    const auto month = static_cast<std::size_t>(view.month);
    summarize(metrics_[metric], month,
              {view.reported[metric], static_cast<std::size_t>(certain ? 1 : view.paths)},
              scratch_[worker]);
    if (certain && !std::isnan(metrics_[metric].mean[month]))
      metrics_[metric].sd[month] = 0;
  });
}

void SummaryObserver::summarize(MetricSummary& metric, std::size_t month,
                                std::span<const double> values, Scratch& scratch) const {
  const bool complete =
      std::ranges::none_of(values, [](double value) { return std::isnan(value); });
  const std::size_t paths = values.size();
  if (!complete) {
    scratch.defined.clear();
    std::ranges::copy_if(values, std::back_inserter(scratch.defined),
                         [](double value) { return !std::isnan(value); });
    values = scratch.defined;
  }
  metric.undefined[month] = static_cast<double>(paths - values.size()) / static_cast<double>(paths);
  if (values.empty()) {
    metric.mean[month] = metric.sd[month] = kUndefined;
    for (auto& quantile : metric.quantiles)
      quantile[month] = kUndefined;
    return;
  }
  const Moments found = moments(values);
  metric.mean[month] = found.mean;
  metric.sd[month] = found.sd;
  scratch.quantiles.resize(probabilities_.size());
  scratch.finder.find(values, probabilities_, scratch.quantiles);
  for (std::size_t q = 0; q < probabilities_.size(); ++q)
    metric.quantiles[q][month] = scratch.quantiles[q];
}

} // namespace escala
