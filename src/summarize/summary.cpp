// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/summary.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"

namespace escala {

MetricSummary empty_summary(std::size_t entries, std::size_t probabilities) {
  MetricSummary empty;
  empty.mean.resize(entries);
  empty.sd.resize(entries);
  empty.undefined.resize(entries);
  empty.quantiles.assign(probabilities, std::vector<double>(entries));
  return empty;
}

void ColumnSummarizer::summarize(std::span<const double> values,
                                 std::span<const double> probabilities, MetricSummary& metric,
                                 std::size_t at) {
  const bool complete =
      std::ranges::none_of(values, [](double value) { return std::isnan(value); });
  const std::size_t paths = values.size();
  if (!complete) {
    defined_.clear();
    std::ranges::copy_if(values, std::back_inserter(defined_),
                         [](double value) { return !std::isnan(value); });
    values = defined_;
  }
  metric.undefined[at] = static_cast<double>(paths - values.size()) / static_cast<double>(paths);
  if (values.empty()) {
    metric.mean[at] = metric.sd[at] = kUndefined;
    for (auto& quantile : metric.quantiles)
      quantile[at] = kUndefined;
    return;
  }
  const Moments found = moments(values);
  metric.mean[at] = found.mean;
  metric.sd[at] = found.sd;
  quantiles_.resize(probabilities.size());
  finder_.find(values, probabilities, quantiles_);
  for (std::size_t q = 0; q < probabilities.size(); ++q)
    metric.quantiles[q][at] = quantiles_[q];
}

SummaryObserver::SummaryObserver(std::vector<double> probabilities)
    : probabilities_(std::move(probabilities)) {}

void SummaryObserver::begin(const RunShape& shape) {
  const auto months = static_cast<std::size_t>(shape.model->horizon) + 1;
  metrics_.assign(shape.model->metrics.size(), empty_summary(months, probabilities_.size()));
  model_ = shape.model;
}

void SummaryObserver::month(const MonthView& view) {
  summarizers_.resize(view.workers->count());
  view.workers->run(metrics_.size(), [&](std::size_t worker, std::size_t metric) {
    // Where every path is the same, one says it all.
    const bool certain = !model_->metrics[metric].uncertain;
    const auto month = static_cast<std::size_t>(view.month);
    summarizers_[worker].summarize(
        {view.reported[metric], static_cast<std::size_t>(certain ? 1 : view.paths)}, probabilities_,
        metrics_[metric], month);
    if (certain && !std::isnan(metrics_[metric].mean[month]))
      metrics_[metric].sd[month] = 0;
  });
}

} // namespace escala
