// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/value_remedy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "escala/core/characters.h"
#include "escala/core/currencies.h"
#include "escala/core/rewrite.h"
#include "scenario/check/known_values.h"
#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

bool binds_loosely(const SyntaxNode& node) {
  return node.kind == SyntaxNode::Kind::binary && node.op != Operator::multiply &&
         node.op != Operator::divide && node.op != Operator::power;
}

// Rewrites an expression so that its values have another dimension. Works on the tree from the
// root down to the values that make it up.
class Refitter {
 public:
  Refitter(const CheckedExpression& value, const Dimension& wanted, Period period,
           std::string_view currency)
      : value_(value), syntax_(value.expression->syntax), wanted_(wanted), currency_(currency),
        suffix_(period_suffix(period)) {}

  std::optional<std::string> run() { return fit(syntax_.root()); }

 private:
  using Kind = SyntaxNode::Kind;

  const SyntaxNode& node_of(NodeIndex index) const { return syntax_.nodes[index]; }
  const Quantity& quantity_of(NodeIndex index) const { return value_.facts[index].quantity; }
  std::string text_of(NodeIndex index) const { return value_.expression->text_of(index); }

  std::optional<std::string> fit(NodeIndex index) {
    const SyntaxNode& node = node_of(index);
    const Quantity& found = quantity_of(index);
    if (++steps_ > kMostSteps || found.calendar || found.condition)
      return std::nullopt;
    if (node.kind == Kind::number)
      return fit_literal(node, text_of(index));
    if (node.kind == Kind::unary && node.op == Operator::negate)
      return fit_parts(index, [](std::size_t) { return true; });
    const bool sum =
        node.kind == Kind::binary &&
        (node.op == Operator::to || node.op == Operator::add || node.op == Operator::subtract);
    if (sum || node.kind == Kind::schedule)
      return fit_parts(index, [](std::size_t) { return true; });
    if (const DistributionSpec* spec = value_.facts[index].distribution)
      return spec->result == DrawResult::value ? fit_distribution(index, *spec) : fit_whole(index);
    if (const FunctionSpec* function = value_.facts[index].function;
        function != nullptr && node.kind == Kind::call) {
      if (function->rule == UnitRule::same)
        return fit_parts(index, [](std::size_t) { return true; });
      if (function->rule == UnitRule::choice)
        return fit_parts(index, [](std::size_t i) { return i > 0; });
    }
    return found.unknown ? std::nullopt : fit_whole(index);
  }

  std::optional<std::string> fit_distribution(NodeIndex index, const DistributionSpec& spec) {
    const auto children = syntax_.children_of(index);
    return fit_parts(index, [&](std::size_t i) {
      if (spec.form != DistributionForm::single)
        return i % 2 == 0;
      return !children[i].argument.empty() || i >= spec.parameters.size() ||
             spec.parameters[i].role == DistributionRole::value;
    });
  }

  // The node's text with the chosen children rewritten.
  template <typename Chosen>
  std::optional<std::string> fit_parts(NodeIndex index, Chosen chosen) {
    const SyntaxNode& node = node_of(index);
    const std::string& whole = value_.expression->source.text;
    std::string text;
    std::uint32_t at = node.begin;
    const auto children = syntax_.children_of(index);
    for (std::size_t i = 0; i < children.size(); ++i) {
      const SyntaxNode& child = node_of(children[i].node);
      const auto part = chosen(i) ? fit(children[i].node) : text_of(children[i].node);
      if (!part || child.begin < at)
        return std::nullopt;
      text += whole.substr(at, child.begin - at) + *part;
      at = child.end;
    }
    return text + whole.substr(at, node.end - at);
  }

  // A name, product or call: multiplied or divided by a unit.
  std::optional<std::string> fit_whole(NodeIndex index) {
    const Quantity& found = quantity_of(index);
    const int money = wanted_.money - found.dimension.money;
    const int time = wanted_.time - found.dimension.time;
    if (std::abs(money) > 1 || std::abs(time) > 1 || (found.percent && money != 0))
      return std::nullopt;
    std::string text = text_of(index);
    if (binds_loosely(node_of(index)) && !text.starts_with('('))
      text = "(" + text + ")";
    if (money != 0)
      text += fmt::format(" {} {}", money > 0 ? '*' : '/', money_text("1", currency_));
    if (time != 0)
      text += fmt::format(" {} 1{}", time > 0 ? '*' : '/', suffix_);
    return text;
  }

  std::optional<std::string> fit_literal(const SyntaxNode& node, std::string text) const {
    const Quantity& found = node.quantity;
    const int money = wanted_.money - found.dimension.money;
    if (std::abs(money) > 1 || (found.percent && (money != 0 || wanted_.time > 0)))
      return std::nullopt;
    if (money > 0)
      text = money_text(text, currency_);
    else if (money < 0)
      text = text.substr(std::min(text.find_first_of("0123456789."), text.size()));
    return with_time(found.dimension.time, std::move(text));
  }

