// SPDX-License-Identifier: Apache-2.0
// An expression as a program for a stack machine. Each value on the stack is a column of a block.
//
// `apply` removes its arguments from the stack and pushes its result. Every other instruction
// pushes one column. Each instruction has its node in the expression, so that a message about a
// mistake during a run can show the place in the text.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "escala/catalog/function.h"
#include "escala/expression/syntax.h"

namespace escala {

struct Instruction {
  enum class Kind : std::uint8_t {
    constant,
    month_number,   // t
    fiscal_year,    // year
    calendar_month, // month
    series,         // this month's column of a series
    state,          // a metric's state: last month's before its step, this month's after
    reported,       // what a metric reports this month
    output,         // a metric's output; `months` is its index
    events,         // a risk's events this month
    cost,           // cost of a risk's mitigation so far
    all_costs,      // the same for all risks together
    apply,          // a function or an operator
    lag,            // a history `months` months ago; month 0's value before that
    window_sum,     // sum of a history over `months` months, the last one `delay` months ago
    window_mean,
    initial, // a history's month 0
    total,   // sum of a history from month 1 on
    average, // mean of a history from month 1 on
    peak,    // a history's highest so far
    trough,
  };

  Kind kind = Kind::constant;
  std::uint32_t index = 0;          // of the series, metric, risk or history
  std::uint32_t argument_count = 0; // of apply
  int months = 0;
  int delay = 0;
  double value = 0;                       // of a constant
  const FunctionSpec* function = nullptr; // of apply
  NodeIndex node = 0;
};

// The value of an index that means none.
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Program {
  std::vector<Instruction> code = {};
  std::size_t depth = 0;      // number of columns that the stack needs
  std::uint32_t text = kNone; // the expression that it was compiled from, in the model's Notes
};

} // namespace escala
