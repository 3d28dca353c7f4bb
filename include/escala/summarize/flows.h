// SPDX-License-Identifier: Apache-2.0
// What flows in the periods of --every: the sum of a period's months on each path, and the moments
// and quantiles of those sums. A sum is n/a where one of its months is.
//
// A flow is a metric whose unit is per time; its amounts are rate x 1mo, in canonical units the
// monthly values themselves. Month 0 has no flow. One column for each flow is kept.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/simulate/observer.h"
#include "escala/summarize/summary.h"

namespace escala {

bool is_flow(const ModelMetric& metric);

class FlowObserver final : public MonthObserver {
 public:
  // Probabilities ascend in [0, 1].
  FlowObserver(Every every, std::vector<double> probabilities);

  void begin(const RunShape& shape) override;
  void month(const MonthView& view) override;

  // Of each metric: one entry for each of period_ends(); none for a metric that is no flow.
  const std::vector<MetricSummary>& metrics() const { return metrics_; }

  // Bytes that it keeps for the paths of a run.
  static std::uint64_t memory_of(const Model& model, std::uint64_t paths);

 private:
  // The period's sum so far on each path; on one, where every path is the same.
  struct Flow {
    std::size_t metric = 0;
    bool uncertain = false;
    std::vector<double> sums;
  };

  void summarize(Flow& flow, ColumnSummarizer& summarizer);

  Every every_;
  std::vector<double> probabilities_;
  std::vector<int> ends_;
  std::size_t period_ = 0; // that is being summed
  std::vector<Flow> flows_;
  std::vector<MetricSummary> metrics_;
  std::vector<ColumnSummarizer> summarizers_; // of each worker
};

} // namespace escala
