// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/summary.h"

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

// All paths have the same value, so one is enough.
bool is_certain(const ModelMetric& metric, int month) {
  return !metric.uncertain || metric.actual.holds(month);
}

} // namespace

MetricSummary empty_summary(std::size_t entries, std::size_t probabilities) {
  const auto rows = static_cast<Eigen::Index>(entries);
  const Eigen::ArrayXd none = Eigen::ArrayXd::Zero(rows);
  return {none, none, none, Eigen::ArrayXXd::Zero(rows, static_cast<Eigen::Index>(probabilities))};
}

void MetricSummary::set_certain(std::size_t at, double value) {
  mean[at] = value;
  sd[at] = std::isnan(value) ? kUndefined : 0;
  undefined[at] = std::isnan(value) ? 1 : 0;
  quantiles.row(at) = value;
}

void MetricSummary::set(std::size_t at, const ColumnSummaries& summaries, std::size_t column,
                        std::uint64_t paths) {
  const Moments& moments = summaries.moments(column);
  const auto all = static_cast<double>(paths);
  mean[at] = moments.count == 0 ? kUndefined : moments.mean;
  sd[at] = moments.sd();
  undefined[at] = (all - moments.count) / all;
  quantiles.row(at) = column_of(summaries.quantiles(column)).transpose();
}

SummaryObserver::SummaryObserver(WantedQuantiles wanted)
    : wanted_(wanted), columns_(std::move(wanted)) {}

std::uint64_t SummaryObserver::bytes_of_month(const RunShape& shape) const {
  const auto uncertain = std::ranges::count_if(shape.model->metrics, &ModelMetric::uncertain);
  return ColumnSummaries::memory_of(static_cast<std::uint64_t>(uncertain), wanted_,
                                    shape.paths / shape.ranks);
}

void SummaryObserver::begin(const RunShape& shape) {
  shape_ = shape;
  const std::size_t metrics = shape.model->metrics.size();
  const auto months = static_cast<std::size_t>(shape.model->horizon) + 1;
  column_of_.assign(metrics, std::vector<std::size_t>(months, kNoColumn));
  if (shape.attempt > 0)
    return;
  metrics_.assign(metrics, empty_summary(months, wanted_.probabilities.size()));
  is_known_.assign(metrics, std::vector<std::uint8_t>(months));
}

void SummaryObserver::begin_months(int first, int last) {
  first_ = first;
  last_ = last;
  std::size_t columns = 0;
  for (std::size_t i = 0; i < column_of_.size(); ++i)
    for (int month = first; month <= last; ++month)
      if (const auto at = static_cast<std::size_t>(month);
          is_known_[i][at] == 0 && !is_certain(shape_.model->metrics[i], month))
        column_of_[i][at] = columns++;
  columns_.begin(columns, shape_);
}

void SummaryObserver::on_block(const BlockView& view) {
  const auto month = static_cast<std::size_t>(view.month);
  for (const std::vector<std::size_t>& columns : column_of_)
    if (columns[month] != kNoColumn)
      columns_.expect(view, columns[month]);
  for (std::size_t i = 0; i < column_of_.size(); ++i) {
    const std::size_t column = column_of_[i][month];
    if (column != kNoColumn)
      columns_.add(view, column, view.reported[i], view.sums[i]);
    else if (view.first == 0 && is_known_[i][month] == 0)
      metrics_[i].set_certain(month, view.reported[i][0]);
  }
  if (view.month == last_)
    columns_.end_block(view);
}

bool SummaryObserver::end_months(Workers& workers, Ranks& ranks) {
  const bool all = columns_.finish(workers, ranks);
  for (std::size_t i = 0; i < column_of_.size(); ++i) {
    for (int month = first_; month <= last_; ++month) {
      const auto at = static_cast<std::size_t>(month);
      const std::size_t column = column_of_[i][at];
      if (column == kNoColumn || !columns_.is_found(column))
        continue;
      metrics_[i].set(at, columns_, column, shape_.paths);
      is_known_[i][at] = 1;
    }
  }
  return all;
}

} // namespace escala
