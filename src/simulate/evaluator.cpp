// SPDX-License-Identifier: Apache-2.0
#include "simulate/evaluator.h"

#include <algorithm>
#include <cmath>

#include "escala/catalog/function.h"
#include "escala/core/undefined.h"
#include "simulate/programs_of.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

std::size_t deepest(const Model& model) {
  std::size_t depth = 1;
  for_each_program(model, [&](const Program& program) { depth = std::max(depth, program.depth); });
  return depth;
}

} // namespace

Evaluator::Evaluator(BlockMonth& at) : at_(at) {
  const std::size_t depth = deepest(at.model);
  stack_.resize(2 * depth * kBlockPaths);
  tops_.resize(depth);
  constants_.resize(depth);
}

ConstColumn Evaluator::evaluate(const Program& program, Column own) {
  run(program.code, own.data());
  return operand(0);
}

void Evaluator::evaluate_part(std::span<const Instruction> code) { run(code, nullptr); }

// Values that already have a column are not copied. Only computed values use a column of the stack;
// the last one uses `own`. Each depth has two columns, so that a kernel never overwrites its own
// argument. If `own` is null, the last value uses the stack too.
void Evaluator::run(std::span<const Instruction> code, double* own) {
  std::size_t top = 0;
  for (const Instruction& instruction : code) {
    const bool apply = instruction.kind == Op::apply;
    if (apply)
      top -= instruction.argument_count;
    double* out = stack_.data() + 2 * top * kBlockPaths;
    if (own != nullptr && &instruction == &code.back())
      out = own;
    else if (apply && tops_[top] == out)
      out += kBlockPaths;
    if (apply) {
      this->apply(instruction, top, {out, at_.lanes});
      tops_[top] = out;
    } else {
      tops_[top] = load(instruction, {out, at_.lanes}).data();
    }
    constants_[top] = instruction.kind == Op::constant ? instruction.value : kUndefined;
    ++top;
  }
}

// Applies a function to the arguments on the stack from `first` on.
void Evaluator::apply(const Instruction& instruction, std::size_t first, Column out) const {
  const FunctionSpec& function = *instruction.function;
  const ConstColumnList arguments(&tops_[first], instruction.argument_count, at_.lanes);
  if (instruction.argument_count == 2) {
    const double left = constants_[first];
    const double right = constants_[first + 1];
    if (function.with_constant_right != nullptr && std::isfinite(right))
      return function.with_constant_right(arguments[0], right, out);
    if (function.with_constant_left != nullptr && std::isfinite(left))
      return function.with_constant_left(arguments[1], left, out);
  }
  function.kernel(arguments, out);
}

ConstColumn Evaluator::load(const Instruction& instruction, Column out) {
  switch (instruction.kind) {
  case Op::constant:
    return at_.spread(instruction.value, out);
  case Op::month_number:
    return at_.spread(at_.month, out);
  case Op::fiscal_year:
    return at_.spread(at_.model.calendar.fiscal_year(at_.month), out);
  case Op::calendar_month:
    return at_.spread(at_.model.calendar.at(at_.month).month(), out);
  case Op::series:
    return series_column(instruction.index, out);
  case Op::state:
    return at_.state_of(instruction.index);
  case Op::reported:
    return at_.reported(instruction.index);
  case Op::output:
    return at_.state->outputs[instruction.index][static_cast<std::size_t>(instruction.months)]
        .first(at_.lanes);
  case Op::events:
    return at_.events_of(instruction.index);
  case Op::cost:
    return at_.cost_of(instruction.index);
  case Op::all_costs:
    return all_costs(out);
  case Op::apply:
    return out;
  default:
    return window(instruction, out);
  }
}

// While lanes are events, each event has the value of its path.
ConstColumn Evaluator::series_column(std::uint32_t index, Column out) const {
  if (at_.event_lanes.empty() || at_.model.series[index].update_interval == UpdateInterval::event)
    return at_.values_of(index);
  for (std::size_t i = 0; i < at_.lanes; ++i)
    out[i] = at_.series[index][at_.event_lanes[i].lane];
  return out;
}

ConstColumn Evaluator::all_costs(Column out) {
  out = 0;
  for (std::size_t risk = 0; risk < at_.model.risks.size(); ++risk)
    out += at_.cost_of(risk);
  return out;
}

// A value computed from a history, as of `delay` months ago.
ConstColumn Evaluator::window(const Instruction& instruction, Column out) const {
  const HistoryColumns& history = at_.state->histories[instruction.index];
  const int last = std::max(0, at_.month - instruction.delay);
  switch (instruction.kind) {
  case Op::lag:
    return history.at(at_.month - instruction.months).first(at_.lanes);
  case Op::initial:
    return history.initial.first(at_.lanes);
  case Op::peak:
    return history.peak.first(at_.lanes);
  case Op::trough:
    return history.trough.first(at_.lanes);
  case Op::total:
    return history.total.first(at_.lanes);
  case Op::average:
    return average(history, last, out);
  default:
    return window_of_months(instruction, history, last, out);
  }
}

// The mean of all months from month 1 on.
ConstColumn Evaluator::average(const HistoryColumns& history, int last, Column out) const {
  const double months = std::max(1, last);
  out = history.total.first(at_.lanes) / months;
  return out;
}

// The sum or mean of months max(1, last - months + 1) to last; of month 0 if `last` is 0.
ConstColumn Evaluator::window_of_months(const Instruction& instruction,
                                        const HistoryColumns& history, int last, Column out) const {
  const int begin = last == 0 ? 0 : std::max(1, last - instruction.months + 1);
  out = history.at(begin).first(at_.lanes);
  for (int month = begin + 1; month <= last; ++month)
    out += history.at(month).first(at_.lanes);
  if (instruction.kind == Op::window_mean) {
    const double months = last - begin + 1;
    out /= months;
  }
  return out;
}

} // namespace escala
