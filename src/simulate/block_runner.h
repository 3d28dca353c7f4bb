// SPDX-License-Identifier: Apache-2.0
// Computes the months of a block of paths one after the other: the work of the model, in its order.
// One for each thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/failure.h"
#include "escala/simulate/observer.h"
#include "simulate/block_month.h"
#include "simulate/condition_runner.h"
#include "simulate/drawer.h"
#include "simulate/evaluator.h"
#include "simulate/metric_stepper.h"
#include "simulate/mistake_tracer.h"
#include "simulate/risk_runner.h"
#include "simulate/series_runner.h"

namespace escala {

class BlockRunner {
 public:
  BlockRunner(const PreparedRun& run, std::size_t worker);

  // Switches to another run of the same model.
  void take_up(const PreparedRun& run) { month_.run = &run; }

  // Computes month `month` of the block that starts at path `first` of the run. `state` has the
  // results of the block's earlier months. Returns a failure if a value is not a number or is out
  // of its range.
  std::optional<Failure> run(int month, std::uint64_t first, std::size_t lanes, BlockState& state);
  // The results of the last run().
  BlockView view(std::size_t slot) const;

 private:
  std::optional<Failure> do_work(const Work& work);
  std::optional<Failure> check_quantity(std::uint32_t check) const;
  Failure complete(Failure failure);
  void show_columns();

  BlockMonth month_;
  Evaluator evaluator_;
  Drawer drawer_;
  SeriesRunner series_;
  RiskRunner risks_;
  MetricStepper metrics_;
  ConditionRunner conditions_;
  MistakeTracer tracer_;
  std::size_t worker_;
  // The data that observers see.
  std::vector<const double*> reported_;
  std::vector<RiskView> risk_views_;
  std::vector<ImpactView> impact_views_;
  std::vector<const double*> effects_;
};

} // namespace escala
