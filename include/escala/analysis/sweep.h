// SPDX-License-Identifier: Apache-2.0
// What if: the probability of each target, and quantiles of metrics, at several values of the plan.
// All points have the same draws.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/analysis/studied_output.h"
#include "escala/plan/open_plan.h"

namespace escala {

// One run of the plan.
struct SweepPoint {
  std::vector<double> values; // one for each axis, in canonical units
  OpenPlan::Point plan;
};

// The 5%, 50% and 95% quantiles of a metric (type 7); n/a if a path is n/a on every path.
struct MetricSpread {
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
};

struct SweptPoint {
  std::vector<Judgement> targets; // in the order of the model
  Judgement joint;
  std::vector<MetricSpread> metrics; // in canonical units
};

class SweepStudy final : public Study {
 public:
  // `metrics`: indices of metrics, read in `month`; below 0: in the last month of each point. The
  // points must outlive it.
  SweepStudy(const std::vector<SweepPoint>& points, DrawSource draws,
             std::vector<std::uint32_t> metrics, int month);

  std::vector<Run> runs(std::uint64_t first, std::uint64_t paths) override;
  void take() override;
  // Every standard error of a probability is at most half a point.
  bool is_sure() const override;

  // Of all points, in their order.
  std::vector<SweptPoint> found() const;

 private:
  struct Found {
    Tally tally;
    std::vector<std::vector<double>> metrics; // values by path
  };

  SweptPoint judge(const Found& found, const Model& model) const;

  const std::vector<SweepPoint>& points_;
  DrawSource draws_;
  std::vector<std::uint32_t> metrics_;
  int month_;
  std::deque<OutputObserver> observers_; // of the current look, one for each point
  std::vector<Found> found_;
};

// All combinations of the axes' values, the last axis changing fastest.
std::vector<std::vector<double>> combinations(const std::vector<std::vector<double>>& axes);

// Quantiles of values, of which those that are n/a are left out.
MetricSpread spread_of(std::vector<double> values);

} // namespace escala
