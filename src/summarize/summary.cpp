// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/summary.h"

#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

constexpr std::size_t kCertain = ~std::size_t{0}; // no column: one path says it all

bool is_certain(const ModelMetric& metric, int month) {
  return !metric.uncertain || metric.actual.holds(month);
}

} // namespace

MetricSummary empty_summary(std::size_t entries, std::size_t probabilities) {
  MetricSummary empty;
  empty.mean.resize(entries);
  empty.sd.resize(entries);
  empty.undefined.resize(entries);
  empty.quantiles.assign(probabilities, std::vector<double>(entries));
  return empty;
}

void MetricSummary::set_certain(std::size_t at, double value) {
  mean[at] = value;
  sd[at] = std::isnan(value) ? kUndefined : 0;
  undefined[at] = std::isnan(value) ? 1 : 0;
  for (std::vector<double>& quantile : quantiles)
    quantile[at] = value;
}

void MetricSummary::set(std::size_t at, const ColumnSummaries& summaries, std::size_t column,
                        std::uint64_t paths) {
  const Moments& moments = summaries.moments(column);
  const auto all = static_cast<double>(paths);
  mean[at] = moments.count == 0 ? kUndefined : moments.mean;
  sd[at] = moments.sd();
  undefined[at] = (all - moments.count) / all;
  for (std::size_t q = 0; q < quantiles.size(); ++q)
    quantiles[q][at] = summaries.quantiles(column)[q];
}

SummaryObserver::SummaryObserver(WantedQuantiles wanted)
    : quantile_count_(wanted.probabilities.size()), columns_(std::move(wanted)) {}

std::uint64_t SummaryObserver::memory_of(const Model& model, const WantedQuantiles& wanted,
                                         std::uint64_t paths, std::size_t workers) {
  std::uint64_t columns = 0;
  for (const ModelMetric& metric : model.metrics)
    for (int month = 0; month <= model.horizon; ++month)
      columns += is_certain(metric, month) ? 0 : 1;
  return ColumnSummaries::memory_of(columns, wanted, paths, workers);
}

void SummaryObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = shape.paths;
  const auto months = static_cast<std::size_t>(model_->horizon) + 1;
  std::size_t columns = 0;
  column_of_.assign(model_->metrics.size(), std::vector<std::size_t>(months, kCertain));
  for (std::size_t i = 0; i < column_of_.size(); ++i)
    for (std::size_t month = 0; month < months; ++month)
      if (!is_certain(model_->metrics[i], static_cast<int>(month)))
        column_of_[i][month] = columns++;
  if (shape.attempt == 0)
    metrics_.assign(model_->metrics.size(), empty_summary(months, quantile_count_));
  columns_.begin(columns, shape);
}

void SummaryObserver::block(const BlockView& view) {
  const auto month = static_cast<std::size_t>(view.month);
  for (std::size_t i = 0; i < column_of_.size(); ++i) {
    const std::size_t column = column_of_[i][month];
    if (column != kCertain)
      columns_.add(view, column, view.reported[i]);
    else if (view.first == 0)
      metrics_[i].set_certain(month, view.reported[i][0]);
  }
  if (view.month == model_->horizon)
    columns_.end_block(view);
}

bool SummaryObserver::finish(Workers& workers, Ranks& ranks) {
  if (!columns_.finish(workers, ranks))
    return false;
  for (std::size_t i = 0; i < column_of_.size(); ++i)
    for (std::size_t month = 0; month < column_of_[i].size(); ++month)
      if (column_of_[i][month] != kCertain)
        metrics_[i].set(month, columns_, column_of_[i][month], paths_);
  return true;
}

} // namespace escala
