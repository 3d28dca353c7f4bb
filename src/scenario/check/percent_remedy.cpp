// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/percent_remedy.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace escala {
namespace {

using Kind = SyntaxNode::Kind;

// Puts the sign on the literals that make up a value.
class SignWriter {
 public:
  // `per` follows each sign, as "/mo".
  explicit SignWriter(const CheckedExpression& checked, std::string per = {})
      : checked_(checked), syntax_(checked.expression->syntax), per_(std::move(per)) {}

  std::optional<std::string> write(NodeIndex index) {
    constexpr int kMostSteps = 200;
    if (++steps_ > kMostSteps)
      return std::nullopt;
    const SyntaxNode& node = syntax_.nodes[index];
    if (node.kind == Kind::number)
      return signed_literal(checked_.expression->text_of(index), per_);
    if (node.kind == Kind::unary && node.op == Operator::negate)
      return write_parts(index);
    const bool sum =
        node.op == Operator::to || node.op == Operator::add || node.op == Operator::subtract;
    if (node.kind == Kind::binary && sum)
      return write_parts(index);
    const DistributionSpec* spec = checked_.facts[index].distribution;
    if (spec != nullptr && spec->result == DrawResult::value)
      return write_parts(index);
    return std::nullopt;
  }

 private:
  // Digits only, with a unit of time at most: "8k" takes no sign.
  static std::optional<std::string> signed_literal(const std::string& text,
                                                   const std::string& per) {
    const std::size_t end = std::min(text.find('/'), text.size());
    if (text.find_first_not_of("0123456789._") < end)
      return std::nullopt;
    return text.substr(0, end) + "%" + per + text.substr(end);
  }

  // Whether an argument has the unit of the value; others are shapes, weights and masses.
  bool has_unit(NodeIndex index, std::size_t argument) const {
    const DistributionSpec* spec = checked_.facts[index].distribution;
    if (spec == nullptr)
      return true;
    if (spec->form != DistributionForm::single)
      return argument % 2 == 0;
    return argument >= spec->parameters.size() ||
           !syntax_.children_of(index)[argument].argument.empty() ||
           spec->parameters[argument].role == DistributionRole::value;
  }

  std::optional<std::string> write_parts(NodeIndex index) {
    const SyntaxNode& node = syntax_.nodes[index];
    const std::string& whole = checked_.expression->source.text;
    const auto children = syntax_.children_of(index);
    std::string text;
    std::uint32_t at = node.begin;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const SyntaxNode& child = syntax_.nodes[children[i].node];
      const auto part = has_unit(index, i) ? write(children[i].node)
                                           : checked_.expression->text_of(children[i].node);
      if (!part || child.begin < at)
        return std::nullopt;
      text += whole.substr(at, child.begin - at) + *part;
      at = child.end;
    }
    return text + whole.substr(at, node.end - at);
  }

  const CheckedExpression& checked_;
  const Syntax& syntax_;
  std::string per_;
  int steps_ = 0;
};

// Whether the draw has a sign, or those of the drivers that it reads.
bool has_sign(const CheckedExpression& draw, const ValidScenario& valid, int depth = 2) {
  if (draw.expression == nullptr || depth == 0)
    return false;
  if (draw.expression->source.text.find('%') != std::string::npos)
    return true;
  return std::ranges::any_of(draw.facts, [&](const NodeFacts& facts) {
    return facts.symbol.kind == Symbol::Kind::driver &&
           has_sign(valid.drivers[facts.symbol.index].draw, valid, depth - 1);
  });
}

} // namespace

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::optional<PercentLiteral> percent_literal(std::string_view text) {
  const std::size_t sign = text.find('%');
  if (sign == std::string_view::npos || sign == 0 || !is_digits(text.substr(0, sign)))
    return std::nullopt;
  return PercentLiteral{std::stod(std::string(text.substr(0, sign))),
                        std::string(text.substr(sign))};
}

Rewrite rewrite_node(const Expression& expression, NodeIndex node, const std::string& text) {
  const SyntaxNode& part = expression.syntax.nodes[node];
  if (part.kind == Kind::schedule)
    return {expression.span_of(node), text};
  if (!expression.is_schedule())
    return rewrite(expression.source, part.begin, part.end, text);
  const auto& entries = expression.schedule;
  const auto after = std::ranges::upper_bound(entries, part.begin, {}, &ScheduleEntry::begin);
  const ScheduleEntry& entry = *std::prev(after);
  return rewrite(entry.source, part.begin - entry.begin, part.end - entry.begin, text);
}

std::string in_percent(const CheckedExpression& checked, NodeIndex node) {
  if (auto text = SignWriter(checked).write(node))
    return *text;
  const SyntaxNode& part = checked.expression->syntax.nodes[node];
  const std::string text = checked.expression->text_of(node);
  const auto children = checked.expression->syntax.children_of(node);
  const bool enclosed = !children.empty() && text.front() == '(' &&
                        checked.expression->syntax.nodes[children[0].node].begin > part.begin;
  const bool loose = !enclosed && (part.kind == Kind::binary || part.kind == Kind::unary);
  return loose ? "(" + text + ") / 100" : text + " / 100";
}

std::optional<std::string> in_percent_per(const CheckedExpression& checked, Period period) {
  std::string per;
  if (period != Period::none)
    per.append("/").append(period_suffix(period));
  return SignWriter(checked, per).write(checked.expression->syntax.root());
}

bool has_percent_sign(const CheckedExpression& checked, const ValueOfMonths& value,
                      const ValidScenario& valid) {
  const Expression& expression = *checked.expression;
  if (SignWriter(checked).write(value.node))
    return false;
  if (expression.text_of(value.node).find('%') != std::string::npos)
    return true;
  for (NodeIndex i = 0; i <= value.node; ++i) {
    const Symbol& symbol = checked.facts[i].symbol;
    const bool within =
        expression.syntax.nodes[i].begin >= expression.syntax.nodes[value.node].begin;
    if (within && symbol.kind == Symbol::Kind::driver &&
        has_sign(valid.drivers[symbol.index].draw, valid))
      return true;
  }
  return false;
}

} // namespace escala