  // `time` is the exponent that the literal has.
  std::optional<std::string> with_time(int time, std::string text) const {
    const std::size_t unit = text.find_last_of("0123456789") + 1;
    const std::size_t slash = text.find('/');
    if (time == wanted_.time)
      return text;
    if (time == 0 && wanted_.time == -1)
      return text + "/" + suffix_;
    if (time == 0 && wanted_.time == -2)
      return fmt::format("{}/{} / 1{}", text, suffix_, suffix_);
    if (time == -1 && wanted_.time == -2)
      return fmt::format("{} / 1{}", text, suffix_);
    const bool months = text.ends_with('M') && suffix_ == "mo" && is_digit(text.front());
    if (time == 0 && wanted_.time == 1 && months) // 24M
      return text.substr(0, text.size() - 1) + suffix_;
    if (time == 0 && wanted_.time == 1)
      return is_digit(text.back()) ? text + suffix_ : fmt::format("{} * 1{}", text, suffix_);
    if (time == -1 && wanted_.time == 0 && slash != std::string::npos)
      return text.substr(0, slash);
    if (time == 1 && wanted_.time == 0)
      return text.substr(0, unit);
    if (time == 1 && wanted_.time == -1 && wanted_.money == 0)
      return "1 / " + text;
    if (time == -1 && wanted_.time == 1)
      return fmt::format("1 / ({})", text);
    return std::nullopt;
  }

  static constexpr int kMostSteps = 200;

  const CheckedExpression& value_;
  const Syntax& syntax_;
  Dimension wanted_;
  std::string_view currency_;
  std::string suffix_;
  int steps_ = 0;
};

} // namespace

Period Wanted::period() const {
  if (dimension == kTime) { // "4h": what is shorter than a month is counted in its unit
    const auto unit = find_period(example.substr(example.find_last_of("0123456789") + 1));
    return unit && months_in(*unit) < 1 ? *unit : Period::mo;
  }
  const std::size_t slash = example.find('/');
  if (slash == std::string_view::npos)
    return Period::mo;
  std::string_view unit = example.substr(slash + 1);
  unit = unit.substr(0, unit.find_first_of(" ,)}"));
  return find_period(unit).value_or(Period::mo);
}

std::optional<std::string> with_plain_months(const Expression& expression,
                                             const std::vector<NodeFacts>& facts, NodeIndex of) {
  const Syntax& syntax = expression.syntax;
  const SyntaxNode& whole = syntax.nodes[of];
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
    const SyntaxNode& node = syntax.nodes[i];
    if (node.kind != SyntaxNode::Kind::binary || node.op != Operator::divide ||
        node.begin < whole.begin || node.end > whole.end)
      continue;
    const auto children = syntax.children_of(i);
    const NodeFacts& months = facts[children[1].node];
    if (!facts[children[0].node].quantity.month_number || months.quantity.dimension != kTime ||
        !months.constant || !(*months.constant > 0))
      continue;
    const std::string t = expression.text_of(children[0].node);
    const bool enclosed = expression.source.text[node.begin] == '(';
    const std::string meant = *months.constant == 1
                                  ? t
                                  : fmt::format("{}{} / {:.10g}{}", enclosed ? "(" : "", t,
                                                *months.constant, enclosed ? ")" : "");
    return expression.text_of(of).replace(node.begin - whole.begin, node.end - node.begin, meant);
  }
  return std::nullopt;
}

std::optional<std::string> refitted(const CheckedExpression& value, const Dimension& wanted,
                                    Period period, std::string_view currency) {
  if (value.expression == nullptr || value.facts.empty())
    return std::nullopt;
  const Dimension& found = value.root().quantity.dimension;
  const int time = wanted.time - found.time;
  const bool counts = found.money == wanted.money && !value.expression->is_schedule();
  if (counts && (time == 1 || time == 2))
    if (const auto text =
            with_plain_months(*value.expression, value.facts, value.expression->syntax.root()))
      return *text + (time == 2 ? fmt::format(" * 1{}", period_suffix(period)) : "");
  return Refitter(value, wanted, period, currency).run();
}

// "churn: 3" and "churn: 2 to 4" are percentages without their signs.
static bool lacks_signs(const CheckedExpression& value, const Wanted& wanted) {
  const NodeFacts& root = value.root();
  const bool draws = root.distribution != nullptr && root.distribution->result == DrawResult::value;
  if (!wanted.percent || root.quantity.dimension != kPlain || root.quantity.percent ||
      value.expression->is_schedule() || (!draws && !(root.quantity.literal && root.constant)))
    return false;
  const NodeIndex last = value.expression->syntax.root();
  const auto middle = median_of(value, {.node = last, .constant = root.constant});
  return middle && std::abs(*middle) >= 1;
}

std::string unit_remedy(const CheckedExpression& value, const Wanted& wanted,
                        std::string_view currency) {
  const Expression& written = *value.expression;
  std::optional<std::string> text;
  if (lacks_signs(value, wanted))
    text = in_percent_per(value, wanted.dimension.time < 0 ? wanted.period() : Period::none);
  if (!text)
    text = refitted(value, wanted.dimension, wanted.period(), currency);
  const bool nothing = wanted.dimension == kTime && value.constant() && !(*value.constant() > 0);
  if (nothing)
    text.reset(); // no plan is of that length
  if (!text)
    return wanted.example.empty() ? "" : fmt::format("as in {}", wanted.example);
  return "write " + (written.is_schedule() ? *text : in_place_of(written.source, *text));
}

std::string whole_months_remedy(double months, int least) {
  if (!std::isfinite(months) || std::abs(months) > 1e6)
    return {};
  constexpr double kNear = 0.1;
  const double size = std::abs(months);
  const double low = std::max<double>(least, std::floor(size));
  const double high = std::max<double>(least, std::ceil(size));
  if (low == high)
    return fmt::format("write {:.0f}mo", low);
  if (size - low < kNear || high - size < kNear)
    return fmt::format("write {:.0f}mo", std::round(size));
  return fmt::format("write {:.0f}mo or {:.0f}mo", low, high);
}

} // namespace escala
