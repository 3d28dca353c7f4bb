// SPDX-License-Identifier: Apache-2.0
// Percentages without their sign: "growth: 80" is 8000% a year, and "churn: 3/mo" 300% a month.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "escala/core/numbers.h"
#include "scenario/check/checks.h"
#include "scenario/check/known_values.h"
#include "scenario/check/middles.h"
#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

// From here on a number in percent is probably meant without its factor of 100.
constexpr double kLevel = 5;
constexpr double kRateOfShare = 1;
constexpr double kGrowth = 10;
constexpr double kLift = 5;
constexpr double kNever = std::numeric_limits<double>::infinity();

class SignChecker {
 public:
  SignChecker(const ValidScenario& valid, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), diagnostics_(diagnostics), middles_(valid) {}

  void run() {
    for (std::size_t i = 0; i < scenario_.metrics.size(); ++i)
      check_metric(scenario_.metrics[i], valid_.metrics[i]);
    for (const ValidTarget& target : valid_.targets)
      check_company(target.when);
    for (const ValidDriver& driver : valid_.drivers) {
      check_company(driver.draw);
      check_ends(driver.draw);
    }
    check_lifts();
  }

 private:
  bool is_percent(std::size_t metric) const {
    return valid_.metrics[metric].unit.style == DisplayUnit::Style::percent;
  }

  void check_metric(const Metric& metric, const ValidMetric& checked) {
    const bool percent = checked.unit.style == DisplayUnit::Style::percent;
    for (std::size_t p = 0; p < checked.parameters.size(); ++p) {
      const ParameterSpec& spec = metric.parameter(p);
      const bool level = percent && spec.unit == ParameterUnit::level;
      const bool rate =
          level ? checked.quantity.dimension == kRate : spec.unit == ParameterUnit::rate;
      const double from = !level ? spec.unlikely_from : rate ? kRateOfShare : kLevel;
      const std::string what = fmt::format("{} of {}", spec.name, metric.name.text);
      for (const CheckedExpression& value : checked.parameters[p].values) {
        check_value(what, value, rate, from);
        check_company(value);
        check_ends(value);
      }
    }
  }

  void check_lifts() {
    for (std::size_t i = 0; i < valid_.investment.pillars.size(); ++i)
      for (std::size_t e = 0; e < valid_.investment.pillars[i].lifts.size(); ++e)
        check_value(
            fmt::format("the lift of {}", scenario_.investment->pillars[i].lifts[e].affected.text),
            valid_.investment.pillars[i].lifts[e].size, false, kLift);
  }

  // A value that is likely to lack its sign from `from` on.
  void check_value(const std::string& what, const CheckedExpression& value, bool rate,
                   double from) {
    if (from == kNever || value.facts.empty())
      return;
    const CheckedExpression& meant = resolve_driver(value, valid_);
    for (const ValueOfMonths& part : values_of(meant, valid_)) {
      const auto middle = middles_.of(meant, part);
      if (!middle || has_percent_sign(meant, part, valid_))
        continue;
      const Period period = rate ? meant.facts[part.node].quantity.period : Period::none;
      const double written = *middle * (period == Period::none ? 1 : months_in(period));
      if (!(std::abs(written) >= from) || !std::isfinite(written * 100))
        continue;
      const auto [shown, node] = written_value(value, meant, part.node);
      const std::string per =
          period == Period::none ? "" : fmt::format("/{}", period_suffix(period));
      warn(what, written, per, rewrite_node(*shown.expression, node, in_percent(shown, node)));
    }
  }

  void warn(const std::string& what, double written, const std::string& per,
            const Rewrite& change) {
    diagnostics_.warning(change.span,
                         fmt::format("{} is {}%{}", what, number_in_words(written * 100), per),
                         "1 is 100%", change.suggestion() + " if that is meant");
  }

  // "2% to 4" of a range, whose sign is at one end.
  void check_ends(const CheckedExpression& checked) {
    if (checked.facts.empty() || checked.expression == nullptr)
      return;
    const Expression& expression = *checked.expression;
    for (NodeIndex i = 0; i < expression.syntax.nodes.size(); ++i) {
      if (expression.syntax.nodes[i].op != Operator::to ||
          expression.syntax.nodes[i].kind != SyntaxNode::Kind::binary)
        continue;
      const auto ends = expression.syntax.children_of(i);
      const auto low = percent_literal(expression.text_of(ends[0].node));
      const std::string high = expression.text_of(ends[1].node);
      const double value = expression.syntax.nodes[ends[1].node].value;
      if (!low || !is_digits(high) || value < low->number)
        continue;
      const Rewrite change = rewrite_node(
          expression, i,
          fmt::format("{} to {}{}", expression.text_of(ends[0].node), high, low->sign));
      diagnostics_.warning(
          change.span,
          fmt::format("the range ends at {}{}", number_in_words(value * 100), low->sign),
          "1 is 100%", change.suggestion() + " if that is meant");
    }
  }

