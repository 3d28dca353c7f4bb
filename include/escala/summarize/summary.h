// SPDX-License-Identifier: Apache-2.0
// The curves of every metric: mean, standard deviation and quantiles of each month.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/column_summaries.h"

namespace escala {

// The summary of one metric. Every array has one entry or row for each month, 0 to the horizon, in
// canonical units; an entry is n/a if no path has a value.
struct MetricSummary {
  Eigen::ArrayXd mean;
  Eigen::ArrayXd sd;
  Eigen::ArrayXd undefined;  // share of paths that are n/a; the other entries leave them out
  Eigen::ArrayXXd quantiles; // a column for each probability

  // Sets entry `at` of every array for a value, which can be n/a, that is the same on every path.
  void set_certain(std::size_t at, double value);
  // Sets entry `at` of every array from the summary of a column over `paths` paths.
  void set(std::size_t at, const ColumnSummaries& summaries, std::size_t column,
           std::uint64_t paths);
};

// Instead of the index of a column: none.
inline constexpr std::size_t kNoColumn = ~std::size_t{0};

// A summary with `entries` entries in each array, all 0.
MetricSummary empty_summary(std::size_t entries, std::size_t probabilities);

// Summarizes every month of every metric during a run.
class SummaryObserver final : public MonthObserver {
 public:
  explicit SummaryObserver(WantedQuantiles wanted);

  void begin(const RunShape& shape) override;
  void begin_months(int first, int last) override;
  void on_block(const BlockView& view) override;
  bool end_months(Workers& workers, Ranks& ranks) override;
  std::uint64_t bytes_of_month(const RunShape& shape) const override;

  // By metric.
  const std::vector<MetricSummary>& metrics() const { return metrics_; }

 private:
  WantedQuantiles wanted_;
  ColumnSummaries columns_;
  // By metric, then month: index of its column; kNoColumn if the month is not in progress, or the
  // value is known.
  std::vector<std::vector<std::size_t>> column_of_;
  std::vector<MetricSummary> metrics_;
  std::vector<std::vector<std::uint8_t>> is_known_; // by metric, then month
  RunShape shape_;
  int first_ = 0; // of the months in progress
  int last_ = 0;
};

} // namespace escala
