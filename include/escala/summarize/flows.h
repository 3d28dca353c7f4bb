// SPDX-License-Identifier: Apache-2.0
// Flows in the periods of --every: the sum over the months of a period on each path, and the
// moments and quantiles of these sums. A sum is n/a if one of its months is.
//
// A flow is a metric whose unit is per time, or that says `flow: true`. Its amount in a month is
// rate x 1mo, which in canonical units is the monthly value itself. Month 0 has no flow.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/simulate/observer.h"
#include "escala/summarize/summary.h"

namespace escala {

// Whether the values of a metric are rates or amounts of their month.
bool is_flow(const ModelMetric& metric);

// Summarizes the flows of every metric during a run.
class FlowObserver final : public MonthObserver {
 public:
  FlowObserver(ReportPeriod report_period, WantedQuantiles wanted);

  void begin(const RunShape& shape) override;
  void begin_months(int first, int last) override;
  void on_block(const BlockView& view) override;
  bool end_months(Workers& workers, Ranks& ranks) override;
  std::uint64_t bytes_of_month(const RunShape& shape) const override;

  // By metric: one entry for each of period_ends(); no entries for a metric that is not a flow.
  const std::vector<MetricSummary>& metrics() const { return metrics_; }

 private:
  struct Flow {
    std::size_t metric = 0;
    bool uncertain = false;
    std::vector<std::size_t> column_of = {}; // by period that ends in the current months
    std::vector<std::uint8_t> is_known = {}; // by period
  };

  ReportPeriod report_period_;
  WantedQuantiles wanted_;
  ColumnSummaries columns_;
  std::vector<int> ends_;              // of periods
  std::vector<std::size_t> period_of_; // by month
  std::vector<Flow> flows_;
  // Of each slot and flow: the period's sum so far on each path.
  std::vector<std::vector<double>> sums_;
  std::vector<MetricSummary> metrics_;
  RunShape shape_;
  int last_ = 0; // of the current months
};

} // namespace escala
