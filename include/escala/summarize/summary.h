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

// In place of a column that is not under way, or known.
inline constexpr std::size_t kNoColumn = ~std::size_t{0};

// With `entries` of each vector, all 0.
MetricSummary empty_summary(std::size_t entries, std::size_t probabilities);

class SummaryObserver final : public MonthObserver {
 public:
  explicit SummaryObserver(WantedQuantiles wanted);

  void begin(const RunShape& shape) override;
  void begin_months(int first, int last) override;
  void block(const BlockView& view) override;
  bool end_months(Workers& workers, Ranks& ranks) override;
  std::uint64_t bytes_of_month(const RunShape& shape) const override;

  const std::vector<MetricSummary>& metrics() const { return metrics_; }

 private:
  WantedQuantiles wanted_;
  ColumnSummaries columns_;
  // By metric, then month: its column of those under way; kNoColumn where it has none, or is known.
  std::vector<std::vector<std::size_t>> column_of_;
  std::vector<MetricSummary> metrics_;
  std::vector<std::vector<std::uint8_t>> is_known_; // by metric, then month
  RunShape shape_;
  int first_ = 0; // of the months under way
  int last_ = 0;
};

} // namespace escala
