// SPDX-License-Identifier: Apache-2.0
// Computes the metrics of a block's month: parameters, the growth model's step with its shock,
// losses and bounds; or the actual value.
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

  // Computes a metric's state and its reported values. A parameter out of its range, or a value
  // that is not a number, is a failure without a cause yet.
  std::optional<Failure> run(std::uint32_t metric);

  // For each metric, the sums of the deviations of its reported values from the first one; n/a if
  // one of the values is n/a.
  const std::vector<DeviationSums>& sums() const { return sums_; }

  // Whether this month reads a parameter of a metric.
  bool is_read(const ModelMetric& metric, std::size_t parameter) const;
  // The column of a parameter this month; `own` may be used for a constant. A parameter that is
  // left out has no column.
  ConstColumn parameter(const ModelMetric& metric, std::size_t index, Column own) const;

 private:
  void find_columns(std::uint32_t metric);
  std::optional<Failure> read_arguments(std::uint32_t metric);
  std::optional<Failure> check_range(std::uint32_t metric, std::size_t parameter,
                                     ConstColumn values) const;
  void advance(std::uint32_t metric, StepBlock& block, Column next);
  void hold_actual(std::uint32_t metric, StepBlock& block);
  std::optional<Failure> take_state(std::uint32_t metric, const StepBlock& block, Column next);
  void choose_nan(std::uint32_t metric, const StepBlock& block, Column next);
  std::vector<ConstColumn> inputs_of(const ModelMetric& metric, const StepBlock& block);
  std::optional<Failure> report_temporary_losses(std::uint32_t metric, ConstColumn state);
  ConstColumn shock_factor(const ModelMetric& metric, ConstColumn volatility);
  void apply_bounds(const ModelMetric& metric, Column values);
  template <typename Taken>
  void apply_losses(const std::vector<std::uint32_t>& impacts, Taken taken, Column values) const;
  ConstColumn permanent_effect(const ModelMetric& metric, std::uint32_t impact) const;
  void apply_permanent_losses(std::uint32_t metric, const StepBlock& block, Column values);
  bool are_finite(std::uint32_t metric, ConstColumn values);
  std::optional<Failure> check_values(std::uint32_t metric, ConstColumn values) const;
  Column scratch(std::size_t index) { return at_.column(scratch_, index); }

  BlockMonth& at_;
  Columns scratch_; // for parameters, then for other values of a step
  std::vector<const double*> arguments_;
  std::vector<const double*> draws_; // of the current metric
  std::vector<double*> memory_;
  std::vector<double*> outputs_;
  StoredColumn next_ = StoredColumn::of_block(); // a metric's state after its step
  std::vector<DeviationSums> sums_;
};

} // namespace escala
