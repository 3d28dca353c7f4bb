// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/summary.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "escala/columns/arithmetic.h"
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

// What is n/a ends the pass, and the values without it are taken instead.
void ColumnSummarizer::summarize(std::span<const double> values,
                                 std::span<const double> probabilities, MetricSummary& metric,
                                 std::size_t at) {
  if (add_all(values, probabilities, metric, at))
    return;
  defined_.clear();
  std::ranges::copy_if(values, std::back_inserter(defined_),
                       [](double value) { return !std::isnan(value); });
  const std::size_t missing = values.size() - defined_.size();
  metric.undefined[at] = static_cast<double>(missing) / static_cast<double>(values.size());
  if (!defined_.empty()) {
    add_all(defined_, probabilities, metric, at);
    return;
  }
  metric.mean[at] = metric.sd[at] = kUndefined;
  for (auto& quantile : metric.quantiles)
    quantile[at] = kUndefined;
}

// One pass over the column: each part is checked, summed and sorted out while it is at hand.
// False, and nothing said, where a value is n/a.
bool ColumnSummarizer::add_all(std::span<const double> values,
                               std::span<const double> probabilities, MetricSummary& metric,
                               std::size_t at) {
  constexpr std::size_t kPart = QuantileFinder::kPart;
  MomentSums sums;
  finder_.begin(values, probabilities);
  for (std::size_t begin = 0; begin < values.size(); begin += kPart) {
    const auto part = values.subspan(begin, std::min(kPart, values.size() - begin));
    sums.add(part);
    if (sums.is_lost() && any_nan(part.data(), part.size()))
      return false;
    finder_.add(part);
  }
  const Moments found = sums.finish(values);
  metric.mean[at] = found.mean;
  metric.sd[at] = found.sd;
  quantiles_.resize(probabilities.size());
  finder_.finish(values, probabilities, quantiles_);
  for (std::size_t q = 0; q < probabilities.size(); ++q)
    metric.quantiles[q][at] = quantiles_[q];
  return true;
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
    const ModelMetric& of = model_->metrics[metric];
    const bool certain = !of.uncertain || of.actual.holds(view.month);
    const auto month = static_cast<std::size_t>(view.month);
    summarizers_[worker].summarize(
        {view.reported[metric], static_cast<std::size_t>(certain ? 1 : view.paths)}, probabilities_,
        metrics_[metric], month);
    if (certain && !std::isnan(metrics_[metric].mean[month]))
      metrics_[metric].sd[month] = 0;
  });
}

} // namespace escala
