// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/flows.h"

#include <algorithm>

#include "escala/columns/arithmetic.h"

namespace escala {

bool is_flow(const ModelMetric& metric) {
  const bool share = metric.unit.style == DisplayUnit::Style::percent;
  return metric.flow || (!metric.unit.per.empty() && !share);
}

FlowObserver::FlowObserver(ReportPeriod report_period, WantedQuantiles wanted)
    : report_period_(report_period), wanted_(wanted), columns_(std::move(wanted)) {}

std::uint64_t FlowObserver::bytes_of_month(const RunShape& shape) const {
  const auto flows = std::ranges::count_if(shape.model->metrics, [](const ModelMetric& metric) {
    return metric.uncertain && is_flow(metric);
  });
  return ColumnSummaries::memory_of(static_cast<std::uint64_t>(flows), wanted_,
                                    shape.paths / shape.ranks) /
         static_cast<std::uint64_t>(months_in(report_period_));
}

void FlowObserver::begin(const RunShape& shape) {
  shape_ = shape;
  const int horizon = shape.model->horizon;
  ends_ = period_ends(shape.model->calendar, horizon, report_period_);
  period_of_.assign(static_cast<std::size_t>(horizon) + 1, 0);
  for (std::size_t month = 1; month < period_of_.size(); ++month)
    period_of_[month] = static_cast<std::size_t>(
        std::ranges::lower_bound(ends_, static_cast<int>(month)) - ends_.begin());
  if (shape.attempt == 0) {
    const std::vector<ModelMetric>& metrics = shape.model->metrics;
    flows_.clear();
    metrics_.assign(metrics.size(), {});
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      if (!is_flow(metrics[i]))
        continue;
      flows_.push_back({.metric = i,
                        .uncertain = metrics[i].uncertain,
                        .is_known = std::vector<std::uint8_t>(ends_.size())});
      metrics_[i] = empty_summary(ends_.size(), wanted_.probabilities.size());
    }
  }
  sums_.assign(shape.slots, std::vector<double>(flows_.size() * kBlockPaths));
}

void FlowObserver::begin_months(int first, int last) {
  last_ = last;
  std::size_t columns = 0;
  for (Flow& flow : flows_) {
    flow.column_of.assign(ends_.size(), kNoColumn);
    for (std::size_t period = 0; flow.uncertain && period < ends_.size(); ++period)
      if (ends_[period] >= first && ends_[period] <= last && flow.is_known[period] == 0)
        flow.column_of[period] = columns++;
  }
  columns_.begin(columns, shape_);
}

void FlowObserver::on_block(const BlockView& view) {
  const std::size_t period = period_of_[static_cast<std::size_t>(view.month)];
  const bool begins = view.month == (period == 0 ? 1 : ends_[period - 1] + 1);
  for (std::size_t i = 0; view.month > 0 && i < flows_.size(); ++i) {
    const Flow& flow = flows_[i];
    Column sum(sums_[view.slot].data() + i * kBlockPaths, view.lanes);
    const ConstColumn values = view.reported[flow.metric];
    if (begins)
      sum = values;
    else
      add(sum, values, sum);
    if (view.month != ends_[period])
      continue;
    if (flow.column_of[period] != kNoColumn)
      columns_.add(view, flow.column_of[period], sum);
    else if (!flow.uncertain && view.first == 0)
      metrics_[flow.metric].set_certain(period, sum[0]);
  }
  if (view.month == last_)
    columns_.end_block(view);
}

bool FlowObserver::end_months(Workers& workers, Ranks& ranks) {
  const bool all = columns_.finish(workers, ranks);
  for (Flow& flow : flows_) {
    for (std::size_t period = 0; period < ends_.size(); ++period) {
      const std::size_t column = flow.column_of[period];
      if (column == kNoColumn || !columns_.is_found(column))
        continue;
      metrics_[flow.metric].set(period, columns_, column, shape_.paths);
      flow.is_known[period] = 1;
    }
  }
  return all;
}

} // namespace escala
