// SPDX-License-Identifier: Apache-2.0
// Warnings about what is valid but probably not meant.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "escala/core/numbers.h"
#include "scenario/check/checks.h"
#include "scenario/check/known_values.h"

namespace escala {
namespace {

constexpr double kFastGrowth = 0.5;
constexpr int kLongMonths = 24;

void warn_flat_growth(const Metric& metric, const ValidMetric& checked, const ValidScenario& valid,
                      Diagnostics& diagnostics) {
  const auto specs = metric.model->parameters;
  const auto growth = std::ranges::find_if(
      specs, [](const ParameterSpec& spec) { return !spec.decays_by.empty(); });
  if (growth == specs.end())
    return;
  const std::size_t decay = *metric.model->find_parameter(growth->decays_by);
  const auto& values = checked.parameters[static_cast<std::size_t>(growth - specs.begin())].values;
  if (values.empty() || metric.argument(decay) != nullptr)
    return;
  const int listed = kMonthsInYear * static_cast<int>(values.size() - 1); // before the last one
  const CheckedExpression& last = resolve_driver(values.back(), valid);
  for (const ValueOfMonths& value : values_of(last, valid)) {
    const int held = value.to - std::max(value.from, listed + 1) + 1;
    const auto rate = median_of(last, value);
    if (held <= kLongMonths || !rate || !(*rate > kFastGrowth))
      continue;
    const bool named = &last != &values.back();
    diagnostics.warning(
        named ? values.back().expression->source.span : last.expression->span_of(value.node),
        fmt::format("{} grows by {}% a year for more than two years, and constant growth flatters",
                    metric.name.text, number_in_words(*rate * 100)),
        "",
        fmt::format("write `{}: 100%` if you mean it, or {} for growth that decays",
                    growth->decays_by, specs[decay].example));
  }
}

bool is_year_of_our_time(const NodeFacts& facts) {
  return facts.quantity.literal && facts.constant && *facts.constant >= 1900 &&
         *facts.constant <= 2200;
}

// "t < 2028" and "year == 2026": t and year count from the start.
void warn_calendar_years(const CheckedExpression& checked, Diagnostics& diagnostics) {
  if (checked.expression == nullptr)
    return;
  const Syntax& syntax = checked.expression->syntax;
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
    if (syntax.nodes[i].kind != SyntaxNode::Kind::binary || !is_comparison(syntax.nodes[i].op))
      continue;
    const auto children = syntax.children_of(i);
    for (std::size_t side : {0U, 1U}) {
      const NodeFacts& name = checked.facts[children[side].node];
      const bool time = name.symbol.kind == Symbol::Kind::month_number ||
                        name.symbol.kind == Symbol::Kind::fiscal_year;
      if (!time || !is_year_of_our_time(checked.facts[children[1 - side].node]))
        continue;
      const double year = *checked.facts[children[1 - side].node].constant;
      diagnostics.warning(
          checked.expression->span_of(i),
          fmt::format("{} counts from the start of the plan",
                      checked.expression->text_of(children[side].node)),
          fmt::format("{:.0f} is not a number of months or years from the start", year),
          fmt::format("compare t with a month: t < {:.0f}-01", year));
    }
  }
}

// "50% - 120%" is probably meant as a range.
void warn_difference(const Driver& driver, Diagnostics& diagnostics) {
  const Syntax& syntax = driver.draw.syntax;
  if (syntax.nodes.empty())
    return;
  const SyntaxNode& root = syntax.nodes[syntax.root()];
  if (root.kind != SyntaxNode::Kind::binary || root.op != Operator::subtract)
    return;
  const auto sides = syntax.children_of(syntax.root());
  const auto is_number = [&](const Child& side) {
    return syntax.nodes[side.node].kind == SyntaxNode::Kind::number;
  };
  if (!is_number(sides[0]) || !is_number(sides[1]))
    return;
  diagnostics.warning(
      driver.draw.source.span, fmt::format("{} is a difference, not a range", driver.name.text), "",
      fmt::format("write {} to {} for the middle 90%", driver.draw.text_of(sides[0].node),
                  driver.draw.text_of(sides[1].node)));
}

} // namespace

void check_warnings(const ValidScenario& valid, Diagnostics& diagnostics) {
  const Scenario& scenario = valid.scenario;
  warn_unread_drivers(valid, diagnostics);
  warn_missing_signs(valid, diagnostics);
  for (std::size_t i = 0; i < scenario.metrics.size(); ++i)
    warn_flat_growth(scenario.metrics[i], valid.metrics[i], valid, diagnostics);
  warn_first_year(valid, diagnostics);
  for (const Driver& driver : scenario.drivers)
    warn_difference(driver, diagnostics);
  for (const ValidDriver& driver : valid.drivers)
    warn_calendar_years(driver.draw, diagnostics);
  for (const ValidMetric& metric : valid.metrics)
    for (const ValidParameter& parameter : metric.parameters)
      for (const CheckedExpression& value : parameter.values)
        warn_calendar_years(value, diagnostics);
  for (const ValidTarget& target : valid.targets)
    warn_calendar_years(target.when, diagnostics);
}

} // namespace escala
