// SPDX-License-Identifier: Apache-2.0
// Evaluates programs over the columns of a block's month.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "simulate/block_month.h"

namespace escala {

class Evaluator {
 public:
  explicit Evaluator(BlockMonth& at);

  // Evaluates a program. Returns a column that already has its value, or `own`, which the program
  // must not read. The column is valid until the next evaluation.
  ConstColumn evaluate(const Program& program, Column own);

  // Evaluates a part of a program; the columns that it leaves on the stack are operand(0), ...
  void evaluate_part(std::span<const Instruction> code);
  ConstColumn operand(std::size_t index) const { return {tops_[index], at_.lanes}; }

  // The column that an instruction other than `apply` pushes; `out` if no other column has it.
  ConstColumn load(const Instruction& instruction, Column out);

 private:
  void run(std::span<const Instruction> code, double* own);
  void apply(const Instruction& instruction, std::size_t first, Column out) const;
  ConstColumn series_column(std::uint32_t index, Column out) const;
  ConstColumn all_costs(Column out);
  ConstColumn window(const Instruction& instruction, Column out) const;
  ConstColumn average(const HistoryColumns& history, int last, Column out) const;
  ConstColumn window_of_months(const Instruction& instruction, const HistoryColumns& history,
                               int last, Column out) const;

  BlockMonth& at_;
  Columns stack_; // two columns for each depth
  std::vector<const double*> tops_;
  std::vector<double> constants_; // of each depth: the value if it is a constant, otherwise n/a
};

} // namespace escala
