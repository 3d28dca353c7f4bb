// SPDX-License-Identifier: Apache-2.0
// Warnings about what is valid but probably not meant.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "escala/core/names.h"

#include "scenario/check/checks.h"

namespace escala {
namespace {

constexpr double kFastGrowth = 0.5;
constexpr int kLongMonths = 24;

// The expression itself, or the draw of the driver that it only names.
const CheckedExpression& resolve_driver(const CheckedExpression& checked,
                                        const ValidScenario& valid) {
  const CheckedExpression* at = &checked;
  while (!at->constant() && at->root().symbol.kind == Symbol::Kind::driver)
    at = &valid.drivers[at->root().symbol.index].draw;
  return *at;
}

std::vector<ValueOfMonths> values_of(const CheckedExpression& checked, const ValidScenario& valid) {
  return values_of_months(checked, valid.scenario.calendar(), valid.horizon);
}

// The median of a value that is a constant or one distribution with constant arguments; otherwise
// nullopt.
std::optional<double> median_of(const CheckedExpression& checked, const ValueOfMonths& value) {
  if (value.constant)
    return value.constant;
  const NodeFacts& facts = checked.facts[value.node];
  if (facts.distribution == nullptr || facts.distribution->form != DistributionForm::single)
    return std::nullopt;
  std::vector<double> values;
  for (const Child& child : checked.expression->syntax.children_of(value.node)) {
    if (!child.argument.empty())
      continue;
    if (!checked.facts[child.node].constant)
      return std::nullopt;
    values.push_back(*checked.facts[child.node].constant);
  }
  facts.distribution->complete(values);
  std::vector<const double*> columns;
  for (const double& each : values)
    columns.push_back(&each);
  const double middle = facts.distribution->input == DrawInput::standard_normal ? 0.0 : 0.5;
  double result = 0;
  facts.distribution->quantiles({&middle, 1}, {columns.data(), columns.size(), 1}, {&result, 1});
  const bool whole = !checked.expression->is_schedule();
  return result * facts.scale * (whole ? 1 : checked.root().scale);
}

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
        fmt::format(
            "{} grows by {:.3g}% a year for more than two years, and constant growth flatters",
            metric.name.text, *rate * 100),
        "",
        fmt::format("write `{}: 100%` if you mean it, or {} for growth that decays",
                    growth->decays_by, specs[decay].example));
  }
}

// Looks for values of a trailing year in an expression and in the formulas that it names.
class TrailingYear {
 public:
  explicit TrailingYear(const ValidScenario& valid)
      : valid_(valid), seen_(valid.metrics.size(), false) {}

  bool is_in(const CheckedExpression& checked) {
    return std::ranges::any_of(checked.facts,
                               [&](const NodeFacts& facts) { return is_trailing(facts); });
  }

 private:
  bool is_trailing(const NodeFacts& facts) {
    if (facts.time_function != nullptr)
      return facts.time_function->kind == TimeFunctionSpec::Kind::growth ||
             facts.window >= kMonthsInYear;
    if (facts.symbol.kind == Symbol::Kind::output) {
      const ModelSpec& model = *valid_.scenario.metrics[facts.symbol.index].model;
      return model.outputs[facts.symbol.parameter].trailing_year;
    }
    return facts.symbol.kind == Symbol::Kind::metric && is_trailing_formula(facts.symbol.index);
  }

  bool is_trailing_formula(std::size_t metric) {
    const auto formula = valid_.scenario.metrics[metric].model->find_role(ParameterRole::formula);
    if (seen_[metric] || !formula)
      return false;
    seen_[metric] = true;
    const auto& values = valid_.metrics[metric].parameters[*formula].values;
    return std::ranges::any_of(values,
                               [&](const CheckedExpression& value) { return is_in(value); });
  }

  const ValidScenario& valid_;
  std::vector<bool> seen_; // metrics whose formula was searched
};

void warn_first_year(const Target& target, const ValidTarget& checked, const ValidScenario& valid,
                     Diagnostics& diagnostics) {
  const bool by = checked.kind == TargetTiming::Kind::by;
  const int first = by ? checked.to : checked.from;
  if (first >= kMonthsInYear || !TrailingYear(valid).is_in(checked.when))
    return;
  diagnostics.warning(
      target.when.source.span,
      fmt::format("{} looks at a trailing year during the first year", target.name.text),
      "before month 12 a trailing year reaches back only to month 0", "judge it from 1y on");
}

