// SPDX-License-Identifier: Apache-2.0
// Functions of time in programs, and the histories that they read.
#include <algorithm>

#include "model/compiler.h"
#include "model/instructions.h"

namespace escala {

using Op = Instruction::Kind;

void ProgramBuilder::push_time_function(const CheckedExpression& checked, NodeIndex node,
                                        ExpressionContext& context, Program& program) {
  using Kind = TimeFunctionSpec::Kind;
  const NodeFacts& facts = checked.facts[node];
  const std::uint32_t index = history_of(checked, node, context);
  History& history = model_.histories[index];
  const int delay = facts.ends_last_month ? 1 : 0;
  const auto simple = [&](Op kind, bool& kept) {
    kept = true;
    program.code.push_back({.kind = kind, .index = index, .delay = delay, .node = node});
  };
  switch (facts.time_function->kind) {
  case Kind::initial:
    return simple(Op::initial, history.initial);
  case Kind::peak:
    return simple(Op::peak, history.peak);
  case Kind::trough:
    return simple(Op::trough, history.trough);
  case Kind::change:
    return push_difference("-", index, delay, delay + 1, node, program);
  case Kind::growth:
    push_difference("/", index, delay, delay + 12, node, program);
    push_constant(1, node, program);
    return push_apply(*find_operator("-"), 2, node, program);
  case Kind::lag:
    return push_lag(checked, node, index, context, program);
  case Kind::sum:
  case Kind::mean:
    return push_window(facts, index, node, program);
  }
}

// With a third argument, that is the value before the argument has one: before month 0, or of
// amounts before month 1, since month 0 has none.
void ProgramBuilder::push_lag(const CheckedExpression& checked, NodeIndex node, std::uint32_t index,
                              ExpressionContext& context, Program& program) {
  const int months = checked.facts[node].window;
  const auto children = checked.expression->syntax.children_of(node);
  const bool has_before = children.size() > 2;
  if (has_before) {
    const NodeFacts& argument = checked.facts[children.front().node];
    const bool flow =
        argument.symbol.kind == Symbol::Kind::metric && model_.metrics[argument.symbol.index].flow;
    const bool amounts = flow || argument.quantity.dimension.time == -1;
    program.code.push_back({.kind = Op::month_number, .node = node});
    push_constant(amounts ? months + 1 : months, node, program);
    push_apply(*find_operator("<"), 2, node, program);
    Program before = build(checked, children[2].node, context);
    program.code.insert(program.code.end(), before.code.begin(), before.code.end());
  }
  History& history = model_.histories[index];
  if (months >= model_.horizon) {
    history.initial = true;
    program.code.push_back({.kind = Op::initial, .index = index, .node = node});
  } else {
    history.lookback = std::max(history.lookback, months);
    program.code.push_back({.kind = Op::lag, .index = index, .months = months, .node = node});
  }
  if (has_before)
    push_apply(if_function(), 3, node, program);
}

// A window as long as the plan is everything so far.
void ProgramBuilder::push_window(const NodeFacts& facts, std::uint32_t index, NodeIndex node,
                                 Program& program) {
  const bool sum = facts.time_function->kind == TimeFunctionSpec::Kind::sum;
  History& history = model_.histories[index];
  Instruction instruction{
      .index = index, .months = facts.window, .delay = facts.ends_last_month ? 1 : 0, .node = node};
  if (facts.window >= model_.horizon) {
    history.total = true;
    instruction.kind = sum ? Op::total : Op::average;
  } else {
    history.lookback = std::max(history.lookback, facts.window - 1 + instruction.delay);
    instruction.kind = sum ? Op::window_sum : Op::window_mean;
  }
  program.code.push_back(instruction);
}

void ProgramBuilder::push_difference(std::string_view op, std::uint32_t index, int now, int then,
                                     NodeIndex node, Program& program) {
  History& history = model_.histories[index];
  history.lookback = std::max(history.lookback, then);
  for (int months : {now, then})
    program.code.push_back({.kind = Op::lag, .index = index, .months = months, .node = node});
  push_apply(*find_operator(op), 2, node, program);
}

// The history of a time function's first argument: that of a metric, or of a new series that is
// evaluated every month.
std::uint32_t ProgramBuilder::history_of(const CheckedExpression& checked, NodeIndex node,
                                         ExpressionContext& context) {
  const NodeIndex argument = checked.expression->syntax.children_of(node)[0].node;
  const NodeFacts& facts = checked.facts[argument];
  if (facts.symbol.kind == Symbol::Kind::metric && facts.scale == 1)
    return metric_history(facts.symbol.index, facts.symbol.index == context.own_metric);
  const NodeFacts& function = checked.facts[node];
  const bool lag =
      function.time_function->kind == TimeFunctionSpec::Kind::lag && function.window > 0;
  const bool late = lag || function.ends_last_month;
  ExpressionContext inner{.name = context.name,
                          .draw_frequency = context.draw_frequency,
                          .own_metric = context.own_metric,
                          .closing = context.closing || late,
                          .ordinal = context.ordinal};
  Program program = build(checked, argument, inner);
  context.ordinal = inner.ordinal;
  Series series{.name = context.name};
  series.programs.push_back(std::move(program));
  const std::uint32_t index = add_series(std::move(series));
  const std::uint32_t history = add_history({.index = index});
  inner.before.push_back({Work::Kind::series, index});
  inner.before.push_back({Work::Kind::record, history});
  auto& target = late && !context.closing ? context.at_close : context.before;
  context.at_close.insert(context.at_close.end(), inner.at_close.begin(), inner.at_close.end());
  target.insert(target.end(), inner.before.begin(), inner.before.end());
  return history;
}

std::uint32_t ProgramBuilder::metric_history(std::uint32_t metric, bool state) {
  ModelMetric& owner = model_.metrics[metric];
  std::uint32_t& history = state ? owner.state_history : owner.history;
  if (history == kNone)
    history = add_history(
        {.source = state ? History::Source::state : History::Source::reported, .index = metric});
  return history;
}

} // namespace escala
