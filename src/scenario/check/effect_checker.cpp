// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/effect_checker.h"

#include <fmt/format.h>

#include <cmath>

#include "scenario/check/check_expression.h"
#include "scenario/check/no_number.h"
#include "scenario/check/range_remedy.h"
#include "scenario/check/value_remedy.h"

namespace escala {

QuantityRule rule_of(const KeySpec& key, std::string_view owner) {
  const std::string what =
      owner.empty() ? std::string(key.name) : fmt::format("{} of {}", key.name, owner);
  return {what, key.dimension, key.range, key.range_text, key.example};
}

CheckedExpression EffectChecker::check_names(const Expression& expression) {
  CheckedExpression checked =
      check_expression(expression, {Place::Kind::effect}, symbols_, diagnostics_);
  if (checked.facts.empty() || checked.root().quantity.unknown)
    return {};
  if (!checked.root().quantity.calendar)
    return checked;
  diagnostics_.error(expression.source.span, fmt::format("{} is a month", expression.source.text),
                     "a quantity is needed here, not a month",
                     "put spaces around the minus to subtract");
  return {};
}

CheckedExpression EffectChecker::check(const Expression& expression, const QuantityRule& rule) {
  CheckedExpression checked = check_names(expression);
  if (checked.facts.empty() || !fits(checked, rule))
    return {};
  return checked;
}

std::string EffectChecker::says(const CheckedExpression& checked) const {
  return fmt::format("{} is {}", checked.expression->source.text,
                     describe(checked.root().quantity, symbols_.scenario->currency));
}

bool EffectChecker::fits(const CheckedExpression& checked, const QuantityRule& rule) {
  const Quantity& found = checked.root().quantity;
  const auto constant = checked.constant();
  const bool zero = found.literal && constant == 0.0;
  if (found.dimension != rule.dimension && !zero) {
    const Quantity wanted{.dimension = rule.dimension};
    const bool too_large =
        rule.dimension == kPlain && constant && !rule.range.holds(*constant); // "share: $3M"
    diagnostics_.error(
        checked.expression->source.span, says(checked),
        fmt::format("{} is {}", rule.what, describe(wanted, symbols_.scenario->currency)),
        too_large
            ? fmt::format("as in {}", rule.example)
            : unit_remedy(checked, {rule.dimension, rule.example}, symbols_.scenario->currency));
    return false;
  }
  return holds(checked, rule);
}

bool EffectChecker::holds(const CheckedExpression& checked, const QuantityRule& rule) {
  bool all = true;
  for (const ValueOfMonths& value :
       values_of_months(checked, symbols_.scenario->calendar(), kLongestHorizon)) {
    if (!value.constant || rule.range.holds(*value.constant))
      continue;
    const Span span = checked.expression->span_of(value.node);
    if (!std::isfinite(*value.constant))
      fail_no_number(rule.what, checked, value.node, diagnostics_);
    else
      diagnostics_.error(span, fmt::format("{} is out of range", rule.what),
                         std::string(rule.range_text),
                         range_remedy(rule.range, *value.constant,
                                      checked.expression->text_of(value.node), rule.example));
    all = false;
  }
  return all;
}

} // namespace escala
