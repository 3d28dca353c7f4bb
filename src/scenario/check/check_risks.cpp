// SPDX-License-Identifier: Apache-2.0
// Checks risks: their quantities and impacts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "escala/core/numbers.h"
#include "scenario/check/check_expression.h"
#include "scenario/check/checks.h"
#include "scenario/check/effect_checker.h"
#include "scenario/check/known_values.h"
#include "scenario/check/middles.h"
#include "scenario/check/no_number.h"
#include "scenario/check/percent_remedy.h"
#include "scenario/check/value_remedy.h"

namespace escala {
namespace {

class RiskChecker {
 public:
  RiskChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), diagnostics_(diagnostics),
        expressions_(symbols, diagnostics), middles_(valid) {}

  void run() {
    for (std::size_t i = 0; i < scenario_.risks.size(); ++i) {
      check_parts(scenario_.risks[i], valid_.risks[i]);
      check_impacts(scenario_.risks[i], valid_.risks[i]);
    }
    check_lasting();
  }

 private:
  void check_parts(const Risk& risk, ValidRisk& valid) {
    for (std::size_t p = 0; p < kRiskParts; ++p) {
      if (!risk.parts[p])
        continue;
      const KeySpec& key = spec_of(static_cast<RiskPart>(p));
      valid.parts[p] = expressions_.check(*risk.parts[p], rule_of(key, risk.name.text));
    }
  }

  void check_impacts(const Risk& risk, ValidRisk& valid) {
    for (std::size_t i = 0; i < risk.impacts.size(); ++i) {
      ValidEffect& impact = valid.impacts[i];
      impact.size = expressions_.check_names(risk.impacts[i].size);
      if (impact.affected.empty() || impact.size.facts.empty() || !are_numbers(risk, i, impact))
        continue;
      if (impact.affected.front().kind == Symbol::Kind::metric)
        check_metric(risk, risk.impacts[i], impact);
      else
        check_factor(risk, risk.impacts[i], impact);
      check_share(risk.impacts[i], impact);
      warn_whole(risk, risk.impacts[i], impact);
      if (!risk.opportunity && impact.affected.front().kind == Symbol::Kind::metric)
        warn_raising(risk, risk.impacts[i], impact);
    }
  }

  bool are_numbers(const Risk& risk, std::size_t i, ValidEffect& impact) {
    for (const ValueOfMonths& value : values_of(impact.size)) {
      if (!value.constant || std::isfinite(*value.constant))
        continue;
      fail_no_number(
          fmt::format("impact of {} on {}", risk.name.text, risk.impacts[i].affected.text),
          impact.size, value.node, diagnostics_);
      impact.size = {};
      return false;
    }
    return true;
  }

  // A bare number or money is an amount; every other plain number is a share.
  void check_metric(const Risk& risk, const Effect& written, ValidEffect& impact) {
    const std::uint32_t metric = impact.affected.front().index;
    const Quantity& wanted = valid_.metrics[metric].quantity;
    const Quantity& found = impact.size.root().quantity;
    const std::string& name = scenario_.metrics[metric].name.text;
    const bool number = found.literal && is_bare_number(impact.size);
    impact.amount = number || found.dimension != kPlain;
    if (!impact.amount || wanted.unknown)
      return;
    if (!number && found.dimension != wanted.dimension) {
      diagnostics_.error(written.size.source.span, expressions_.says(impact.size),
                         fmt::format("{} is {}", name, describe(wanted, scenario_.currency)),
                         amount_remedy(impact.size, wanted));
      impact.size = {};
      return;
    }
    if (number) {
      warn_small_amounts(risk, impact.size, name);
      take_unit(impact.size, wanted);
    }
  }

  // An amount in the unit of what it is taken from.
  std::string amount_remedy(const CheckedExpression& size, const Quantity& wanted) const {
    const Period period = wanted.period == Period::none ? Period::mo : wanted.period;
    const auto text = refitted(size, wanted.dimension, period, scenario_.currency);
    return text ? "write " + in_place_of(size.expression->source, *text) : "as in 5%";
  }

  std::vector<ValueOfMonths> values_of(const CheckedExpression& size) const {
    return values_of_months(size, scenario_.calendar(), kLongestHorizon);
  }

  // Whether it is a bare number in every month.
  bool is_bare_number(const CheckedExpression& size) const {
    return std::ranges::all_of(values_of(size), [&](const ValueOfMonths& value) {
      const SyntaxNode::Kind kind = size.expression->syntax.nodes[value.node].kind;
      return value.constant &&
             (kind == SyntaxNode::Kind::number || kind == SyntaxNode::Kind::unary);
    });
  }

