// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/no_number.h"

#include <fmt/format.h>

#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

// Whether a part has no finite constant either, and so is where to look further.
bool is_to_blame(const NodeFacts& facts) {
  return facts.constant && !std::isfinite(*facts.constant);
}

// The part where it arises: all of its own parts are numbers.
NodeIndex origin_of(const Syntax& syntax, const std::vector<NodeFacts>& facts, NodeIndex node) {
  for (;;) {
    NodeIndex next = node;
    for (const Child& child : syntax.children_of(node))
      if (is_to_blame(facts[child.node]))
        next = child.node;
    if (next == node)
      return node;
    node = next;
  }
}

std::string reason_of_undefined(const SyntaxNode& node, const std::string& text) {
  const bool divides = node.kind == SyntaxNode::Kind::binary && node.op == Operator::divide;
  return text + (divides ? " divides by zero" : " is n/a");
}

// "log(-1) is the log of -1"
std::string reason_of_domain(const Syntax& syntax, const std::vector<NodeFacts>& facts,
                             NodeIndex node, const std::string& text) {
  const FunctionSpec* function = facts[node].function;
  const auto children = syntax.children_of(node);
  if (function == nullptr || function->outside.empty() || children.empty() ||
      !facts[children[0].node].constant)
    return text + " has no value";
  return fmt::format("{} is {} {:.6g}", text, function->outside, *facts[children[0].node].constant);
}

// The words of a message about a constant that is not finite.
struct NoNumber {
  std::string is; // "is n/a"
  std::string reason;
  std::string remedy;
};

NoNumber why_no_number(const CheckedExpression& checked, NodeIndex node) {
  const Expression& expression = *checked.expression;
  const std::vector<NodeFacts>& facts = checked.facts;
  const double value = *facts[node].constant;
  const NodeIndex origin = origin_of(expression.syntax, facts, node);
  const SyntaxNode& part = expression.syntax.nodes[origin];
  const bool whole = origin == node && part.kind != SyntaxNode::Kind::name;
  const std::string text = whole ? "it" : expression.text_of(origin);
  if (is_undefined(value))
    return {"is n/a", reason_of_undefined(part, text),
            part.kind == SyntaxNode::Kind::name ? "give " + text + " another value"
                                                : "divide by a number other than 0"};
  if (!std::isnan(value))
    return {"is too large",
            part.kind == SyntaxNode::Kind::number ? "no calculation can hold such numbers"
                                                  : text + " overflows",
            "give a smaller number"};
  return {"is not a number", reason_of_domain(expression.syntax, facts, origin, text),
          "give a number"};
}

} // namespace

void fail_no_number(const std::string& what, const CheckedExpression& checked, NodeIndex node,
                    Diagnostics& diagnostics) {
  NoNumber why = why_no_number(checked, node);
  std::string problem = fmt::format("{} {}", what, why.is);
  if (why.reason == problem)
    why.reason.clear();
  diagnostics.error(checked.expression->span_of(node), std::move(problem), std::move(why.reason),
                    std::move(why.remedy));
}

} // namespace escala
