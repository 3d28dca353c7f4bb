// SPDX-License-Identifier: Apache-2.0
// Risks: their quantities, and what each does to its victims.
#include <fmt/format.h>

#include <cmath>

#include "scenario/check_expression.h"
#include "scenario/checks.h"
#include "scenario/effect_checker.h"

namespace escala {
namespace {

class RiskChecker {
 public:
  RiskChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), diagnostics_(diagnostics),
        expressions_(symbols, diagnostics) {}

  void run() {
    for (std::size_t i = 0; i < scenario_.risks.size(); ++i) {
      check_parts(scenario_.risks[i], valid_.risks[i]);
      check_impacts(scenario_.risks[i], valid_.risks[i]);
    }
  }

 private:
  void check_parts(const Risk& risk, ValidRisk& valid) {
    for (std::size_t p = 0; p < kRiskParts; ++p) {
      if (!risk.parts[p])
        continue;
      const KeySpec& key = spec_of(static_cast<RiskPart>(p));
      valid.parts[p] = expressions_.check(*risk.parts[p], demand_of(key, risk.name.text));
    }
  }

  void check_impacts(const Risk& risk, ValidRisk& valid) {
    for (std::size_t i = 0; i < risk.impacts.size(); ++i) {
      ValidEffect& impact = valid.impacts[i];
      impact.size = expressions_.check_names(risk.impacts[i].size);
      if (impact.victim.kind == Symbol::Kind::none || impact.size.facts.empty())
        continue;
      if (impact.victim.kind == Symbol::Kind::metric)
        check_metric(risk, risk.impacts[i], impact);
      else
        check_factor(risk, risk.impacts[i], impact);
      check_share(risk.impacts[i], impact);
    }
  }

  // A bare number or money is an amount; every other plain number is a share.
  void check_metric(const Risk& risk, const Effect& written, ValidEffect& impact) {
    const Quantity& wanted = valid_.metrics[impact.victim.index].quantity;
    const Quantity& found = impact.size.root().quantity;
    const std::string& name = scenario_.metrics[impact.victim.index].name.text;
    const SyntaxNode& root = written.size.syntax.nodes[written.size.syntax.root()];
    const bool number =
        found.literal && impact.size.constant() &&
        (root.kind == SyntaxNode::Kind::number || root.kind == SyntaxNode::Kind::unary);
    impact.amount = number || found.dimension != kPlain;
    if (!impact.amount || wanted.unknown)
      return;
    if (!number && found.dimension != wanted.dimension) {
      diagnostics_.error(written.size.source.span, expressions_.says(impact.size),
                         fmt::format("{} is {}", name, describe(wanted, scenario_.currency)),
                         "write a share of it, such as 5%, or an amount in its unit");
      impact.size = {};
      return;
    }
    if (number && std::abs(*impact.size.constant()) < 1 && *impact.size.constant() != 0)
      diagnostics_.warning(
          written.size.source.span,
          fmt::format("{} takes {} off {}", risk.name.text, written.size.source.text, name),
          "a bare number is an amount, not a share",
          fmt::format("write {:.10g}% for a share", *impact.size.constant() * 100));
    if (number)
      take_unit(impact.size, wanted);
  }

  void check_factor(const Risk& risk, const Effect& written, ValidEffect& impact) {
    const std::string& name = written.victim.text;
    if (impact.size.root().quantity.dimension != kPlain) {
      diagnostics_.error(written.size.source.span, expressions_.says(impact.size),
                         fmt::format("{} is changed by a share", name), "write a share: 20%");
      impact.size = {};
    }
    if (!risk.part(RiskPart::duration))
      diagnostics_.error(written.victim.span, fmt::format("{} would change for good", name),
                         "what happens to a parameter or driver has a duration",
                         "add a duration to the risk: 6mo");
  }

  void check_share(const Effect& written, const ValidEffect& impact) {
    if (impact.amount || impact.size.facts.empty() || !impact.size.constant() ||
        *impact.size.constant() <= 1)
      return;
    diagnostics_.error(
        written.size.source.span,
        fmt::format("{} loses {:.6g}%", written.victim.text, *impact.size.constant() * 100),
        "a share is at most 100%", "write a percentage, or money for an amount");
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  EffectChecker expressions_;
};

} // namespace

void check_risks(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  RiskChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
