// SPDX-License-Identifier: Apache-2.0
// An expression as a program for a stack machine whose every value is a column of a block.
//
// `apply` takes its arguments off the stack and puts one column on it; everything else puts one
// column on it. Each instruction knows its node in the expression, so that a mistake made while
// running points at the raw text.
#pragma once

#include <cstdint>
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
    output,         // a metric's output, `months` its number
    events,         // a risk's events this month
    cost,           // of a risk's mitigation so far
    all_costs,      // of every risk's
    apply,          // a function or an operator
    lag,            // a history, `months` before this month (month 0's where there is none)
    window_sum,     // a history's last `months` months, ending `delay` months ago
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

struct Program {
  std::vector<Instruction> code = {};
  std::size_t depth = 0;                  // columns that the stack needs
  const Expression* expression = nullptr; // null: of no text
};

} // namespace escala
