// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "escala/core/characters.h"
#include "escala/core/currencies.h"
#include "escala/core/names.h"
#include "escala/core/percent.h"
#include "escala/scenario/keys.h"
#include "scenario/check/checks.h"
#include "scenario/check/no_number.h"
#include "scenario/check/value_remedy.h"

namespace escala {

// "90" most likely means "90%"; others the nearest one that is allowed.
double example_percent(double value, std::string_view text) {
  constexpr double kMost = 99;
  const bool forgotten =
      text.find('%') == std::string_view::npos && std::abs(value) > 1 && std::abs(value) < 100;
  return forgotten ? value : std::clamp(value * 100, -kMost, kMost);
}

namespace {

class TargetChecker {
 public:
  TargetChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), symbols_(symbols), diagnostics_(diagnostics) {}

  void run() {
    for (const Target& target : valid_.scenario.targets)
      check(target);
    const auto& joint = valid_.scenario.joint;
    if (joint)
      valid_.joint_confidence = confidence(joint->confidence);
  }

 private:
  void check(const Target& target) {
    if (!is_name(target.name.text)) // targets have names of their own: only `all` is taken
      diagnostics_.error(target.name.span,
                         fmt::format("'{}' can't name a target", target.name.text),
                         name_mistake(target.name.text), "choose another name");
    ValidTarget valid;
    valid.when = check_expression(target.when, {Place::Kind::target}, symbols_, diagnostics_);
    require_condition(valid.when);
    valid.confidence = confidence(target.confidence);
    set_timing(target, valid);
    valid_.targets.push_back(std::move(valid));
  }

  void require_condition(const CheckedExpression& when) {
    if (when.facts.empty() || when.root().quantity.unknown || when.root().quantity.condition)
      return;
    diagnostics_.error(
        when.expression->source.span,
        fmt::format("{} is not a condition", when.expression->source.text),
        fmt::format("it is {}", describe(when.root().quantity, valid_.scenario.currency)),
        comparison_remedy(when));
  }

  // With a value in its unit, in the user's own words.
  std::string comparison_remedy(const CheckedExpression& when) const {
    constexpr std::size_t kLong = 40;
    const Dimension& of = when.root().quantity.dimension;
    const std::string& text = when.expression->source.text;
    const std::vector<Metric>& metrics = valid_.scenario.metrics;
    if (when.constant())
      return fmt::format("compare a metric with it, as in {} >= {}",
                         metrics.empty() ? "arr" : metrics.front().name.text, text);
    const std::string number = of.money == 1 ? money_text("1M", valid_.scenario.currency) : "100";
    return fmt::format("compare it with a value, as in {} >= {}{}",
                       text.size() > kLong ? "x" : text, number, of.time == -1 ? "/mo" : "");
  }

  double confidence(const std::optional<Expression>& expression) {
    if (!expression)
      return kDefaultConfidence;
    const auto value = constant_of(*expression, kPlain, symbols_, diagnostics_);
    if (!value)
      return kDefaultConfidence;
    if (*value > 0 && *value < 1)
      return *value;
    diagnostics_.error(
        expression->source.span, "a confidence lies between 0% and 100%, both excluded",
        "it is " + percent_text(*value, 10),
        fmt::format("write {:.10g}%",
                    std::max(1.0, example_percent(*value, expression->source.text))));
    return kDefaultConfidence;
  }

  void set_timing(const Target& target, ValidTarget& valid) {
    valid.kind = target.timing.kind;
    valid.from = 1; // the opening is judged only where it is written
    valid.to = valid_.horizon;
    if (!target.timing.when)
      return;
    const Expression& when = *target.timing.when;
    if (valid.kind == TargetTiming::Kind::throughout && !is_span(when))
      return reject_time(when);
    if (is_span(when))
      set_span(when, valid);
    else
      set_time(when, valid);
  }

  static bool is_span(const Expression& when) {
    const SyntaxNode& root = when.syntax.nodes.back();
    return root.kind == SyntaxNode::Kind::binary && root.op == Operator::to;
  }

  static bool says_yes(const std::string& text) {
    return names_it("yes on always y si all every_month whole_plan 1", text);
  }

  void reject_time(const Expression& when) {
    const SyntaxNode& root = when.syntax.nodes.back();
    const bool time =
        root.kind == SyntaxNode::Kind::number || root.kind == SyntaxNode::Kind::calendar_month;
    const bool never = root.kind == SyntaxNode::Kind::boolean && root.value == 0;
    diagnostics_.error(when.source.span, fmt::format("{} is not a span of time", when.source.text),
                       "",
                       time    ? fmt::format("write 1mo to {}, or true", when.source.text)
                       : never ? "remove it"
                       : says_yes(when.source.text) ? "write true"
                                                    : "write true, or a span such as 1mo to 2y");
  }

  void set_time(const Expression& when, ValidTarget& valid) {
    if (fail_dashed_span(when, valid.kind))
      return;
    const auto checked = check_setting(when);
    if (!checked)
      return;
    const auto month = month_of(when, when.syntax.root(), *checked, valid_.horizon, diagnostics_);
    if (!month)
      return;
    valid.to = *month;
    if (valid.kind == TargetTiming::Kind::at)
      valid.from = *month;
    else if (*month == 0)
      diagnostics_.error(when.source.span, "no month is judged",
                         "by begins with month 1, and month 0 is the opening balance",
                         fmt::format("use at: {}", when.source.text));
  }

