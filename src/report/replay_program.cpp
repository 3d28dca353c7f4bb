// SPDX-License-Identifier: Apache-2.0
// Expressions of the plan as formulas of a spreadsheet.
#include <algorithm>
#include <span>

#include "escala/catalog/function.h"
#include "escala/core/undefined.h"
#include "report/replay_walk.h"

namespace escala {
namespace {

using SheetOp = Instruction::Kind;

// A spreadsheet takes 8,192 characters in a formula. Longer ones are parted, and parts that no
// reader could follow are too.
constexpr std::size_t kLongFormula = 400;

} // namespace

SheetTerm ReplayWalk::decompiled(const Program& program) {
  std::vector<SheetTerm> stack;
  for (const Instruction& instruction : program.code) {
    if (instruction.kind != SheetOp::apply) {
      stack.push_back(load(instruction));
      continue;
    }
    const std::size_t first = stack.size() - instruction.argument_count;
    SheetTerm result = instruction.function->sheet(std::span(stack).subspan(first));
    stack.resize(first);
    stack.push_back(shortened(result));
  }
  return stack.back();
}

// A long term becomes a row of its own.
SheetTerm ReplayWalk::shortened(const SheetTerm& term) {
  if (term.text().size() < kLongFormula)
    return term;
  GridRow& row = add_row(Section::working, "part of a long formula", {});
  row.put(month_, term);
  return row.cell(month_);
}

SheetTerm ReplayWalk::term_of(const ParameterSource& source) {
  switch (source.kind) {
  case ParameterSource::Kind::absent:
    return {};
  case ParameterSource::Kind::constant:
    return source.constant;
  case ParameterSource::Kind::series:
    return series_[source.index];
  case ParameterSource::Kind::history:
    return source_of(model_.histories[source.index]).cell(std::max(0, month_ - source.delay));
  }
  return {};
}

SheetTerm ReplayWalk::load(const Instruction& instruction) {
  switch (instruction.kind) {
  case SheetOp::constant:
    return instruction.value;
  case SheetOp::month_number:
    return number_->cell(month_);
  case SheetOp::fiscal_year:
    return year_->cell(month_);
  case SheetOp::calendar_month:
    return calendar_month_->cell(month_);
  case SheetOp::series:
    return series_[instruction.index];
  case SheetOp::state: { // last month's before the month's step, this month's after
    const GridRow& row = *metrics_[instruction.index].state;
    return row.cell(row.has(month_) ? month_ : month_ - 1);
  }
  case SheetOp::reported:
    return metrics_[instruction.index].reported->cell(month_);
  case SheetOp::output:
    return metrics_[instruction.index].outputs[static_cast<std::size_t>(instruction.months)]->cell(
        month_);
  case SheetOp::events:
    return events_[instruction.index]->cell(month_);
  case SheetOp::cost:
    return costs_[instruction.index]->cell(month_);
  case SheetOp::all_costs: {
    SheetTerm sum = 0;
    for (const GridRow* cost : costs_)
      sum = sum + cost->cell(month_);
    return sum;
  }
  default:
    return window(instruction);
  }
}

SheetRow& ReplayWalk::source_of(const History& history) {
  switch (history.source) {
  case History::Source::series:
    return *series_rows_[history.index];
  case History::Source::reported:
    return *metrics_[history.index].reported;
  case History::Source::state:
    break;
  }
  return *metrics_[history.index].state;
}

// The same months as in Evaluator::window.
SheetTerm ReplayWalk::window(const Instruction& instruction) {
  const SheetRow& row = source_of(model_.histories[instruction.index]);
  const int last = std::max(0, month_ - instruction.delay);
  const int begin = last == 0 ? 0 : std::max(1, last - instruction.months + 1);
  switch (instruction.kind) {
  case SheetOp::lag:
    return row.cell(std::max(0, month_ - instruction.months));
  case SheetOp::initial:
    return row.cell(0);
  case SheetOp::peak:
    return most_of(row.range(0, last));
  case SheetOp::trough:
    return least_of(row.range(0, last));
  case SheetOp::total:
    return sum_of(row.range(std::min(1, last), last));
  case SheetOp::average:
    return mean_of(row.range(std::min(1, last), last));
  case SheetOp::window_sum:
    return sum_of(row.range(begin, last));
  default:
    return mean_of(row.range(begin, last));
  }
}

} // namespace escala