  // "margin >= 75" and "min(margin, 75)" of a metric in percent.
  void check_company(const CheckedExpression& checked) {
    if (checked.facts.empty() || checked.expression == nullptr)
      return;
    const Syntax& syntax = checked.expression->syntax;
    std::vector<double> from(syntax.nodes.size(), kNever);
    for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
      const auto company = company_of(checked, i);
      for (const Child& child : company)
        from[i] = std::min(from[i], from[child.node]);
      if (company.size() > 1 && from[i] != kNever)
        check_literals(checked, company, from);
      if (company.size() > 1 && checked.facts[i].quantity.condition)
        from[i] = kNever;
      if (company.empty())
        from[i] = unlikely_from(checked.facts[i]);
    }
  }

  // The arguments that have one unit: the sides of a comparison or a sum, and the like.
  static std::span<const Child> company_of(const CheckedExpression& checked, NodeIndex node) {
    const auto children = checked.expression->syntax.children_of(node);
    const NodeFacts& facts = checked.facts[node];
    if (facts.time_function != nullptr)
      return facts.time_function->kind == TimeFunctionSpec::Kind::growth ? children.first(0)
                                                                         : children.first(1);
    if (facts.function == nullptr)
      return {};
    switch (facts.function->rule) {
    case UnitRule::same:
    case UnitRule::comparison:
      return children;
    case UnitRule::choice:
    case UnitRule::index:
      return children.subspan(1);
    default:
      return {};
    }
  }

  // From where on a number beside the value is likely to lack its sign.
  double unlikely_from(const NodeFacts& facts) const {
    const Symbol& symbol = facts.symbol;
    if (facts.time_function != nullptr)
      return facts.time_function->kind == TimeFunctionSpec::Kind::growth ? kGrowth : kNever;
    if (symbol.kind == Symbol::Kind::driver && facts.quantity.percent)
      return kLevel;
    if (symbol.kind == Symbol::Kind::metric && is_percent(symbol.index))
      return facts.quantity.dimension == kRate ? kRateOfShare : kLevel;
    if (symbol.kind == Symbol::Kind::parameter) {
      const double from = scenario_.metrics[symbol.index].parameter(symbol.parameter).unlikely_from;
      return std::max(from, kRateOfShare);
    }
    if (symbol.kind != Symbol::Kind::output)
      return kNever;
    const ModelOutput& output = scenario_.metrics[symbol.index].model->outputs[symbol.parameter];
    return output.trailing_year && output.unit == ParameterUnit::plain ? kLevel : kNever;
  }

  void check_literals(const CheckedExpression& checked, std::span<const Child> company,
                      const std::vector<double>& from) {
    const auto percent =
        std::ranges::min_element(company, {}, [&](const Child& child) { return from[child.node]; });
    for (const Child& child : company) {
      const NodeFacts& facts = checked.facts[child.node];
      const SyntaxNode& node = checked.expression->syntax.nodes[child.node];
      if (!facts.constant || node.kind != SyntaxNode::Kind::number || node.quantity.percent)
        continue;
      const Period period = facts.quantity.period;
      const bool rate = facts.quantity.dimension == kRate && period != Period::none;
      if (!rate && !facts.quantity.literal)
        continue;
      const double written = rate ? *facts.constant * months_in(period) : node.value;
      if (!(std::abs(written) >= from[percent->node]) ||
          checked.expression->text_of(child.node).find('%') != std::string::npos)
        continue;
      warn_literal(checked, percent->node, child.node, written,
                   rate ? fmt::format("/{}", period_suffix(period)) : "");
    }
  }

  void warn_literal(const CheckedExpression& checked, NodeIndex percent, NodeIndex literal,
                    double written, const std::string& per) {
    const std::string text = fmt::format("{:.10g}%{}", written, per);
    const Rewrite change = rewrite_node(*checked.expression, literal, text);
    diagnostics_.warning(change.span,
                         fmt::format("{} is in percent, and {:.6g}{} is {}%{}",
                                     checked.expression->text_of(percent), written, per,
                                     number_in_words(written * 100), per),
                         "1 is 100%", change.suggestion() + " if that is meant");
  }

  const ValidScenario& valid_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  Middles middles_;
};

} // namespace

void warn_missing_signs(const ValidScenario& valid, Diagnostics& diagnostics) {
  SignChecker(valid, diagnostics).run();
}

} // namespace escala
