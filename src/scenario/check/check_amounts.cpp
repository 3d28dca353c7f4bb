// SPDX-License-Identifier: Apache-2.0
// Warnings about amounts of a month: a lag that reaches before the first of them, and amounts that
// are shown as a level.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "escala/core/display_unit.h"
#include "scenario/check/checks.h"
#include "scenario/check/month_truths.h"
#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

// Finds the values that are amounts of a month: what came or went in it.
class Amounts {
 public:
  explicit Amounts(const ValidScenario& valid) : valid_(valid), metrics_(valid.metrics.size()) {
    for (std::size_t i = 0; i < metrics_.size(); ++i)
      metrics_[i] = valid.scenario.metrics[i].flow;
    for (const Definition& definition : valid.step_order)
      if (definition.kind == Definition::Kind::metric && !metrics_[definition.index])
        metrics_[definition.index] = is_amount_by_definition(definition.index);
  }

  // Whether the values of a metric are amounts, written as such or not.
  bool is_amount(std::size_t metric) const { return metrics_[metric]; }

  // The value that makes the metric one; null if none does.
  const CheckedExpression* defining_value(std::size_t metric) const {
    const ModelSpec& model = *valid_.scenario.metrics[metric].model;
    const auto formula = model.find_role(ParameterRole::formula);
    const auto parameter = formula ? formula : model.find_role(ParameterRole::next);
    if (!parameter)
      return nullptr;
    for (const CheckedExpression& value : valid_.metrics[metric].parameters[*parameter].values)
      if (!value.facts.empty() && find(value).back())
        return &value;
    return nullptr;
  }

  // Whether it is a name of amounts that the plan marks as such.
  bool is_written_amount(const NodeFacts& facts) const {
    return facts.symbol.kind == Symbol::Kind::metric
               ? valid_.scenario.metrics[facts.symbol.index].flow
               : is_amount(facts);
  }

  bool is_amount(const NodeFacts& facts) const {
    const Symbol& symbol = facts.symbol;
    if (symbol.kind == Symbol::Kind::metric)
      return !symbol.own && metrics_[symbol.index];
    if (symbol.kind == Symbol::Kind::events)
      return true;
    return symbol.kind == Symbol::Kind::output &&
           valid_.scenario.metrics[symbol.index].model->outputs[symbol.parameter].amount;
  }

 private:
  bool is_amount_by_definition(std::size_t metric) const {
    const DisplayUnit::Style style = valid_.metrics[metric].unit.style;
    return style != DisplayUnit::Style::percent &&
           valid_.metrics[metric].quantity.dimension.time == 0 &&
           !valid_.scenario.metrics[metric].total_of && defining_value(metric) != nullptr;
  }

  // What each node is. A sum of amounts is one, and so is a multiple, the larger of one and a
  // constant, and what a rate gives in a month.
  std::vector<bool> find(const CheckedExpression& checked) const {
    const Syntax& syntax = checked.expression->syntax;
    std::vector<bool> amounts(syntax.nodes.size());
    for (NodeIndex i = 0; i < syntax.nodes.size(); ++i)
      amounts[i] = syntax.nodes[i].child_count == 0 ? is_amount(checked.facts[i])
                                                    : is_made_of_amounts(checked, i, amounts);
    return amounts;
  }

  bool is_made_of_amounts(const CheckedExpression& checked, NodeIndex i,
                          const std::vector<bool>& amounts) const {
    const SyntaxNode& node = checked.expression->syntax.nodes[i];
    const auto children = checked.expression->syntax.children_of(i);
    const auto is = [&](std::size_t child) { return amounts[children[child].node]; };
    if (checked.facts[i].time_function != nullptr)
      return is_amount_of_time(checked, i, is(0));
    if (node.kind == SyntaxNode::Kind::unary)
      return is(0);
    if (node.kind == SyntaxNode::Kind::schedule)
      return any_amount(checked, children, amounts);
    const FunctionSpec* function = checked.facts[i].function;
    if (function == nullptr)
      return false;
    switch (function->rule) {
    case UnitRule::same:
      return node.kind == SyntaxNode::Kind::binary ? is(0) && is(1)
                                                   : any_amount(checked, children, amounts);
    case UnitRule::choice:
    case UnitRule::index:
      return any_amount(checked, children.subspan(1), amounts);
    case UnitRule::multiply:
      return is(0) != is(1) || is_rate_of_month(checked, children);
    case UnitRule::divide:
      return is(0) && !is(1) && is_fixed(checked.facts[children[1].node]);
    default:
      return false;
    }
  }

  // A number, or a driver. An amount over a level is a share.
  static bool is_fixed(const NodeFacts& facts) {
    return facts.constant || facts.symbol.kind == Symbol::Kind::driver;
  }

  // "$100k/mo * 1mo"
  static bool is_rate_of_month(const CheckedExpression& checked, std::span<const Child> children) {
    const NodeFacts& a = checked.facts[children[0].node];
    const NodeFacts& b = checked.facts[children[1].node];
    const auto gives = [](const NodeFacts& rate, const NodeFacts& time) {
      return rate.quantity.dimension.time == -1 && time.quantity.dimension == kTime &&
             time.constant == 1.0;
    };
    return gives(a, b) || gives(b, a);
  }

  // The change of a level is an amount; what an amount was earlier is one too.
  static bool is_amount_of_time(const CheckedExpression& checked, NodeIndex i, bool of_amount) {
    using Kind = TimeFunctionSpec::Kind;
    const Kind kind = checked.facts[i].time_function->kind;
    const Quantity& quantity = checked.facts[i].quantity;
    return kind == Kind::lag ? of_amount
                             : kind == Kind::change && !of_amount && quantity.dimension.time == 0;
  }