// "growth: 80" is 8000% a year: a percentage without its sign.
void warn_missing_percent(const Metric& metric, const ValidMetric& checked,
                          const ValidScenario& valid, Diagnostics& diagnostics) {
  for (std::size_t p = 0; p < metric.model->parameters.size(); ++p) {
    const ParameterSpec& spec = metric.model->parameters[p];
    for (const CheckedExpression& value : checked.parameters[p].values) {
      const CheckedExpression& meant = resolve_driver(value, valid);
      for (const ValueOfMonths& part : values_of(meant, valid)) {
        const auto middle = median_of(meant, part);
        if (!middle || !(std::abs(*middle) >= spec.unlikely_from))
          continue;
        const bool named = &meant != &value;
        diagnostics.warning(
            named ? value.expression->source.span : meant.expression->span_of(part.node),
            fmt::format("{} of {} is {:.6g}%", spec.name, metric.name.text, *middle * 100),
            "1 is 100%", fmt::format("write {:.6g}% if that is meant", *middle));
      }
    }
  }
}

// "margin >= 75" for a metric in percent.
void warn_missing_percent(const CheckedExpression& condition, const ValidScenario& valid,
                          Diagnostics& diagnostics) {
  constexpr double kMost = 10;
  const Syntax& syntax = condition.expression->syntax;
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
    if (syntax.nodes[i].kind != SyntaxNode::Kind::binary || !is_comparison(syntax.nodes[i].op))
      continue;
    const auto children = syntax.children_of(i);
    for (std::size_t side : {0U, 1U}) {
      const Symbol& symbol = condition.facts[children[side].node].symbol;
      const NodeFacts& other = condition.facts[children[1 - side].node];
      const bool percent = symbol.kind == Symbol::Kind::metric &&
                           valid.metrics[symbol.index].unit.style == DisplayUnit::Style::percent;
      if (!percent || !other.quantity.literal || !other.constant ||
          !(std::abs(*other.constant) >= kMost))
        continue;
      diagnostics.warning(condition.expression->span_of(i),
                          fmt::format("{} is in percent, and {:.6g} is {:.6g}%",
                                      valid.scenario.metrics[symbol.index].name.text,
                                      *other.constant, *other.constant * 100),
                          "1 is 100%",
                          fmt::format("write {:.6g}% if that is meant", *other.constant));
    }
  }
}

// Whether the path of a variant or option created the name.
bool is_created_by_overlay(const LocatedText& name) {
  const Source* source = name.span.source;
  return source != nullptr &&
         (source->is_option || (name.span.begin > 0 && source->text[name.span.begin - 1] == '.'));
}

// A driver that a variant or --set adds and that nothing reads is probably misspelt.
void warn_unused_drivers(const ValidScenario& valid, Diagnostics& diagnostics) {
  std::vector<bool> used(valid.scenario.drivers.size());
  const auto mark = [&](const CheckedExpression& checked) {
    for (const NodeFacts& facts : checked.facts)
      if (facts.symbol.kind == Symbol::Kind::driver)
        used[facts.symbol.index] = true;
  };
  for (const ValidDriver& driver : valid.drivers)
    mark(driver.draw);
  for (const ValidMetric& metric : valid.metrics)
    for (const ValidParameter& parameter : metric.parameters)
      std::ranges::for_each(parameter.values, mark);
  for (const ValidTarget& target : valid.targets)
    mark(target.when);
  for (const ValidRisk& risk : valid.risks)
    for_each_expression(risk, mark);
  mark(valid.investment.budget);
  for (const ValidPillar& pillar : valid.investment.pillars)
    for_each_expression(pillar, mark);
  for (const CopulaGroup& group : valid.groups)
    for (const CopulaMember& member : group.members)
      if (member.symbol.kind == Symbol::Kind::driver)
        used[member.symbol.index] = true;
  std::set<std::string> used_names; // a split driver is used if one segment is used
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i])
      used_names.insert(valid.scenario.drivers[i].name.text);
  const std::vector<std::string> names(used_names.begin(), used_names.end());
  for (const Driver& driver : valid.scenario.drivers) {
    const LocatedText& name = driver.name;
    if (!used_names.contains(name.text) && is_created_by_overlay(name))
      diagnostics.warning(name.span, fmt::format("nothing uses the driver {}", name.text),
                          "it is added by this path",
                          did_you_mean(name.text, names, "use it, or leave it out"));
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
  warn_unused_drivers(valid, diagnostics);
  for (std::size_t i = 0; i < scenario.metrics.size(); ++i)
    warn_missing_percent(scenario.metrics[i], valid.metrics[i], valid, diagnostics);
  for (const ValidTarget& target : valid.targets)
    warn_missing_percent(target.when, valid, diagnostics);
  for (std::size_t i = 0; i < scenario.metrics.size(); ++i)
    warn_flat_growth(scenario.metrics[i], valid.metrics[i], valid, diagnostics);
  for (std::size_t i = 0; i < scenario.targets.size(); ++i)
    warn_first_year(scenario.targets[i], valid.targets[i], valid, diagnostics);
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
