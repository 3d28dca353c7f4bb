// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/flows.h"

#include <algorithm>

#include "escala/columns/arithmetic.h"

namespace escala {

bool is_flow(const ModelMetric& metric) { return !metric.unit.per.empty(); }

FlowObserver::FlowObserver(Every every, WantedQuantiles wanted)
    : every_(every), quantile_count_(wanted.probabilities.size()), columns_(std::move(wanted)) {}

std::uint64_t FlowObserver::memory_of(const Model& model, Every every,
                                      const WantedQuantiles& wanted, std::uint64_t paths,
                                      std::size_t workers) {
  const auto flows = std::ranges::count_if(
      model.metrics, [](const ModelMetric& metric) { return metric.uncertain && is_flow(metric); });
  const std::size_t periods = period_ends(model.calendar, model.horizon, every).size();
  return ColumnSummaries::memory_of(static_cast<std::uint64_t>(flows) * periods, wanted, paths,
                                    workers);
}

void FlowObserver::begin(const RunShape& shape) {
  const std::vector<ModelMetric>& metrics = shape.model->metrics;
  paths_ = shape.paths;
  horizon_ = shape.model->horizon;
  ends_ = period_ends(shape.model->calendar, horizon_, every_);
  period_of_.assign(static_cast<std::size_t>(horizon_) + 1, 0);
  for (std::size_t month = 1; month < period_of_.size(); ++month)
    period_of_[month] = static_cast<std::size_t>(
        std::ranges::lower_bound(ends_, static_cast<int>(month)) - ends_.begin());
  flows_.clear();
  std::size_t columns = 0;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (!is_flow(metrics[i]))
      continue;
    flows_.push_back({.metric = i, .uncertain = metrics[i].uncertain, .first_column = columns});
    columns += metrics[i].uncertain ? ends_.size() : 0;
  }
  if (shape.attempt == 0) {
    metrics_.assign(metrics.size(), {});
    for (const Flow& flow : flows_)
      metrics_[flow.metric] = empty_summary(ends_.size(), quantile_count_);
  }
  sums_.assign(shape.slots, std::vector<double>(flows_.size() * kBlockPaths));
  columns_.begin(columns, shape);
}

void FlowObserver::block(const BlockView& view) {
  if (view.month == 0)
    return;
  const std::size_t period = period_of_[static_cast<std::size_t>(view.month)];
  const bool begins =
      view.month == 1 || view.month - 1 == ends_[std::max<std::size_t>(period, 1) - 1];
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    const Flow& flow = flows_[i];
    double* sum = sums_[view.slot].data() + i * kBlockPaths;
    const double* values = view.reported[flow.metric];
    if (begins)
      std::copy_n(values, view.lanes, sum);
    else
      sums(sum, values, sum, view.lanes);
    if (view.month != ends_[period])
      continue;
    if (flow.uncertain)
      columns_.add(view, flow.first_column + period, sum);
    else if (view.first == 0)
      metrics_[flow.metric].set_certain(period, sum[0]);
  }
  if (view.month == horizon_)
    columns_.end_block(view);
}

bool FlowObserver::finish(Workers& workers, Ranks& ranks) {
  if (!columns_.finish(workers, ranks))
    return false;
  for (const Flow& flow : flows_)
    for (std::size_t period = 0; flow.uncertain && period < ends_.size(); ++period)
      metrics_[flow.metric].set(period, columns_, flow.first_column + period, paths_);
  return true;
}

} // namespace escala
