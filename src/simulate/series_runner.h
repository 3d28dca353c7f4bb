// SPDX-License-Identifier: Apache-2.0
// Computes the series of a block's month: drivers, parameters, draws; and records histories.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/block_month.h"
#include "simulate/drawer.h"
#include "simulate/evaluator.h"

namespace escala {

class SeriesRunner {
 public:
  SeriesRunner(BlockMonth& at, Evaluator& evaluator, Drawer& drawer);

  // Computes a series if its value changes in this month, and stores where its column is.
  void run(std::uint32_t series);
  // Puts this month's value into a history.
  void record(std::uint32_t history);

 private:
  void evaluate(std::uint32_t index, Column own);
  void adjust(const Series& series, Column out) const;

  BlockMonth& at_;
  Evaluator& evaluator_;
  Drawer& drawer_;
  Columns locals_;                       // of series that are not kept from month to month
  std::vector<std::size_t> local_begin_; // where in locals_ a series has its column
};

} // namespace escala
