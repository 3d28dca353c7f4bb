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

const double* Evaluator::evaluate(const Program& program, double* own) {
  run(program.code, own);
  return tops_[0];
}

void Evaluator::evaluate_part(std::span<const Instruction> code) { run(code, nullptr); }

// Values are borrowed where they stand; only what is computed takes a column of the stack, and in
// the end `own`. Each depth has two, so that a kernel never writes over its own argument. Where the
// last result goes to the stack as well, `own` is null.
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
      this->apply(instruction, top, out);
      tops_[top] = out;
    } else {
      tops_[top] = load(instruction, out);
    }
    constants_[top] = instruction.kind == Op::constant ? instruction.value : kUndefined;
    ++top;
  }
}

// To the arguments that stand on the stack from `first` on.
void Evaluator::apply(const Instruction& instruction, std::size_t first, double* out) const {
  const FunctionSpec& function = *instruction.function;
  const double* const* arguments = &tops_[first];
  if (instruction.argument_count == 2) {
    const double left = constants_[first];
    const double right = constants_[first + 1];
    if (function.with_constant_right != nullptr && std::isfinite(right))
      return function.with_constant_right(at_.column(arguments[0]), right, at_.column(out));
    if (function.with_constant_left != nullptr && std::isfinite(left))
      return function.with_constant_left(at_.column(arguments[1]), left, at_.column(out));
  }
  function.kernel({arguments, instruction.argument_count, at_.lanes}, at_.column(out));
}

const double* Evaluator::load(const Instruction& instruction, double* out) {
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
    return at_.state->state[instruction.index].data();
  case Op::reported:
    return at_.state->reported(instruction.index).data();
  case Op::output:
    return at_.state->outputs[instruction.index][static_cast<std::size_t>(instruction.months)]
        .data();
  case Op::events:
    return at_.events_of(instruction.index);
  case Op::cost:
    return at_.cost_of(instruction.index);
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
const double* Evaluator::series_column(std::uint32_t index, double* out) const {
  const double* values = at_.series[index];
  if (at_.event_lanes.empty() || at_.model.series[index].refresh == Refresh::event)
    return values;
  for (std::size_t i = 0; i < at_.lanes; ++i)
    out[i] = values[at_.event_lanes[i].lane];
  return out;
}

const double* Evaluator::all_costs(double* out) {
  at_.column(out) = 0;
  for (std::size_t risk = 0; risk < at_.model.risks.size(); ++risk)
    at_.column(out) += at_.column(at_.cost_of(risk));
  return out;
}

// What a history says, as of `delay` months ago.
const double* Evaluator::window(const Instruction& instruction, double* out) const {
  const HistoryColumns& history = at_.state->histories[instruction.index];
  const int last = std::max(0, at_.month - instruction.delay);
  switch (instruction.kind) {
  case Op::lag:
    return history.at(at_.month - instruction.months);
  case Op::initial:
    return history.initial.data();
  case Op::peak:
    return history.peak.data();
  case Op::trough:
    return history.trough.data();
  case Op::total:
    return history.total.data();
  case Op::average:
    return average(history, last, out);
  default:
    return window_of_months(instruction, history, last, out);
  }
}

// Of all months from month 1 on.
const double* Evaluator::average(const HistoryColumns& history, int last, double* out) const {
  at_.column(out) = at_.column(history.total.data()) / std::max(1, last);
  return out;
}

// Months max(1, last - months + 1) to last; month 0 alone where there is no other.
const double* Evaluator::window_of_months(const Instruction& instruction,
                                          const HistoryColumns& history, int last,
                                          double* out) const {
  const int begin = last == 0 ? 0 : std::max(1, last - instruction.months + 1);
  Column sum = at_.column(out);
  sum = at_.column(history.at(begin));
  for (int month = begin + 1; month <= last; ++month)
    sum += at_.column(history.at(month));
  if (instruction.kind == Op::window_mean)
    sum /= last - begin + 1;
  return out;
}

} // namespace escala
