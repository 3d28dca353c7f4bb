// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "escala/model/compile.h"
#include "model/compiler.h"
#include "model/instructions.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

} // namespace

ProgramBuilder::ProgramBuilder(Model& model, const ValidScenario& plan)
    : model_(model), source_(plan), shocks_(plan.metrics.size(), kNone) {
  for (std::uint32_t g = 0; g < source_.groups.size(); ++g) {
    const CopulaGroup& group = source_.groups[g];
    ScoreGroup scores{.factor = group.factor};
    for (std::uint32_t m = 0; m < group.members.size(); ++m) {
      scores.streams.push_back(stream_of(group.members[m].name));
      members_[group.members[m].name] = {g, m};
    }
    model_.groups.push_back(std::move(scores));
  }
  for (std::uint32_t i = 0; i < model.inputs.size(); ++i)
    inputs_.push_back(add_series(
        {.kind = Series::Kind::input, .name = "input " + model.inputs[i].path, .input = i}));
}

std::uint32_t ProgramBuilder::add_series(Series series) {
  model_.series.push_back(std::move(series));
  return static_cast<std::uint32_t>(model_.series.size() - 1);
}

std::uint32_t ProgramBuilder::add_history(History history) {
  model_.histories.push_back(history);
  return static_cast<std::uint32_t>(model_.histories.size() - 1);
}

std::uint32_t ProgramBuilder::text_of(const Expression* expression) {
  const auto [found, added] =
      index_of_text_.emplace(expression, static_cast<std::uint32_t>(texts_.size()));
  if (added)
    texts_.push_back(expression);
  return found->second;
}

// Whether a node pushes its column without evaluating its children.
bool ProgramBuilder::is_leaf(const NodeFacts& facts) const {
  return facts.constant || facts.input || facts.distribution != nullptr ||
         facts.time_function != nullptr || facts.function == nullptr;
}

Program ProgramBuilder::build(const CheckedExpression& checked, NodeIndex root,
                              ExpressionContext& context) {
  struct Visit {
    NodeIndex node;
    std::size_t next_child;
  };
  Program program;
  program.text = text_of(checked.expression);
  std::vector<Visit> path{{root, 0}};
  while (!path.empty()) {
    Visit& visit = path.back();
    const auto children = checked.expression->syntax.children_of(visit.node);
    if (!is_leaf(checked.facts[visit.node]) && visit.next_child < children.size()) {
      path.push_back({children[visit.next_child++].node, 0});
      continue;
    }
    const NodeIndex node = visit.node;
    path.pop_back();
    push(checked, node, context, program);
  }
  program.depth = stack_depth(program);
  return program;
}

void ProgramBuilder::push(const CheckedExpression& checked, NodeIndex node,
                          ExpressionContext& context, Program& program) {
  const NodeFacts& facts = checked.facts[node];
  if (facts.constant)
    return push_constant(*facts.constant, node, program);
  if (facts.input) {
    push_series(read_input(*facts.input), node, program);
    return push_scale(facts.scale, node, program);
  }
  if (checked.expression->syntax.nodes[node].kind == SyntaxNode::Kind::schedule)
    return push_series(add_schedule(checked, context), node, program);
  if (facts.distribution != nullptr)
    push_series(add_draw(checked, node, context), node, program);
  else if (facts.time_function != nullptr)
    push_time_function(checked, node, context, program);
  else if (facts.function != nullptr)
    push_apply(*facts.function, checked.expression->syntax.nodes[node].child_count, node, program);
  else
    push_name(checked, node, context, program);
  push_scale(facts.scale, node, program);
}

void ProgramBuilder::push_name(const CheckedExpression& checked, NodeIndex node,
                               const ExpressionContext& context, Program& program) {
  const Symbol& symbol = checked.facts[node].symbol;
  switch (symbol.kind) {
  case Symbol::Kind::month_number:
    program.code.push_back({.kind = Op::month_number, .node = node});
    break;
  case Symbol::Kind::fiscal_year:
    program.code.push_back({.kind = Op::fiscal_year, .node = node});
    break;
  case Symbol::Kind::calendar_month:
    program.code.push_back({.kind = Op::calendar_month, .node = node});
    break;
  case Symbol::Kind::driver:
    push_source(model_, drivers_[symbol.index], node, program);
    break;
  case Symbol::Kind::parameter:
    push_source(model_, model_.metrics[symbol.index].parameters[symbol.parameter], node, program);
    break;
  case Symbol::Kind::shock:
    push_series(shock_of(symbol.index), node, program);
    break;
  case Symbol::Kind::metric: {
    const Op kind = symbol.index == context.own_metric ? Op::state : Op::reported;
    program.code.push_back({.kind = kind, .index = symbol.index, .node = node});
    break;
  }
  case Symbol::Kind::output:
    program.code.push_back({.kind = Op::output,
                            .index = symbol.index,
                            .months = static_cast<int>(symbol.parameter),
                            .node = node});
    break;
  case Symbol::Kind::events:
    program.code.push_back({.kind = Op::events, .index = symbol.index, .node = node});
    break;
  case Symbol::Kind::cost:
    program.code.push_back({.kind = Op::cost, .index = symbol.index, .node = node});
    break;
  case Symbol::Kind::all_costs:
    program.code.push_back({.kind = Op::all_costs, .node = node});
    break;
  case Symbol::Kind::number:
  case Symbol::Kind::risk:
  case Symbol::Kind::segment:
  case Symbol::Kind::split:
  case Symbol::Kind::none:
    break; // constants (see above), or not values
  }
}

} // namespace escala
