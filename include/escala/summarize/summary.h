// SPDX-License-Identifier: Apache-2.0
// The curves of every metric: mean, standard deviation and exact quantiles of each month.
#pragma once

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

class SummaryObserver final : public MonthObserver {
 public:
  // Probabilities ascend in [0, 1].
  explicit SummaryObserver(std::vector<double> probabilities);

  void begin(const RunShape& shape) override;
  void month(const MonthView& view) override;

  const std::vector<MetricSummary>& metrics() const { return metrics_; }

 private:
  struct Scratch {
    QuantileFinder finder;
    std::vector<double> defined;
    std::vector<double> quantiles;
  };

  void summarize(MetricSummary& metric, std::size_t month, std::span<const double> values,
                 Scratch& scratch) const;

  std::vector<double> probabilities_;
  std::vector<MetricSummary> metrics_;
  std::vector<Scratch> scratch_; // of each worker
  const Model* model_ = nullptr;
};

} // namespace escala
