// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "scenario/check/expression_checker.h"
#include "scenario/check/no_number.h"

namespace escala {
namespace {

constexpr std::size_t kExcerpt = 40;

std::string_view operator_name(const SyntaxNode& node) {
  return node.op == Operator::negate ? "negate" : operator_text(node.op);
}

} // namespace

CheckedExpression ExpressionChecker::run() {
  for (NodeIndex i = 0; i < syntax_.nodes.size(); ++i)
    check(i);
  mark_own_past();
  return {&expression_, std::move(facts_)};
}

void ExpressionChecker::check(NodeIndex index) {
  const SyntaxNode& node = syntax_.nodes[index];
  for (const Child& child : syntax_.children_of(index))
    mentions_own_[index] = mentions_own_[index] || mentions_own_[child.node];
  switch (node.kind) {
  case Kind::number:
  case Kind::boolean:
    check_literal(index);
    break;
  case Kind::calendar_month:
    check_month(index);
    break;
  case Kind::name:
    check_name(index);
    break;
  case Kind::unary:
  case Kind::binary:
    if (node.op == Operator::to)
      check_distribution(index, &range_distribution());
    else
      check_function(index, find_operator(operator_name(node)));
    break;
  case Kind::call:
    check_call(index);
    break;
  case Kind::schedule:
    check_schedule(index);
    break;
  }
  if (node.hole) {
    facts_[index].input = node.hole;
    facts_[index].constant.reset();
  }
}

void ExpressionChecker::fail(NodeIndex index, NodeIndex at, std::string problem, std::string reason,
                             std::string suggestion) {
  diagnostics_.error(expression_.span_of(at), std::move(problem), std::move(reason),
                     std::move(suggestion));
  facts_[index].quantity = {.unknown = true};
}

void ExpressionChecker::fail_no_number(NodeIndex index, NodeIndex at) {
  const CheckedExpression checked{&expression_, facts_};
  escala::fail_no_number(excerpt(at), checked, at, diagnostics_);
  facts_[index].quantity = {.unknown = true};
}

std::string ExpressionChecker::excerpt(NodeIndex index) const {
  std::string text = expression_.text_of(index);
  if (text.size() > kExcerpt) {
    std::size_t cut = kExcerpt;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80)
      --cut;
    text = text.substr(0, cut) + "...";
  }
  return text;
}

std::string ExpressionChecker::described(const Quantity& quantity) const {
  return describe(quantity, symbols_.scenario->currency);
}

std::string ExpressionChecker::says(NodeIndex index) const {
  return fmt::format("{} is {}", excerpt(index), described(facts_[index].quantity));
}

void ExpressionChecker::check_literal(NodeIndex index) {
  const SyntaxNode& node = syntax_.nodes[index];
  facts_[index].quantity = node.quantity;
  facts_[index].constant = node.value;
}

void ExpressionChecker::check_month(NodeIndex index) {
  facts_[index].quantity = {.calendar = true};
  facts_[index].constant = symbols_.scenario->calendar().month_of(syntax_.nodes[index].month);
}

// The values must have one unit. The schedule is a constant if all values are the same constant.
void ExpressionChecker::check_schedule(NodeIndex index) {
  if (any_unknown(index)) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  const auto children = syntax_.children_of(index);
  facts_[index].quantity = common_unit(index, children);
  const auto first = facts_[children[0].node].constant;
  const bool same = std::ranges::all_of(
      children, [&](const Child& child) { return facts_[child.node].constant == first; });
  if (same && !facts_[index].quantity.unknown)
    facts_[index].constant = first;
}

CheckedExpression check_expression(const Expression& expression, const Place& place,
                                   const Symbols& symbols, Diagnostics& diagnostics) {
  if (expression.syntax.nodes.empty())
    return {};
  return ExpressionChecker(expression, place, symbols, diagnostics).run();
}

void take_unit(CheckedExpression& checked, const Quantity& unit) {
  NodeFacts& root = checked.facts.back();
  if (!root.quantity.literal)
    return;
  if (unit.has_period()) {
    root.scale /= months_in(unit.period);
    if (root.constant)
      *root.constant /= months_in(unit.period);
  }
  root.quantity = unit;
}

} // namespace escala
