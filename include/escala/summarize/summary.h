// SPDX-License-Identifier: Apache-2.0
// The curves of every metric: mean, standard deviation and exact quantiles of each month.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/column_summaries.h"

namespace escala {

// Of one metric; every vector has one entry for each month, 0 to the horizon, in canonical units.
// n/a where no path has a value.
struct MetricSummary {
  std::vector<double> mean;
  std::vector<double> sd;
  std::vector<double> undefined;              // share of paths that are n/a, left out of the rest
  std::vector<std::vector<double>> quantiles; // by probability, then month

  // Entry `at` of every vector: of a value that every path has, n/a or not.
  void set_certain(std::size_t at, double value);
  // Of what the column's values came to, on so many paths.
  void set(std::size_t at, const ColumnSummaries& summaries, std::size_t column,
           std::uint64_t paths);
};

// With `entries` of each vector, all 0.
MetricSummary empty_summary(std::size_t entries, std::size_t probabilities);

class SummaryObserver final : public MonthObserver {
 public:
  explicit SummaryObserver(WantedQuantiles wanted);

  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;
  bool finish(Workers& workers, Ranks& ranks) override;

  const std::vector<MetricSummary>& metrics() const { return metrics_; }

  // Bytes that a run keeps for them.
  static std::uint64_t memory_of(const Model& model, const WantedQuantiles& wanted,
                                 std::uint64_t paths, std::size_t workers);

 private:
  std::size_t quantile_count_;
  ColumnSummaries columns_;
  std::vector<std::vector<std::size_t>> column_of_; // by metric, then month
  std::vector<MetricSummary> metrics_;
  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
};

} // namespace escala
