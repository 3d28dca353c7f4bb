// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/month_truths.h"

#include <limits>

namespace escala {
namespace {

bool compares(Operator op, double a, double b) {
  switch (op) {
  case Operator::less:
    return a < b;
  case Operator::less_equal:
    return a <= b;
  case Operator::greater:
    return a > b;
  case Operator::greater_equal:
    return a >= b;
  case Operator::equal:
    return a == b;
  default:
    return a != b;
  }
}

// t, year or month; NaN of anything else.
double of_month(const NodeFacts& facts, int month, const Calendar& calendar) {
  switch (facts.symbol.kind) {
  case Symbol::Kind::month_number:
    return month;
  case Symbol::Kind::fiscal_year:
    return calendar.fiscal_year(month);
  case Symbol::Kind::calendar_month:
    return calendar.at(month).month();
  default:
    return facts.constant.value_or(std::numeric_limits<double>::quiet_NaN());
  }
}

Truth compared(const CheckedExpression& checked, Operator op, NodeIndex left, NodeIndex right,
               const Calendar& calendar) {
  Truth truth;
  for (int month = 1; month <= kLastKnownMonth; ++month) {
    const double a = of_month(checked.facts[left], month, calendar);
    const double b = of_month(checked.facts[right], month, calendar);
    if (a != a || b != b)
      return {};
    (compares(op, a, b) ? truth.yes : truth.no) |= Months{1} << month;
  }
  return truth;
}

} // namespace

std::vector<Truth> truths_of(const CheckedExpression& checked, const Calendar& calendar) {
  const Syntax& syntax = checked.expression->syntax;
  std::vector<Truth> truths(syntax.nodes.size());
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
    const SyntaxNode& node = syntax.nodes[i];
    const auto children = syntax.children_of(i);
    const auto child = [&](std::size_t c) { return truths[children[c].node]; };
    if (checked.facts[i].quantity.condition && checked.facts[i].constant)
      (*checked.facts[i].constant != 0 ? truths[i].yes : truths[i].no) = kAllMonths;
    else if (node.kind == SyntaxNode::Kind::unary && node.op == Operator::logical_not)
      truths[i] = {child(0).no, child(0).yes};
    else if (node.kind != SyntaxNode::Kind::binary)
      continue;
    else if (node.op == Operator::logical_and)
      truths[i] = {child(0).yes & child(1).yes, child(0).no | child(1).no};
    else if (node.op == Operator::logical_or)
      truths[i] = {child(0).yes | child(1).yes, child(0).no & child(1).no};
    else if (is_comparison(node.op))
      truths[i] = compared(checked, node.op, children[0].node, children[1].node, calendar);
  }
  return truths;
}

namespace {

// The months in which a node, reached in `months`, reaches its child.
Months passed_on(const CheckedExpression& checked, const std::vector<Truth>& truths, NodeIndex node,
                 std::size_t child, Months months) {
  const auto children = checked.expression->syntax.children_of(node);
  const FunctionSpec* function = checked.facts[node].function;
  if (function == nullptr || children.size() < 2)
    return months;
  const Truth& first = truths[children[0].node];
  if (function->rule == UnitRule::choice)
    return months & ~(child == 0 ? first.yes | first.no : child == 1 ? first.no : first.yes);
  const Truth& other = truths[children[child == 0 ? 1 : 0].node];
  if (function->rule == UnitRule::logic)
    return months & ~(function->name == "and" ? other.no : other.yes);
  return months;
}

} // namespace

std::vector<Months> reached_months(const CheckedExpression& checked, const Calendar& calendar) {
  const Syntax& syntax = checked.expression->syntax;
  const std::vector<Truth> truths = truths_of(checked, calendar);
  std::vector<Months> reached(syntax.nodes.size());
  reached[syntax.root()] = kAllMonths;
  for (NodeIndex i = static_cast<NodeIndex>(syntax.nodes.size()); i-- > 0;) {
    const auto children = syntax.children_of(i);
    for (std::size_t c = 0; c < children.size(); ++c)
      reached[children[c].node] = passed_on(checked, truths, i, c, reached[i]);
  }
  return reached;
}

} // namespace escala