  // "1y-2y"
  bool fail_dashed_span(const Expression& when, TargetTiming::Kind kind) {
    const SyntaxNode& root = when.syntax.nodes.back();
    if (root.kind != SyntaxNode::Kind::binary || root.op != Operator::subtract ||
        kind == TargetTiming::Kind::at)
      return false;
    const auto ends = when.syntax.children_of(when.syntax.root());
    const SyntaxNode& from = when.syntax.nodes[ends[0].node];
    const SyntaxNode& to = when.syntax.nodes[ends[1].node];
    if (from.kind != SyntaxNode::Kind::number || to.kind != SyntaxNode::Kind::number ||
        from.quantity.dimension != kTime || to.quantity.dimension != kTime ||
        from.value >= to.value)
      return false;
    diagnostics_.error(
        when.source.span, fmt::format("{} is before the plan", when.source.text),
        "a span of time is written with to",
        fmt::format("write {} to {}", when.text_of(ends[0].node), when.text_of(ends[1].node)));
    return true;
  }

  // "2y to 3y"
  void set_span(const Expression& when, ValidTarget& valid) {
    if (valid.kind == TargetTiming::Kind::at) {
      diagnostics_.error(when.source.span, "at takes a single time",
                         "by and throughout take a span of time",
                         fmt::format("use throughout: {0}, or by: {0}", when.source.text));
      return;
    }
    const auto ends = when.syntax.children_of(when.syntax.root());
    const auto checked = check_ends(when);
    if (!checked)
      return;
    const auto from = month_of(when, ends[0].node, *checked, valid_.horizon, diagnostics_);
    const auto to = month_of(when, ends[1].node, *checked, valid_.horizon, diagnostics_);
    if (!from || !to)
      return;
    if (*from > *to)
      diagnostics_.error(
          when.source.span, "the span ends before it begins", "",
          fmt::format("write {} to {}", when.text_of(ends[1].node), when.text_of(ends[0].node)));
    valid.from = *from;
    valid.to = *to;
  }

  std::optional<CheckedExpression> check_setting(const Expression& expression) {
    const std::size_t errors = diagnostics_.error_count();
    auto checked = check_expression(expression, {}, symbols_, diagnostics_);
    if (checked.facts.empty() || diagnostics_.error_count() > errors)
      return std::nullopt;
    return checked;
  }

  // Checks only the two ends: `to` between two times is not a distribution.
  std::optional<CheckedExpression> check_ends(const Expression& when) {
    ends_ = when;
    ends_.syntax.nodes.pop_back();
    return check_setting(ends_);
  }

  ValidScenario& valid_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  Expression ends_;
};

} // namespace

namespace {

// "24" most likely means 24 months, and "2030" the end of that year.
std::string time_remedy(const NodeFacts& facts, const std::string& text) {
  constexpr std::string_view kExamples = "as in 5y, or 2030-12";
  if (const auto month = month_meant(text, 0, true); month && month->year() > 0)
    return "write " + to_text(*month);
  const bool whole = facts.quantity.literal && facts.constant && *facts.constant >= 0 &&
                     *facts.constant == std::round(*facts.constant);
  std::string number = text;
  if (number.ends_with('M')) // 24M: months, not millions
    number.pop_back();
  const bool digits = std::ranges::all_of(number, is_digit);
  return whole && digits ? fmt::format("write {}mo", number) : std::string(kExamples);
}

} // namespace

std::optional<int> month_of(const Expression& expression, NodeIndex node,
                            const CheckedExpression& checked, int horizon,
                            Diagnostics& diagnostics) {
  const NodeFacts& facts = checked.facts[node];
  const Span span = expression.span_of(node);
  const std::string text = expression.text_of(node);
  const bool time = facts.quantity.calendar || facts.quantity.dimension == kTime;
  if (!time || !facts.constant) {
    diagnostics.error(span, fmt::format("{} is not a time", text), "a target is judged at a time",
                      time_remedy(facts, text));
    return std::nullopt;
  }
  const double month = *facts.constant;
  if (!std::isfinite(month)) {
    fail_no_number(text, checked, node, diagnostics);
    return std::nullopt;
  }
  if (!(std::abs(month - std::round(month)) < 1e-9)) {
    diagnostics.error(span, fmt::format("{} is not a whole number of months", text), "",
                      whole_months_remedy(month, 0));
    return std::nullopt;
  }
  if (month < 0 || month > horizon) {
    diagnostics.error(span, fmt::format("{} is outside the plan", text),
                      fmt::format("the plan runs from month 0 to month {}", horizon),
                      month < 0 && text.starts_with('-') && -month <= horizon
                          ? "write " + text.substr(1)
                      : month < 0 ? "choose a later time"
                                  : "choose an earlier time, or a longer horizon");
    return std::nullopt;
  }
  return static_cast<int>(std::lround(month));
}

void check_targets(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  TargetChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
