// SPDX-License-Identifier: Apache-2.0
// Figures of a trailing year that decide something during the first year, when they reach back to
// month 0 only.
//
// Months 1 to 11 are bits of a mask. What a comparison of t, year or month with a constant says of
// each of them is known, so that `if(t >= 12 and growth(arr) >= 20%, a, b)` is understood.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "escala/core/rewrite.h"
#include "scenario/check/checks.h"

namespace escala {
namespace {

using Months = std::uint32_t;
constexpr Months kFirstYear = 0xFFE; // months 1 to 11
constexpr std::string_view kWhy = "before month 12 a trailing year reaches back only to month 0";

// The months in which a condition is known to hold or not to hold.
struct Truth {
  Months yes = 0;
  Months no = 0;
};

bool compares(Operator op, double a, double b) {
  switch (op) {
  case Operator::less:
    return a < b;
  case Operator::less_equal:
    return a <= b;
  case Operator::greater:
    return a > b;
  case Operator::greater_equal:
    return a >= b;
  case Operator::equal:
    return a == b;
  default:
    return a != b;
  }
}

class FirstYear {
 public:
  explicit FirstYear(const ValidScenario& valid)
      : valid_(valid), calendar_(valid.scenario.calendar()), searched_(valid.metrics.size()),
        of_formula_(valid.metrics.size()) {}

  // The months in which the value depends on a trailing figure.
  Months trailing(const CheckedExpression& checked) {
    Months months = 0;
    walk(checked, kFirstYear, false,
         [&](NodeIndex, Months reached, NodeIndex) { months |= reached; });
    return months;
  }

  // Calls visit(condition) for each condition of an `if` that a trailing figure decides.
  template <typename Visit>
  void for_each_decision(const CheckedExpression& checked, Visit visit) {
    std::vector<NodeIndex> found;
    walk(checked, kFirstYear, true,
         [&](NodeIndex, Months, NodeIndex condition) { found.push_back(condition); });
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const NodeIndex condition : found)
      visit(condition);
  }

 private:
  // Where a node's value matters: the months, and the condition that it is part of.
  struct Reach {
    Months months = 0;
    Months deciding = 0;
    NodeIndex condition = 0;
  };

  template <typename Found>
  void walk(const CheckedExpression& checked, Months months, bool decisions, Found found) {
    if (checked.facts.empty() || checked.expression == nullptr)
      return;
    const Syntax& syntax = checked.expression->syntax;
    const std::vector<Truth> truths = truths_of(checked);
    std::vector<Reach> reach(syntax.nodes.size());
    reach[syntax.root()].months = months;
    for (NodeIndex i = static_cast<NodeIndex>(syntax.nodes.size()); i-- > 0;) {
      const Months here = decisions ? reach[i].deciding : reach[i].months;
      const Months trailing_here = here == 0 ? 0 : here & trailing_months(checked.facts[i]);
      if (trailing_here != 0)
        found(i, trailing_here, reach[i].condition);
      pass_on(checked, truths, i, reach);
    }
  }

  static void pass_on(const CheckedExpression& checked, const std::vector<Truth>& truths,
                      NodeIndex i, std::vector<Reach>& reach) {
    const Syntax& syntax = checked.expression->syntax;
    const SyntaxNode& node = syntax.nodes[i];
    const auto children = syntax.children_of(i);
    const FunctionSpec* function = checked.facts[i].function;
    const bool selects = function != nullptr && function->rule == UnitRule::choice;
    const bool both = node.kind == SyntaxNode::Kind::binary && node.op == Operator::logical_and;
    const bool either = node.kind == SyntaxNode::Kind::binary && node.op == Operator::logical_or;
    for (std::size_t c = 0; c < children.size(); ++c) {
      Reach to = reach[i];
      if (selects)
        to = chosen(to, truths[children[0].node], c, children[0].node);
      if (both || either) {
        const Truth& other = truths[children[1 - c].node];
        const Months settled = both ? other.no : other.yes;
        to.months &= ~settled;
        to.deciding &= ~settled;
      }
      reach[children[c].node] = to;
    }
  }

  static Reach chosen(Reach of, const Truth& condition, std::size_t child, NodeIndex node) {
    const Months open = of.months & ~condition.yes & ~condition.no;
    if (child == 0)
      return {open, open, node};
    const Months gone = child == 1 ? condition.no : condition.yes;
    return {of.months & ~gone, of.deciding & ~gone, of.condition};
  }

  std::vector<Truth> truths_of(const CheckedExpression& checked) const {
    const Syntax& syntax = checked.expression->syntax;
    std::vector<Truth> truths(syntax.nodes.size());
    for (NodeIndex i = 0; i < syntax.nodes.size(); ++i) {
      const SyntaxNode& node = syntax.nodes[i];
      const auto children = syntax.children_of(i);
      const auto child = [&](std::size_t c) { return truths[children[c].node]; };
      if (checked.facts[i].quantity.condition && checked.facts[i].constant)
        (*checked.facts[i].constant != 0 ? truths[i].yes : truths[i].no) = kFirstYear;
      else if (node.kind == SyntaxNode::Kind::unary && node.op == Operator::logical_not)
        truths[i] = {child(0).no, child(0).yes};
      else if (node.kind != SyntaxNode::Kind::binary)
        continue;
      else if (node.op == Operator::logical_and)
        truths[i] = {child(0).yes & child(1).yes, child(0).no | child(1).no};
      else if (node.op == Operator::logical_or)
        truths[i] = {child(0).yes | child(1).yes, child(0).no & child(1).no};
      else if (is_comparison(node.op))
        truths[i] = compared(checked, node.op, children[0].node, children[1].node);
    }
    return truths;
  }

