// SPDX-License-Identifier: Apache-2.0
// Warnings about amounts of a month: a lag that reaches before the first of them, and amounts that
// are shown as a level.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "escala/core/display_unit.h"
#include "scenario/check/checks.h"

namespace escala {
namespace {

bool is_amount(const NodeFacts& facts, const ValidScenario& valid) {
  if (facts.symbol.kind == Symbol::Kind::metric)
    return valid.scenario.metrics[facts.symbol.index].flow;
  return facts.symbol.kind == Symbol::Kind::output &&
         valid.scenario.metrics[facts.symbol.index].model->outputs[facts.symbol.parameter].amount;
}

// Whether a value is an amount of a month: such a name, a sum of such values, or a multiple of one.
std::vector<bool> find_amounts(const CheckedExpression& checked, const ValidScenario& valid) {
  const Syntax& syntax = checked.expression->syntax;
  std::vector<bool> amounts(syntax.nodes.size());
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
    const SyntaxNode& node = syntax.nodes[i];
    const auto children = syntax.children_of(i);
    const auto is = [&](std::size_t child) { return amounts[children[child].node]; };
    const bool binary = node.kind == SyntaxNode::Kind::binary;
    if (children.empty())
      amounts[i] = is_amount(checked.facts[i], valid);
    else if (node.kind == SyntaxNode::Kind::unary)
      amounts[i] = is(0);
    else if (binary && (node.op == Operator::add || node.op == Operator::subtract))
      amounts[i] = is(0) && is(1);
    else if (binary && node.op == Operator::multiply)
      amounts[i] = is(0) != is(1);
    else if (binary && node.op == Operator::divide)
      amounts[i] = is(0) && !is(1);
  }
  return amounts;
}

void warn_shown_as_level(const Metric& metric, const ValidMetric& checked,
                         const ValidScenario& valid, Diagnostics& diagnostics) {
  const auto formula = metric.model->find_role(ParameterRole::formula);
  if (!formula || metric.flow || metric.total_of || checked.quantity.dimension.time != 0)
    return;
  for (const CheckedExpression& value : checked.parameters[*formula].values)
    if (!value.facts.empty() && find_amounts(value, valid).back())
      diagnostics.warning(
          value.expression->source.span,
          fmt::format("{} shows the amounts of a month as a level", metric.name.text),
          fmt::format("{} is an amount of its month, and periods show only their last month's",
                      value.expression->source.text),
          "add flow: true");
}

// "lag(two, 3mo)" of a rate counts month 0's rate in the months before the plan too.
void warn_reaches_before(const CheckedExpression& checked, const ValidScenario& valid,
                         Diagnostics& diagnostics) {
  if (checked.facts.empty())
    return;
  const Expression& expression = *checked.expression;
  for (NodeIndex i = 0; i < expression.syntax.nodes.size(); ++i) {
    const NodeFacts& facts = checked.facts[i];
    const auto children = expression.syntax.children_of(i);
    const bool lag =
        facts.time_function != nullptr && facts.time_function->kind == TimeFunctionSpec::Kind::lag;
    if (!lag || children.size() != 2 || facts.window < 2 || facts.quantity.dimension.time != -1 ||
        is_amount(checked.facts[children[0].node], valid))
      continue;
    const std::string text = expression.text_of(i);
    const bool money = facts.quantity.dimension.money == 1;
    const std::string zero = money ? money_symbol(valid.scenario.currency) + "0/mo" : "0/mo";
    diagnostics.warning(
        expression.span_of(i), fmt::format("{} reaches before the plan", text),
        fmt::format("until month {} it is the rate of month 0, as if that had been paid before",
                    facts.window),
        fmt::format("write {}, {}) if there was none", text.substr(0, text.rfind(')')), zero));
  }
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
  for (std::size_t i = 0; i < valid.scenario.metrics.size(); ++i) {
    warn_shown_as_level(valid.scenario.metrics[i], valid.metrics[i], valid, diagnostics);
    warn_level_as_flow(valid.scenario.metrics[i], diagnostics);
    for (const ValidParameter& parameter : valid.metrics[i].parameters)
      for (const CheckedExpression& value : parameter.values)
        warn_reaches_before(value, valid, diagnostics);
  }
  for (const ValidTarget& target : valid.targets)
    warn_reaches_before(target.when, valid, diagnostics);
}

} // namespace escala