  // Whether one is an amount, and the others are too or are constants.
  static bool any_amount(const CheckedExpression& checked, std::span<const Child> children,
                         const std::vector<bool>& amounts) {
    bool any = false;
    for (const Child& child : children) {
      any = any || amounts[child.node];
      if (!amounts[child.node] && !checked.facts[child.node].constant)
        return false;
    }
    return any;
  }

  const ValidScenario& valid_;
  std::vector<bool> metrics_;
};

void warn_shown_as_level(std::size_t index, const ValidScenario& valid, const Amounts& amounts,
                         Diagnostics& diagnostics) {
  const Metric& metric = valid.scenario.metrics[index];
  if (metric.flow || !amounts.is_amount(index))
    return;
  const CheckedExpression& value = *amounts.defining_value(index);
  const auto opening = metric.model->find_role(ParameterRole::opening);
  const bool empty = !opening || valid.metrics[index].parameters[*opening].constant == 0.0;
  diagnostics.warning(
      value.expression->source.span,
      fmt::format("{} shows the amounts of a month as a level", metric.name.text),
      fmt::format("{} is an amount of its month, and periods show only their last month's",
                  value.expression->source.text),
      empty ? "add flow: true" : "add flow: true, with an initial of 0");
}

// Whether a lag is compared with, or divides, the value of today: then it is no amount.
bool is_compared(const CheckedExpression& checked, NodeIndex parent) {
  const FunctionSpec* function = checked.facts[parent].function;
  return function != nullptr &&
         (function->rule == UnitRule::comparison || function->rule == UnitRule::divide);
}

// Whether a lag of a rate counts month 0's rate in months before the plan, or as that of month 1.
bool reaches_before(const CheckedExpression& checked, NodeIndex i, Months reached) {
  const NodeFacts& facts = checked.facts[i];
  const bool lag =
      facts.time_function != nullptr && facts.time_function->kind == TimeFunctionSpec::Kind::lag;
  const int months = std::min(std::max(1, facts.window - 1), kLastKnownMonth);
  return lag && checked.expression->syntax.nodes[i].child_count == 2 && facts.window >= 1 &&
         !facts.ends_last_month && facts.quantity.dimension.time == -1 &&
         (reached & ((Months{2} << months) - 2)) != 0;
}

// "lag(two, 3mo)" of a rate counts month 0's rate in the months before the plan too.
void warn_reaches_before(const CheckedExpression& checked, const ValidScenario& valid,
                         const Amounts& amounts, Diagnostics& diagnostics) {
  if (checked.facts.empty())
    return;
  const Expression& expression = *checked.expression;
  const Syntax& syntax = expression.syntax;
  const std::vector<Months> reached = reached_months(checked, valid.scenario.calendar());
  std::vector<NodeIndex> parents(syntax.nodes.size(), syntax.root());
  for (NodeIndex i = static_cast<NodeIndex>(syntax.nodes.size()); i-- > 0;) {
    const auto children = syntax.children_of(i);
    for (const Child& child : children)
      parents[child.node] = i;
    if (!reaches_before(checked, i, reached[i]) ||
        amounts.is_written_amount(checked.facts[children[0].node]))
      continue;
    const int window = checked.facts[i].window;
    if (window == 1 && is_compared(checked, parents[i]))
      continue;
    const std::string text = expression.text_of(i);
    const bool money = checked.facts[i].quantity.dimension.money == 1;
    const std::string zero = money ? money_symbol(valid.scenario.currency) + "0/mo" : "0/mo";
    const Rewrite change =
        rewrite_node(expression, i, fmt::format("{}, {})", text.substr(0, text.rfind(')')), zero));
    diagnostics.warning(
        change.span, fmt::format("{} reaches before the plan", text),
        fmt::format("{} month {} it is the rate of month 0, as if that had been paid before",
                    window == 1 ? "in" : "until", window),
        change.suggestion() + " if there was none");
  }
}

// A share is no amount that adds up.
void warn_share_as_flow(const Metric& metric, const ValidMetric& checked,
                        Diagnostics& diagnostics) {
  if (!metric.flow || metric.total_of || checked.unit.style != DisplayUnit::Style::percent)
    return;
  diagnostics.warning(
      metric.unit ? metric.unit->span : metric.model_span,
      fmt::format("{} is a share, and flow: true sums it over periods", metric.name.text),
      "twelve months of 99% would be 1,188%", "leave flow out");
}

// What a model with a state adds up is a level.
void warn_level_as_flow(const Metric& metric, Diagnostics& diagnostics) {
  const bool keeps = metric.model->uses_previous || metric.model->adds_increments;
  if (!metric.flow || !keeps || metric.model->find_role(ParameterRole::next) || metric.total_of)
    return;
  diagnostics.warning(
      metric.model_span,
      fmt::format("{} is a level, and flow: true sums it over periods", metric.name.text),
      fmt::format("{} adds up what comes and goes", metric.model->name), "leave flow out");
}

} // namespace

void warn_amounts(const ValidScenario& valid, Diagnostics& diagnostics) {
  const Amounts amounts(valid);
  for (std::size_t i = 0; i < valid.scenario.metrics.size(); ++i) {
    warn_shown_as_level(i, valid, amounts, diagnostics);
    warn_level_as_flow(valid.scenario.metrics[i], diagnostics);
    warn_share_as_flow(valid.scenario.metrics[i], valid.metrics[i], diagnostics);
    for (const ValidParameter& parameter : valid.metrics[i].parameters)
      for (const CheckedExpression& value : parameter.values)
        warn_reaches_before(value, valid, amounts, diagnostics);
  }
  for (const ValidTarget& target : valid.targets)
    warn_reaches_before(target.when, valid, amounts, diagnostics);
}

} // namespace escala
