// SPDX-License-Identifier: Apache-2.0
// The metrics of a block's month: parameters, the growth model's step with its shock, losses and
// bounds; or the value that is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/columns/sums.h"
#include "escala/simulate/failure.h"
#include "simulate/block_month.h"

namespace escala {

class MetricStepper {
 public:
  explicit MetricStepper(BlockMonth& at);

  // Computes a metric's state and what it reports. A parameter out of its range, or a value that is
  // not a number, is a failure whose cause is not known yet.
  std::optional<Failure> run(std::uint32_t metric);

  // Of what each metric reports this month: the sums of its deviations from its first value; n/a
  // where one of its values is n/a.
  const std::vector<DeviationSums>& sums() const { return sums_; }

  // Whether this month reads a parameter of a metric.
  bool is_read(const ModelMetric& metric, std::size_t parameter) const;
  // The column of a parameter this month; a constant is spread over `own`. Null: left out.
  const double* parameter(const ModelMetric& metric, std::size_t index, double* own) const;

 private:
  void find_columns(std::uint32_t metric);
  std::optional<Failure> read_arguments(std::uint32_t metric);
  std::optional<Failure> check_range(std::uint32_t metric, std::size_t parameter,
                                     const double* values) const;
  void advance(std::uint32_t metric, StepBlock& block, double* next);
  void hold_actual(std::uint32_t metric, StepBlock& block);
  std::optional<Failure> take_state(std::uint32_t metric, double* next);
  std::optional<Failure> report_temporary_losses(std::uint32_t metric, const double* state);
  const double* shock_factor(const ModelMetric& metric, const double* volatility);
  void apply_bounds(const ModelMetric& metric, double* values);
  template <typename Taken>
  void apply_losses(const std::vector<std::uint32_t>& impacts, Taken taken, double* values) const;
  void apply_permanent_losses(std::uint32_t metric, const StepBlock& block, double* values);
  bool are_finite(std::uint32_t metric, const double* values);
  std::optional<Failure> check_values(std::uint32_t metric, const double* values) const;
  double* scratch(std::size_t index) { return scratch_.data() + index * kBlockPaths; }

  BlockMonth& at_;
  Columns scratch_; // parameters, then what a step needs besides
  std::vector<const double*> arguments_;
  std::vector<const double*> draws_; // of the metric at hand
  std::vector<double*> memory_;
  std::vector<double*> outputs_;
  StoredColumn next_ = StoredColumn::of_block(); // a metric's state after its step
  std::vector<DeviationSums> sums_;
};

} // namespace escala