  static bool is_small(double amount) { return std::abs(amount) < 1 && amount != 0; }

  void warn_small_amounts(const Risk& risk, const CheckedExpression& size,
                          const std::string& affected_name) {
    for (const ValueOfMonths& value : values_of(size))
      if (is_small(*value.constant))
        warn_small_amount(risk, size, value, affected_name);
  }

  // "-0.3" has two doubts in one number, so one message tells both.
  void warn_small_amount(const Risk& risk, const CheckedExpression& size,
                         const ValueOfMonths& value, const std::string& affected_name) {
    const double amount = *value.constant;
    const bool raises = amount < 0;
    const bool doubtful = raises && !risk.opportunity;
    const std::string number =
        raises ? fmt::format("{:.10g}", -amount) : size.expression->text_of(value.node);
    diagnostics_.warning(
        size.expression->span_of(value.node),
        fmt::format("{} {} {} {} {}", risk.name.text, raises ? "adds" : "subtracts", number,
                    raises ? "to" : "from", affected_name),
        doubtful ? "a bare number is an amount, not a share, and a negative impact raises"
                 : "a bare number is an amount, not a share",
        doubtful ? fmt::format("write {:.10g}% for a loss, or add opportunity: true for a gain",
                               -amount * 100)
                 : fmt::format("write {:.10g}%", amount * 100));
  }

  void check_factor(const Risk& risk, const Effect& written, ValidEffect& impact) {
    const std::string& name = written.affected.text;
    if (impact.size.root().quantity.dimension != kPlain) {
      diagnostics_.error(written.size.source.span, expressions_.says(impact.size),
                         fmt::format("a change of {} is a share", name), "as in 20%");
      impact.size = {};
    } else if (impact.size.root().quantity.literal && is_bare_number(impact.size)) {
      check_no_amount(name, impact);
    }
    if (!risk.part(RiskPart::duration))
      diagnostics_.error(written.affected.span, fmt::format("{} would change permanently", name),
                         "an impact on a parameter or driver needs a duration",
                         "add a duration to the risk: 6mo");
  }

  // Refuses an amount where a share is needed. 0 is accepted: it changes nothing.
  void check_no_amount(const std::string& affected_name, ValidEffect& impact) {
    const Expression& written = *impact.size.expression;
    for (const ValueOfMonths& value : values_of(impact.size)) {
      const double number = *value.constant;
      if (number == 0)
        continue;
      diagnostics_.error(
          written.span_of(value.node), fmt::format("{} is an amount", written.text_of(value.node)),
          fmt::format("a change of {} is a share", affected_name),
          fmt::format("write {:.10g}%", std::abs(number) < 1 ? number * 100 : number));
      impact.size = {};
      return;
    }
  }

  // The largest median of a part over the months; 0 if it is not known before the simulation.
  double most_of(const CheckedExpression& part) const {
    if (part.facts.empty())
      return 0;
    const CheckedExpression& meant = resolve_driver(part, valid_);
    double most = 0;
    for (const ValueOfMonths& value : escala::values_of(meant, valid_))
      most = std::max(most, median_of(meant, value).value_or(0));
    return most;
  }

  // How many events of a risk last at the same time.
  double lasting_events(const ValidRisk& risk) const {
    const double months = most_of(risk.part(RiskPart::duration));
    return most_of(risk.part(RiskPart::frequency)) *
           std::min(months, static_cast<double>(valid_.horizon));
  }

  static std::size_t values_of_event(const ValidRisk& risk) {
    std::size_t impacts = 0;
    for (const ValidEffect& impact : risk.impacts)
      impacts += impact.affected.size();
    return lasting_values(impacts);
  }

  // Each event that lasts is followed on each path. Reported at the risk that has most of them.
  void check_lasting() {
    double total = 0;
    double most = 0;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < scenario_.risks.size(); ++i) {
      const double values =
          lasting_events(valid_.risks[i]) * static_cast<double>(values_of_event(valid_.risks[i]));
      total += values;
      if (values > most)
        worst = i;
      most = std::max(most, values);
    }
    if (!(total > kLastingValueLimit))
      return;
    const Risk& risk = scenario_.risks[worst];
    diagnostics_.error(
        risk.part(RiskPart::duration)->source.span,
        fmt::format("about {:.0f} events of {} last at the same time",
                    lasting_events(valid_.risks[worst]), risk.name.text),
        fmt::format("at most {:.0f} such events can be followed on a path, those of all risks "
                    "together",
                    kLastingValueLimit / static_cast<double>(values_of_event(valid_.risks[worst]))),
        "use a shorter duration, or fewer and larger events");
  }

