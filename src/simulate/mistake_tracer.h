// SPDX-License-Identifier: Apache-2.0
// Finds the origin of a value that is neither a number nor n/a: follows it on its path from the
// metric or condition back through parameters to the part of an expression that computed it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "escala/simulate/failure.h"
#include "simulate/block_month.h"
#include "simulate/evaluator.h"
#include "simulate/metric_stepper.h"

namespace escala {

class MistakeTracer {
 public:
  MistakeTracer(BlockMonth& at, Evaluator& evaluator, const MetricStepper& metrics)
      : at_(at), evaluator_(evaluator), metrics_(metrics) {}

  // The cause of a failure in the current month, whose columns must be unchanged.
  Cause cause_of(const Failure& failure);

 private:
  Cause cause_in_metric(std::uint32_t metric, std::size_t lane);
  Cause cause_in_model(std::uint32_t metric, std::size_t lane);
  std::optional<Cause> trace_series(std::uint32_t series, std::size_t lane);
  std::optional<Cause> trace_program(const Program& program, std::size_t lane);

  BlockMonth& at_;
  Evaluator& evaluator_;
  const MetricStepper& metrics_;
};

} // namespace escala
