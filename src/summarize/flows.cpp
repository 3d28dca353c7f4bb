// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/flows.h"

#include <algorithm>
#include <cmath>

namespace escala {

bool is_flow(const ModelMetric& metric) { return !metric.unit.per.empty(); }

FlowObserver::FlowObserver(Every every, std::vector<double> probabilities)
    : every_(every), probabilities_(std::move(probabilities)) {}

std::uint64_t FlowObserver::memory_of(const Model& model, std::uint64_t paths) {
  const auto flows = std::ranges::count_if(
      model.metrics, [](const ModelMetric& metric) { return metric.uncertain && is_flow(metric); });
  return static_cast<std::uint64_t>(flows) * paths * sizeof(double);
}

void FlowObserver::begin(const RunShape& shape) {
  const std::vector<ModelMetric>& metrics = shape.model->metrics;
  ends_ = period_ends(shape.model->calendar, shape.model->horizon, every_);
  period_ = 0;
  flows_.clear();
  metrics_.assign(metrics.size(), {});
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (!is_flow(metrics[i]))
      continue;
    const std::uint64_t paths = metrics[i].uncertain ? shape.paths : 1;
    flows_.push_back({.metric = i,
                      .uncertain = metrics[i].uncertain,
                      .sums = std::vector<double>(static_cast<std::size_t>(paths))});
    metrics_[i] = empty_summary(ends_.size(), probabilities_.size());
  }
}

void FlowObserver::month(const MonthView& view) {
  if (view.month == 0)
    return;
  summarizers_.resize(view.workers->count());
  const bool ends = view.month == ends_[period_];
  view.workers->run(flows_.size(), [&](std::size_t worker, std::size_t i) {
    Flow& flow = flows_[i];
    const double* column = view.reported[flow.metric];
    for (std::size_t path = 0; path < flow.sums.size(); ++path)
      flow.sums[path] += column[path];
    if (ends)
      summarize(flow, summarizers_[worker]);
  });
  period_ += ends ? 1 : 0;
}

void FlowObserver::summarize(Flow& flow, ColumnSummarizer& summarizer) {
  MetricSummary& metric = metrics_[flow.metric];
  summarizer.summarize(flow.sums, probabilities_, metric, period_);
  if (!flow.uncertain && !std::isnan(metric.mean[period_]))
    metric.sd[period_] = 0;
  std::ranges::fill(flow.sums, 0.0);
}

} // namespace escala
