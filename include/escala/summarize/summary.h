// SPDX-License-Identifier: Apache-2.0
// The curves of every metric: mean, standard deviation and exact quantiles of each month.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/quantiles.h"

namespace escala {

// Of one metric; every vector has one entry for each month, 0 to the horizon, in canonical units.
// n/a where no path has a value.
struct MetricSummary {
  std::vector<double> mean;
  std::vector<double> sd;
  std::vector<double> undefined;              // share of paths that are n/a, left out of the rest
  std::vector<std::vector<double>> quantiles; // by probability, then month
};

// Summarizes a column of all paths, n/a left out; keeps its scratch space for the next one.
class ColumnSummarizer {
 public:
  // Sets entry `at` of every vector of `metric`. Probabilities ascend in [0, 1].
  void summarize(std::span<const double> values, std::span<const double> probabilities,
                 MetricSummary& metric, std::size_t at);

 private:
  bool add_all(std::span<const double> values, std::span<const double> probabilities,
               MetricSummary& metric, std::size_t at);

  QuantileFinder finder_;
  std::vector<double> defined_;
  std::vector<double> quantiles_;
};

// With `entries` of each vector, all 0.
MetricSummary empty_summary(std::size_t entries, std::size_t probabilities);

class SummaryObserver final : public MonthObserver {
 public:
  // Probabilities ascend in [0, 1].
  explicit SummaryObserver(std::vector<double> probabilities);

  void begin(const RunShape& shape) override;
  void month(const MonthView& view) override;

  const std::vector<MetricSummary>& metrics() const { return metrics_; }

 private:
  std::vector<double> probabilities_;
  std::vector<MetricSummary> metrics_;
  std::vector<ColumnSummarizer> summarizers_; // of each worker
  const Model* model_ = nullptr;
};

} // namespace escala
