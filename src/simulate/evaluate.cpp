// SPDX-License-Identifier: Apache-2.0
// Programs over the columns of a block.
#include <algorithm>
#include <cmath>

#include "escala/catalog/function.h"
#include "escala/core/undefined.h"
#include "simulate/block.h"

namespace escala {

using Op = Instruction::Kind;

// Values are borrowed where they stand; only what is computed takes a column of the stack, and in
// the end `own`, which the program doesn't read. Each depth has two, so that a kernel never writes
// over its own argument.
const double* BlockRunner::evaluate_into(const Program& program, double* own) {
  evaluate(program.code, own);
  return stack_tops_[0];
}

// Where the last result goes to the stack as well, `own` is null.
void BlockRunner::evaluate(std::span<const Instruction> code, double* own) {
  std::size_t top = 0;
  for (const Instruction& instruction : code) {
    const bool apply = instruction.kind == Op::apply;
    if (apply)
      top -= instruction.argument_count;
    double* out = stack_.data() + 2 * top * kBlockPaths;
    if (own != nullptr && &instruction == &code.back())
      out = own;
    else if (apply && stack_tops_[top] == out)
      out += kBlockPaths;
    if (apply) {
      this->apply(instruction, top, out);
      stack_tops_[top] = out;
    } else {
      stack_tops_[top] = load(instruction, out);
    }
    stack_constants_[top] = instruction.kind == Op::constant ? instruction.value : kUndefined;
    ++top;
  }
}

// To the arguments that stand on the stack from `first` on.
void BlockRunner::apply(const Instruction& instruction, std::size_t first, double* out) const {
  const FunctionSpec& function = *instruction.function;
  const double* const* arguments = &stack_tops_[first];
  if (instruction.argument_count == 2) {
    const double left = stack_constants_[first];
    const double right = stack_constants_[first + 1];
    if (function.with_constant_right != nullptr && std::isfinite(right))
      return function.with_constant_right(arguments[0], right, out, lanes_);
    if (function.with_constant_left != nullptr && std::isfinite(left))
      return function.with_constant_left(arguments[1], left, out, lanes_);
  }
  function.kernel(arguments, instruction.argument_count, out, lanes_);
}

const double* BlockRunner::load(const Instruction& instruction, double* out) {
  switch (instruction.kind) {
  case Op::constant:
    return spread(instruction.value, out);
  case Op::month_number:
    return spread(month_, out);
  case Op::fiscal_year:
    return spread(model_.calendar.fiscal_year(month_), out);
  case Op::calendar_month:
    return spread(model_.calendar.at(month_).month(), out);
  case Op::series:
    return series_column(instruction.index, out);
  case Op::state:
    return storage_->state[instruction.index].data();
  case Op::reported:
    return storage_->reported(instruction.index).data();
  case Op::output:
    return storage_->outputs[instruction.index][static_cast<std::size_t>(instruction.months)]
        .data();
  case Op::events:
    return events_.data() + instruction.index * kBlockPaths;
  case Op::cost:
    return cost_of(instruction.index);
  case Op::all_costs:
    return all_costs(out);
  case Op::apply:
    break;
  default:
    return window(instruction, out);
  }
  return out;
}

// Where lanes are events, each has the value of its path.
const double* BlockRunner::series_column(std::uint32_t index, double* out) const {
  if (event_lanes_.empty() || model_.series[index].refresh == Refresh::event)
    return values_[index];
  for (std::size_t i = 0; i < lanes_; ++i)
    out[i] = values_[index][event_lanes_[i].lane];
  return out;
}

const double* BlockRunner::all_costs(double* out) {
  std::fill_n(out, lanes_, 0.0);
  for (std::size_t risk = 0; risk < model_.risks.size(); ++risk) {
    const double* cost = cost_of(risk);
    for (std::size_t i = 0; i < lanes_; ++i)
      out[i] += cost[i];
  }
  return out;
}

// What a history says, as of `delay` months ago.
const double* BlockRunner::window(const Instruction& instruction, double* out) const {
  const HistoryColumns& history = storage_->histories[instruction.index];
  const int last = std::max(0, month_ - instruction.delay);
  switch (instruction.kind) {
  case Op::lag:
    return history.at(month_ - instruction.months);
  case Op::initial:
    return history.initial.data();
  case Op::peak:
    return history.peak.data();
  case Op::trough:
    return history.trough.data();
  case Op::total:
    return history.total.data();
  case Op::average: {
    const double* total = history.total.data();
    const double months = std::max(1, last);
    for (std::size_t i = 0; i < lanes_; ++i)
      out[i] = total[i] / months;
    return out;
  }
  default:
    break;
  }
  // Months max(1, last - months + 1) to last; month 0 alone where there is no other.
  const int begin = last == 0 ? 0 : std::max(1, last - instruction.months + 1);
  std::copy_n(history.at(begin), lanes_, out);
  for (int month = begin + 1; month <= last; ++month) {
    const double* value = history.at(month);
    for (std::size_t i = 0; i < lanes_; ++i)
      out[i] += value[i];
  }
  if (instruction.kind == Op::window_mean) {
    const double months = last - begin + 1;
    for (std::size_t i = 0; i < lanes_; ++i)
      out[i] /= months;
  }
  return out;
}

} // namespace escala
