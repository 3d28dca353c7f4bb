// SPDX-License-Identifier: Apache-2.0
// The values that decide targets over a span: on each path the worst value of the target's subject
// where the condition must hold throughout, the best where some month is enough (`by`), the value
// in the month judged (`at`), and the quantiles of these. For >= the lowest is the worst, for <=
// the highest. n/a is left out.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/summary.h"

namespace escala {

// Of a target that compares a metric over a span: whether the lowest value decides.
bool is_lowest_decisive(const ModelTarget& target);

// Summarizes them during a run.
class ExtremeObserver final : public MonthObserver {
 public:
  explicit ExtremeObserver(WantedQuantiles wanted);

  void begin(const RunShape& shape) override;
  void begin_months(int first, int last) override;
  void on_block(const BlockView& view) override;
  bool end_months(Workers& workers, Ranks& ranks) override;
  std::uint64_t bytes_of_month(const RunShape& shape) const override;

  // By target, in canonical units: one entry; no entries for a target without such a subject.
  const std::vector<MetricSummary>& targets() const { return targets_; }

 private:
  struct Extreme {
    std::size_t target = 0;
    std::uint32_t metric = 0;
    bool lowest = false; // else the highest
    int from = 0;        // months, both included
    int to = 0;
    bool uncertain = false;
    bool is_known = false;
    std::size_t column = kNoColumn; // where the span ends in the current months
  };

  static std::vector<Extreme> extremes_of(const Model& model);

  WantedQuantiles wanted_;
  ColumnSummaries columns_;
  std::vector<Extreme> extremes_;
  std::vector<std::vector<double>> values_; // of each slot: so far, by extreme and path
  std::vector<MetricSummary> targets_;
  RunShape shape_;
  int last_ = 0; // of the current months
};

} // namespace escala