  // t, year or month; NaN of anything else.
  double of_month(const NodeFacts& facts, int month) const {
    switch (facts.symbol.kind) {
    case Symbol::Kind::month_number:
      return month;
    case Symbol::Kind::fiscal_year:
      return calendar_.fiscal_year(month);
    case Symbol::Kind::calendar_month:
      return calendar_.at(month).month();
    default:
      return facts.constant.value_or(std::numeric_limits<double>::quiet_NaN());
    }
  }

  Truth compared(const CheckedExpression& checked, Operator op, NodeIndex left,
                 NodeIndex right) const {
    Truth truth;
    for (int month = 1; month < kMonthsInYear; ++month) {
      const double a = of_month(checked.facts[left], month);
      const double b = of_month(checked.facts[right], month);
      if (a != a || b != b)
        return {};
      (compares(op, a, b) ? truth.yes : truth.no) |= Months{1} << month;
    }
    return truth;
  }

  // The months in which the node itself is a trailing figure.
  Months trailing_months(const NodeFacts& facts) {
    if (facts.time_function != nullptr) {
      const bool year = facts.time_function->kind == TimeFunctionSpec::Kind::growth ||
                        facts.window >= kMonthsInYear;
      return year ? kFirstYear : 0;
    }
    if (facts.symbol.kind == Symbol::Kind::output) {
      const ModelSpec& model = *valid_.scenario.metrics[facts.symbol.index].model;
      return model.outputs[facts.symbol.parameter].trailing_year ? kFirstYear : 0;
    }
    return facts.symbol.kind == Symbol::Kind::metric ? of_formula(facts.symbol.index) : 0;
  }

  Months of_formula(std::size_t metric) {
    const auto formula = valid_.scenario.metrics[metric].model->find_role(ParameterRole::formula);
    if (searched_[metric] || !formula)
      return of_formula_[metric];
    searched_[metric] = true;
    for (const CheckedExpression& value : valid_.metrics[metric].parameters[*formula].values)
      of_formula_[metric] |= trailing(value);
    return of_formula_[metric];
  }

  const ValidScenario& valid_;
  Calendar calendar_;
  std::vector<bool> searched_; // metrics whose formula was searched
  std::vector<Months> of_formula_;
};

void warn_target(const Target& target, const ValidTarget& checked, FirstYear& first_year,
                 Diagnostics& diagnostics) {
  const bool by = checked.kind == TargetTiming::Kind::by;
  const int first = by ? checked.to : checked.from;
  if (first >= kMonthsInYear || first_year.trailing(checked.when) == 0)
    return;
  diagnostics.warning(
      target.when.source.span,
      fmt::format("{} looks at a trailing year during the first year", target.name.text),
      std::string(kWhy), "judge it from 1y on");
}

void warn_decisions(const Metric& metric, std::size_t parameter, const CheckedExpression& value,
                    FirstYear& first_year, Diagnostics& diagnostics) {
  const std::string what =
      fmt::format("{} of {}", metric.parameter(parameter).name, metric.full_name());
  first_year.for_each_decision(value, [&](NodeIndex condition) {
    const Expression& written = *value.expression;
    const SyntaxNode& node = written.syntax.nodes[condition];
    const bool loose = node.kind == SyntaxNode::Kind::binary && node.op == Operator::logical_or;
    const std::string text = written.text_of(condition);
    const std::string guarded =
        loose ? fmt::format("t >= 12 and ({})", text) : "t >= 12 and " + text;
    Rewrite change{written.span_of(condition), guarded};
    if (!written.is_schedule())
      change = rewrite(written.source, node.begin, node.end, guarded);
    diagnostics.warning(change.span,
                        fmt::format("{} decides by a trailing year during the first year", what),
                        std::string(kWhy), change.suggestion());
  });
}

void warn_metric(const Metric& metric, const ValidMetric& checked, FirstYear& first_year,
                 Diagnostics& diagnostics) {
  for (std::size_t p = 0; p < checked.parameters.size(); ++p)
    for (const CheckedExpression& value : checked.parameters[p].values) {
      const std::size_t before = diagnostics.all().size();
      warn_decisions(metric, p, value, first_year, diagnostics);
      const bool need = metric.parameter(p).aim && diagnostics.all().size() == before;
      if (need && first_year.trailing(value) != 0)
        diagnostics.warning(value.expression->source.span,
                            fmt::format("{} of {} looks at a trailing year during the first year",
                                        metric.parameter(p).name, metric.full_name()),
                            std::string(kWhy), "say what holds before: if(t < 12, ..., ...)");
    }
}

} // namespace

void warn_first_year(const ValidScenario& valid, Diagnostics& diagnostics) {
  FirstYear first_year(valid);
  for (std::size_t i = 0; i < valid.metrics.size(); ++i)
    warn_metric(valid.scenario.metrics[i], valid.metrics[i], first_year, diagnostics);
  for (std::size_t i = 0; i < valid.targets.size(); ++i)
    warn_target(valid.scenario.targets[i], valid.targets[i], first_year, diagnostics);
}

} // namespace escala
