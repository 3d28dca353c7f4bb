// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/valid_scenario.h"

namespace escala {
namespace {

// "5%" or "-5%"
bool is_number_node(const Syntax& syntax, NodeIndex index) {
  const SyntaxNode& node = syntax.nodes[index];
  if (node.kind == SyntaxNode::Kind::unary && node.op == Operator::negate)
    return is_number_node(syntax, syntax.children_of(index)[0].node);
  return node.kind == SyntaxNode::Kind::number;
}

} // namespace

std::optional<NodeIndex> single_draw(const CheckedExpression& checked) {
  if (checked.facts.empty())
    return std::nullopt;
  const Syntax& syntax = checked.expression->syntax;
  const NodeIndex root = syntax.root();
  if (checked.root().distribution != nullptr)
    return root;
  const SyntaxNode& sum = syntax.nodes[root];
  const bool moves = sum.kind == SyntaxNode::Kind::binary &&
                     (sum.op == Operator::add || sum.op == Operator::subtract);
  if (!moves)
    return std::nullopt;
  const auto operands = syntax.children_of(root);
  const NodeIndex left = operands[0].node;
  const bool one =
      is_number_node(syntax, operands[1].node) && checked.facts[left].distribution != nullptr;
  return one ? std::optional(left) : std::nullopt;
}

} // namespace escala
