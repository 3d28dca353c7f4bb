// SPDX-License-Identifier: Apache-2.0
// The rules by which units combine.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/expression/number_words.h"
#include "scenario/check/expression_checker.h"
#include "scenario/check/value_remedy.h"

namespace escala {

Quantity ExpressionChecker::common_unit(NodeIndex index, std::span<const Child> children) {
  const Child* reference = nullptr;
  for (const Child& child : children)
    if (reference == nullptr && !facts_[child.node].quantity.literal)
      reference = &child;
  if (reference == nullptr)
    return {.literal = true};
  Quantity unit = facts_[reference->node].quantity;
  if (unit.calendar)
    return fail_calendar(index, reference->node);
  bool all_percent = true;
  bool all_conditions = true;
  for (const Child& child : children) {
    NodeFacts& facts = facts_[child.node];
    all_percent = all_percent && facts.quantity.percent;
    all_conditions = all_conditions && facts.quantity.condition;
    if (facts.quantity.literal) {
      if (!literal_takes(index, child.node, unit))
        return {.unknown = true};
      continue;
    }
    if (facts.quantity.calendar)
      return fail_calendar(index, child.node);
    if (facts.quantity.dimension != unit.dimension)
      return fail_mixed(index, reference->node, child.node);
    if (facts.quantity.period != unit.period)
      unit.period = Period::none;
  }
  unit.percent = all_percent;
  unit.condition = all_conditions;
  return unit;
}

bool ExpressionChecker::literal_takes(NodeIndex index, NodeIndex literal, const Quantity& unit) {
  NodeFacts& facts = facts_[literal];
  if (facts.constant == 0.0)
    return true;
  if (unit.dimension.time > 0) {
    fail(index, literal, fmt::format("{} has no unit", excerpt(literal)),
         "the other value is a duration",
         fmt::format("write {}mo, or another unit of time", excerpt(literal)));
    return false;
  }
  scale_by(facts, unit);
  return true;
}

void ExpressionChecker::scale_by(NodeFacts& facts, const Quantity& unit) {
  if (!unit.has_period())
    return;
  facts.scale = 1 / months_in(unit.period);
  if (facts.constant)
    facts.constant = *facts.constant * facts.scale;
}

Quantity ExpressionChecker::fail_calendar(NodeIndex index, NodeIndex at) {
  const SyntaxNode& node = syntax_.nodes[index];
  const bool comparison = node.kind == Kind::binary && is_comparison(node.op);
  fail(index, at, fmt::format("{} is a month", excerpt(at)), "a month can be compared only with t",
       comparison ? fmt::format("write t {} {}", operator_text(node.op), excerpt(at))
                  : "put spaces around the minus to subtract");
  return {.unknown = true};
}

Quantity ExpressionChecker::fail_mixed(NodeIndex index, NodeIndex left, NodeIndex right) {
  const bool schedule = syntax_.nodes[index].kind == Kind::schedule;
  const std::string problem = fmt::format("{}, but {}", says(left), says(right));
  const std::string reason = "money, time and plain numbers cannot be mixed";
  if (const auto change = rate_remedy(index, left, right); change && !is_share(index, left, right))
    fail_rewritten_at(index, change->node, problem, reason, change->meant);
  else
    fail(index, schedule ? right : index, problem, reason, mixed_remedy(index, left, right));
  return {.unknown = true};
}

// Whether a percentage is added or subtracted.
bool ExpressionChecker::is_share(NodeIndex index, NodeIndex left, NodeIndex right) const {
  const SyntaxNode& node = syntax_.nodes[index];
  const bool sum =
      node.kind == Kind::binary && (node.op == Operator::add || node.op == Operator::subtract);
  const NodeIndex percent = facts_[right].quantity.percent ? right : left;
  return sum && facts_[percent].quantity.percent && facts_[percent].constant &&
         (percent == right || node.op == Operator::add);
}

std::string ExpressionChecker::mixed_remedy(NodeIndex index, NodeIndex left,
                                            NodeIndex right) const {
  const SyntaxNode& node = syntax_.nodes[index];
  if (is_share(index, left, right)) {
    const NodeIndex percent = facts_[right].quantity.percent ? right : left;
    const double share = *facts_[percent].constant;
    const double factor = node.op == Operator::add ? 1 + share : 1 - share;
    return fmt::format("write {} * {:.10g}%", excerpt(percent == right ? left : right),
                       factor * 100);
  }
  if (const auto bare = without_unit(index, left, right))
    return *bare;
  return "add and compare only values of the same kind";
}

// "write X", where X is a node with another text of one of its literals.
std::string ExpressionChecker::with_literal(NodeIndex index, const SyntaxNode& literal,
                                            const std::string& text) const {
  if (syntax_.nodes[index].kind == Kind::schedule)
    return fmt::format("leave the unit out: {}", text);
  std::string whole = expression_.text_of(index);
  const std::uint32_t begin = syntax_.nodes[index].begin;
  return "write " + whole.replace(literal.begin - begin, literal.end - literal.begin, text);
}

// "runway >= 1y" of a metric with the unit mo means "runway >= 12".
std::optional<std::string> ExpressionChecker::counted_in_unit(NodeIndex name,
                                                              const SyntaxNode& duration) const {
  const Symbol& symbol = facts_[name].symbol;
  if (symbol.kind != Symbol::Kind::metric)
    return std::nullopt;
  const auto& unit = symbols_.scenario->metrics[symbol.index].unit;
  const std::string_view suffix = unit ? period_meant(unit->text) : std::string_view();
  if (suffix.empty())
    return std::nullopt;
  return fmt::format("{:.10g}", duration.value / months_in(*find_period(suffix)));
}

// "users >= $1B" probably means "users >= 1B", and "t + 1mo" means "t + 1".
std::optional<std::string> ExpressionChecker::without_unit(NodeIndex index, NodeIndex left,
                                                           NodeIndex right) const {
  const bool plain_left = facts_[left].quantity.is_plain();
  const NodeIndex plain = plain_left ? left : right;
  const NodeIndex other = plain_left ? right : left;
  const SyntaxNode& literal = syntax_.nodes[other];
  if (!facts_[plain].quantity.is_plain() || facts_[plain].quantity.percent ||
      literal.kind != Kind::number)
    return std::nullopt;
  if (facts_[other].quantity.dimension == kTime && facts_[plain].quantity.month_number)
    return with_literal(index, literal, fmt::format("{:.10g}", literal.value));
  if (facts_[other].quantity.dimension == kTime)
    if (const auto number = counted_in_unit(plain, literal))
      return with_literal(index, literal, *number);
  if (facts_[other].quantity.dimension != kMoney)
    return std::nullopt;
  const std::string text = expression_.text_of(other);
  return with_literal(index, literal, text.substr(text.find_first_of("0123456789.")));
}

// "cash - burn" with burn per month means "cash - burn * 1mo", "burn > $5k" means "burn > $5k/mo",
// and "cash > $5k/mo" means "cash > $5k". nullopt where neither is a rate of the other.
std::optional<ExpressionChecker::Change>
ExpressionChecker::rate_remedy(NodeIndex index, NodeIndex left, NodeIndex right) const {
  const Dimension& a = facts_[left].quantity.dimension;
  const Dimension& b = facts_[right].quantity.dimension;
  const bool left_is_rate = a.time == -1 && b.time == 0;
  const bool right_is_rate = b.time == -1 && a.time == 0;
  if (a.money != b.money || left_is_rate == right_is_rate)
    return std::nullopt;
  const NodeIndex rate = left_is_rate ? left : right;
  const NodeIndex other = left_is_rate ? right : left;
  const SyntaxNode& of = syntax_.nodes[rate];
  const bool amount = syntax_.nodes[other].kind == Kind::number && of.kind != Kind::number;
  const Period period = facts_[rate].quantity.period;
  if (amount)
    return Change{other, fmt::format("{}/{}", expression_.text_of(other),
                                     period_suffix(period == Period::none ? Period::mo : period))};
  const SyntaxNode& whole = syntax_.nodes[index];
  const bool compared = whole.kind == Kind::binary && is_comparison(whole.op);
  if (of.kind == Kind::number && compared) { // arr > $5M/y
    const std::string text = expression_.text_of(rate);
    return Change{rate, text.substr(0, text.find('/'))};
  }
  const bool loose = of.kind == Kind::binary && of.op != Operator::multiply &&
                     of.op != Operator::divide && of.op != Operator::power;
  const std::string text = expression_.text_of(rate);
  return Change{rate, loose && !text.starts_with('(') ? fmt::format("({}) * 1mo", text)
                                                      : fmt::format("{} * 1mo", text)};
}

void ExpressionChecker::set_common(NodeIndex index, std::span<const Child> children) {
  Quantity unit = common_unit(index, children);
  unit.condition = false;
  unit.month_number = unit.month_number && children.size() > 1;
  facts_[index].quantity = unit;
}

void ExpressionChecker::apply_choice(NodeIndex index, std::span<const Child> children) {
  if (!require_condition(index, children[0].node))
    return;
  facts_[index].quantity = common_unit(index, children.subspan(1));
}

void ExpressionChecker::apply_index(NodeIndex index, std::span<const Child> children) {
  const NodeFacts& first = facts_[children[0].node];
  if (!require_plain(index, children[0].node))
    return;
  if (first.constant && !std::isfinite(*first.constant))
    return fail_no_number(index, children[0].node);
  if (first.constant && (*first.constant < 1 || !(*first.constant < double(children.size()))))
    diagnostics_.warning(
        expression_.span_of(children[0].node),
        fmt::format("there is no value {}, which gives n/a", excerpt(children[0].node)),
        fmt::format("{} has the values 1 to {}", name_of(index), children.size() - 1));
  facts_[index].quantity = common_unit(index, children.subspan(1));
}

// The places of the points have the unit of x, or are times where x is t.
void ExpressionChecker::apply_points(NodeIndex index, std::span<const Child> children) {
  if (children.size() % 2 == 0)
    return fail(index, index, fmt::format("{} lacks a value", name_of(index)),
                "after x it takes pairs of a place and a value", "add the value of the last place");
  std::vector<Child> places{children[0]};
  std::vector<Child> values;
  for (std::size_t i = 1; i < children.size(); ++i)
    (i % 2 == 1 ? places : values).push_back(children[i]);
  if (!check_places(index, places))
    return;
  facts_[index].quantity = common_unit(index, values);
}

bool ExpressionChecker::check_places(NodeIndex index, std::span<const Child> places) {
  const NodeIndex x = places[0].node;
  std::vector<Child> plain{places[0]};
  for (const Child& place : places.subspan(1)) {
    const bool time =
        facts_[x].quantity.month_number && compares_with_month_number(index, x, place.node);
    if (facts_[index].quantity.unknown)
      return false;
    if (!time)
      plain.push_back(place);
  }
  if (plain.size() > 1 && common_unit(index, plain).unknown)
    return false;
  for (const Child& place : places)
    if (facts_[place.node].constant && !std::isfinite(*facts_[place.node].constant))
      return fail_no_number(index, place.node), false;
  for (std::size_t i = 2; i < places.size(); ++i) {
    const auto before = facts_[places[i - 1].node].constant;
    const auto here = facts_[places[i].node].constant;
    if (!before || !here || *before < *here)
      continue;
    fail(index, places[i].node,
         fmt::format("{} is not after {}", excerpt(places[i].node), excerpt(places[i - 1].node)),
         "the places of the points must ascend", "put the points in ascending order");
    return false;
  }
  return true;
}

bool ExpressionChecker::require_condition(NodeIndex index, NodeIndex child) {
  if (facts_[child].quantity.condition)
    return true;
  fail(index, child, fmt::format("{} is not a condition", excerpt(child)),
       fmt::format("it is {}", described(facts_[child].quantity)),
       fmt::format("compare it with a value, as in {} > 0",
                   facts_[child].constant ? "x" : excerpt(child)));
  return false;
}

void ExpressionChecker::apply_logic(NodeIndex index, std::span<const Child> children) {
  for (const Child& child : children)
    if (!require_condition(index, child.node))
      return;
  facts_[index].quantity = {.condition = true};
}

void ExpressionChecker::apply_comparison(NodeIndex index, std::span<const Child> children) {
  const NodeIndex left = children[0].node;
  const NodeIndex right = children[1].node;
  const bool time = facts_[left].quantity.month_number || facts_[right].quantity.month_number;
  if (!time || !compares_with_month_number(index, left, right)) {
    if (facts_[index].quantity.unknown)
      return;
    if (common_unit(index, children).unknown)
      return;
  }
  facts_[index].quantity = {.condition = true};
}

// Whether `t` is compared with a month or with a duration of whole months.
bool ExpressionChecker::compares_with_month_number(NodeIndex index, NodeIndex left,
                                                   NodeIndex right) {
  const NodeIndex other = facts_[left].quantity.month_number ? right : left;
  const NodeFacts& facts = facts_[other];
  if (facts.quantity.calendar)
    return true;
  if (facts.quantity.dimension != kTime)
    return false;
  if (facts.constant && std::abs(*facts.constant - std::round(*facts.constant)) < 1e-9)
    return true;
  if (facts.constant && !std::isfinite(*facts.constant))
    return fail_no_number(index, other), false;
  fail(index, other, fmt::format("{} is not a whole number of months", excerpt(other)),
       "t counts whole months");
  return false;
}

bool ExpressionChecker::require_plain(NodeIndex index, NodeIndex child) {
  if (facts_[child].quantity.is_plain())
    return true;
  const std::string reason = fmt::format("{} takes a plain number", name_of(index));
  const auto meant = with_plain_months(expression_, facts_, child);
  if (meant && facts_[child].quantity.dimension == kRate)
    fail_rewritten(child, says(child), reason, *meant);
  else
    fail(index, child, says(child), reason, "divide by a value in the same unit");
  facts_[index].quantity = {.unknown = true};
  return false;
}

std::string ExpressionChecker::name_of(NodeIndex index) const {
  const SyntaxNode& node = syntax_.nodes[index];
  if (node.kind == Kind::call)
    return node.text;
  return fmt::format("'{}'", operator_text(node.op));
}

void ExpressionChecker::apply_plain(NodeIndex index, std::span<const Child> children) {
  for (const Child& child : children)
    if (!require_plain(index, child.node))
      return;
  facts_[index].quantity = {};
}

void ExpressionChecker::apply_root(NodeIndex index, NodeIndex child) {
  const Quantity& of = facts_[child].quantity;
  if (of.calendar)
    return void(require_plain(index, child));
  if (of.dimension.money % 2 != 0 || of.dimension.time % 2 != 0)
    return fail(index, child, says(child), "its square root would have no valid unit");
  facts_[index].quantity = {.dimension = {of.dimension.money / 2, of.dimension.time / 2}};
}

void ExpressionChecker::apply_power(NodeIndex index, NodeIndex base, NodeIndex exponent) {
  if (!require_plain(index, exponent))
    return;
  const Quantity& of = facts_[base].quantity;
  if (of.is_plain()) {
    facts_[index].quantity = {.literal = of.literal && facts_[exponent].quantity.literal};
    return;
  }
  const auto power = facts_[exponent].constant;
  if (of.calendar || !power || *power != std::round(*power) || std::abs(*power) > 8)
    return fail(index, base, says(base), "only a plain number can have any power",
                "divide it by a value in the same unit");
  const int n = static_cast<int>(*power);
  facts_[index].quantity = {.dimension = {of.dimension.money * n, of.dimension.time * n}};
}

void ExpressionChecker::apply_product(NodeIndex index, std::span<const Child> children, int sign) {
  const Quantity& a = facts_[children[0].node].quantity;
  const Quantity& b = facts_[children[1].node].quantity;
  for (const Child& child : children)
    if (facts_[child.node].quantity.calendar)
      return void(fail_calendar(index, child.node));
  Quantity unit;
  unit.dimension = {a.dimension.money + sign * b.dimension.money,
                    a.dimension.time + sign * b.dimension.time};
  unit.literal = a.literal && b.literal;
  if (unit.dimension.time == -1) {
    const bool left = a.has_period() && b.dimension.time == 0;
    const bool right = sign > 0 && b.has_period() && a.dimension.time == 0;
    unit.period = left ? a.period : right ? b.period : Period::none;
  }
  facts_[index].quantity = unit;
}

} // namespace escala