  // "2 to 8" is a share of 200% to 800%: a percentage without its sign.
  void warn_whole(const Risk& risk, const Effect& written, const ValidEffect& impact) {
    if (impact.amount || impact.size.facts.empty())
      return;
    const CheckedExpression& meant = resolve_driver(impact.size, valid_);
    for (const ValueOfMonths& value : values_of(meant)) {
      const auto middle = middles_.of(meant, value);
      if (value.constant || !middle || !(*middle > 1))
        continue;
      const auto [shown, node] = written_value(impact.size, meant, value.node);
      const bool has_sign = has_percent_sign(meant, value, valid_);
      const Rewrite change = rewrite_node(*shown.expression, node, in_percent(shown, node));
      diagnostics_.warning(has_sign ? shown.expression->span_of(node) : change.span,
                           fmt::format("{} takes all of {}", risk.name.text, written.affected.text),
                           fmt::format("{} is a share of {}% in its middle",
                                       shown.expression->text_of(node),
                                       number_in_words(*middle * 100)),
                           has_sign ? "" : change.suggestion());
      return;
    }
  }

  // A negative impact raises, which a risk says if it is meant.
  void warn_raising(const Risk& risk, const Effect& written, const ValidEffect& impact) {
    if (impact.size.facts.empty())
      return;
    const CheckedExpression& meant = resolve_driver(impact.size, valid_);
    for (const ValueOfMonths& value : values_of(meant)) {
      const auto middle = middles_.of(meant, value);
      const bool told = impact.amount && value.constant && is_small(*value.constant) &&
                        is_bare_number(impact.size);
      if (!middle || !(*middle < 0) || told)
        continue;
      const bool named = &meant != &impact.size;
      const std::string loss = named ? "" : as_loss(meant, value.node);
      Rewrite change{named ? written.size.source.span : meant.expression->span_of(value.node), ""};
      if (!loss.empty())
        change = rewrite_node(*meant.expression, value.node, loss);
      diagnostics_.warning(
          change.span, fmt::format("{} raises {}", risk.name.text, written.affected.text),
          "a negative impact raises",
          loss.empty() ? "add opportunity: true if it is meant"
                       : change.suggestion() + ", or add opportunity: true if it is meant");
      return;
    }
  }

  // "-30%" as 30%, "-40% to -10%" as 10% to 40%, and a discrete of such values; empty of anything
  // else.
  static std::string as_loss(const CheckedExpression& checked, NodeIndex node) {
    const Expression& expression = *checked.expression;
    const SyntaxNode& root = expression.syntax.nodes[node];
    const auto children = expression.syntax.children_of(node);
    if (root.kind == SyntaxNode::Kind::unary && root.op == Operator::negate)
      return expression.text_of(children[0].node);
    const DistributionSpec* spec = checked.facts[node].distribution;
    if (spec != nullptr && spec->form == DistributionForm::pairs)
      return pairs_as_losses(checked, node);
    if (root.kind != SyntaxNode::Kind::binary || root.op != Operator::to)
      return {};
    const std::string low = as_loss(checked, children[1].node);
    const std::string high = as_loss(checked, children[0].node);
    return low.empty() || high.empty() ? "" : low + " to " + high;
  }

  static std::string pairs_as_losses(const CheckedExpression& checked, NodeIndex node) {
    const Expression& expression = *checked.expression;
    const auto children = expression.syntax.children_of(node);
    std::string text;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const NodeIndex child = children[i].node;
      const std::string part = i % 2 == 0 ? as_loss(checked, child) : expression.text_of(child);
      if (part.empty())
        return {};
      text += (i == 0 ? "" : ", ") + part;
    }
    return fmt::format("{}({})", expression.syntax.nodes[node].text, text);
  }

  void check_share(const Effect& written, const ValidEffect& impact) {
    if (impact.amount || impact.size.facts.empty())
      return;
    for (const ValueOfMonths& value : values_of(impact.size))
      if (value.constant && *value.constant > 1)
        diagnostics_.error(
            written.size.span_of(value.node),
            fmt::format("{} loses {:.6g}%", written.affected.text, *value.constant * 100),
            "a share is at most 100%, and an amount is a bare number or money",
            "write 100% if all of it is lost");
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  EffectChecker expressions_;
  Middles middles_;
};

} // namespace

void check_risks(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  RiskChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
