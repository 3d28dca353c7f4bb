// SPDX-License-Identifier: Apache-2.0
// Figures of a trailing year, or of some months, that decide something before the plan has as many
// months, when they reach back to month 0 only.
//
// What comparisons of t, year or month say is known (month_truths.h), so that
// `if(t >= 12 and growth(arr) >= 20%, a, b)` is understood.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/check/checks.h"
#include "scenario/check/month_truths.h"
#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

// The months in which a value depends on a trailing figure, and in which of them that is one of a
// whole year, is less than it would be later (of what grows), and is more.
struct Trailing {
  Months months = 0;
  Months year = 0;
  Months less = 0;
  Months more = 0;

  void add(const Trailing& other, Months within) {
    months |= other.months & within;
    year |= other.year & within;
    less |= other.less & within;
    more |= other.more & within;
  }
  Months biased() const { return year | less | more; }
};

class FirstYear {
 public:
  explicit FirstYear(const ValidScenario& valid)
      : valid_(valid), calendar_(valid.scenario.calendar()), of_formula_(valid.metrics.size()) {
    for (const Definition& definition : valid.step_order)
      if (definition.kind == Definition::Kind::metric)
        search_formula(definition.index);
  }

  // What the value depends on.
  Trailing trailing(const CheckedExpression& checked) {
    Trailing sum;
    walk(checked, [&](NodeIndex, const Trailing& figure, const Reach& reach) {
      sum.add(figure, reach.months);
    });
    return sum;
  }

  // The months in which a condition holds because a figure is less or more than it would be later.
  Months hold_at_once(const CheckedExpression& when) {
    Months months = 0;
    walk(when, [&](NodeIndex, const Trailing& figure, const Reach& reach) {
      months |= reach.months & (reach.side < 0 ? figure.less : reach.side > 0 ? figure.more : 0);
    });
    return months;
  }

  // Calls visit(node, months) for each node by which a trailing figure decides: the condition of an
  // `if`, a comparison that counts as 1 or 0, the index of `choose`. With `bounds` so do the
  // arguments of min, max and clamp.
  template <typename Visit>
  void for_each_decision(const CheckedExpression& checked, bool bounds, Visit visit) {
    std::map<NodeIndex, Months> found;
    bounds_decide_ = bounds;
    walk(checked, [&](NodeIndex, const Trailing& figure, const Reach& reach) {
      if (const Months months = reach.deciding & figure.months)
        found[reach.condition] |= months;
    });
    bounds_decide_ = false;
    for (const auto& [node, months] : found)
      visit(node, months);
  }

 private:
  // Where a node's value matters: the months; those in which it decides, and by which node; whether
  // it is on the side of a comparison that must be small (-1) or large (1) for it to hold; whether
  // the whole value is the truth of it.
  struct Reach {
    Months months = 0;
    Months deciding = 0;
    NodeIndex condition = 0;
    int side = 0;
    bool denied = false;
    bool whole = false;
  };

  template <typename Found>
  void walk(const CheckedExpression& checked, Found found) {
    if (checked.facts.empty() || checked.expression == nullptr)
      return;
    const Syntax& syntax = checked.expression->syntax;
    const std::vector<Truth> truths = truths_of(checked, calendar_);
    std::vector<Reach> reach(syntax.nodes.size());
    std::vector<NodeIndex> parents(syntax.nodes.size(), syntax.root());
    reach[syntax.root()] = {.months = kFirstYear, .whole = true};
    for (NodeIndex i = static_cast<NodeIndex>(syntax.nodes.size()); i-- > 0;) {
      for (const Child& child : syntax.children_of(i))
        parents[child.node] = i;
      const NodeFacts& facts = checked.facts[i];
      if (facts.symbol.kind == Symbol::Kind::metric && facts.quantity.condition &&
          reach[i].deciding == 0 && !reach[i].whole)
        reach[i] = decided(reach[i], i);
      if (reach[i].months != 0)
        if (const Trailing figure = figure_at(checked, i, parents); figure.months != 0)
          found(i, figure, reach[i]);
      pass_on(checked, truths, i, reach);
    }
  }

  void pass_on(const CheckedExpression& checked, const std::vector<Truth>& truths, NodeIndex i,
               std::vector<Reach>& reach) const {
    const SyntaxNode& node = checked.expression->syntax.nodes[i];
    const auto children = checked.expression->syntax.children_of(i);
    const FunctionSpec* function = checked.facts[i].function;
    const bool selects = function != nullptr && function->rule == UnitRule::choice;
    const bool index = function != nullptr && function->rule == UnitRule::index;
    const bool logic = function != nullptr && function->rule == UnitRule::logic;
    for (std::size_t c = 0; c < children.size(); ++c) {
      Reach to = reach[i];
      to.whole = to.whole && (logic || selects || node.kind == SyntaxNode::Kind::schedule);
      if (selects)
        to = chosen(to, truths[children[0].node], c, children[0].node);
      if (index && c == 0 && to.deciding == 0)
        to = decided(to, children[0].node);
      if (node.kind == SyntaxNode::Kind::binary && logic)
        settle(node.op, truths[children[1 - c].node], to);
      if (node.op == Operator::logical_not && logic)
        to.denied = !to.denied;
      if (is_decision(checked, i, reach[i]))
        to = decided(to, i);
      to.side = side_of(node, c, to);
      reach[children[c].node] = to;
    }
  }

  // Whether the node turns numbers into a decision, and no condition above it does.
  bool is_decision(const CheckedExpression& checked, NodeIndex i, const Reach& reach) const {
    const SyntaxNode& node = checked.expression->syntax.nodes[i];
    const bool comparison = node.kind == SyntaxNode::Kind::binary && is_comparison(node.op);
    if (reach.deciding != 0)
      return comparison && !checked.facts[reach.condition].quantity.condition;
    if (comparison)
      return !reach.whole;
    constexpr std::array<std::string_view, 3> kBounds{"min", "max", "clamp"};
    const FunctionSpec* function = checked.facts[i].function;
    return bounds_decide_ && function != nullptr &&
           std::ranges::find(kBounds, function->name) != kBounds.end();
  }

  static Reach decided(Reach of, NodeIndex node) {
    of.condition = node;
    of.deciding = of.months;
    return of;
  }

  // What the other side of `and` and `or` settles.
  static void settle(Operator op, const Truth& other, Reach& to) {
    const Months settled = op == Operator::logical_and ? other.no : other.yes;
    to.months &= ~settled;
    to.deciding &= ~settled;
  }

  static int side_of(const SyntaxNode& node, std::size_t child, const Reach& of) {
    const bool binary = node.kind == SyntaxNode::Kind::binary;
    const bool less = node.op == Operator::less || node.op == Operator::less_equal;
    const bool greater = node.op == Operator::greater || node.op == Operator::greater_equal;
    if (binary && (less || greater))
      return (less == (child == 0)) == of.denied ? 1 : -1;
    const bool turns = node.kind == SyntaxNode::Kind::unary
                           ? node.op == Operator::negate
                           : binary && child == 1 &&
                                 (node.op == Operator::subtract || node.op == Operator::divide);
    return turns ? -of.side : of.side;
  }

  static Reach chosen(Reach of, const Truth& condition, std::size_t child, NodeIndex node) {
    const Months open = of.months & ~condition.yes & ~condition.no;
    if (child == 0)
      return {.months = open, .deciding = open, .condition = node};
    const Months gone = child == 1 ? condition.no : condition.yes;
    of.months &= ~gone;
    of.deciding &= ~gone;
    return of;
  }

  // What the node itself is.
  Trailing figure_at(const CheckedExpression& checked, NodeIndex i,
                     const std::vector<NodeIndex>& parents) {
    const NodeFacts& facts = checked.facts[i];
    if (facts.time_function != nullptr)
      return of_window(checked, i, parents);
    if (facts.symbol.kind == Symbol::Kind::output) {
      const ModelSpec& model = *valid_.scenario.metrics[facts.symbol.index].model;
      if (model.outputs[facts.symbol.parameter].trailing_year)
        return {.months = kFirstYear, .year = kFirstYear};
    }
    return facts.symbol.kind == Symbol::Kind::metric ? of_formula_[facts.symbol.index] : Trailing{};
  }

  static Trailing of_window(const CheckedExpression& checked, NodeIndex i,
                            const std::vector<NodeIndex>& parents) {
    using Kind = TimeFunctionSpec::Kind;
    const NodeFacts& facts = checked.facts[i];
    const Kind kind = facts.time_function->kind;
    const int window = kind == Kind::growth ? kMonthsInYear : facts.window;
    if (window < 2 || (kind == Kind::lag && !is_past(checked, i, parents)))
      return {};
    Trailing figure{.months = before(window)};
    if (window >= kMonthsInYear)
      figure.year = figure.months;
    if (kind == Kind::lag)
      figure.more = figure.months;
    else if (kind != Kind::mean)
      figure.less = figure.months;
    return figure;
  }

  // Whether a lag is a figure of the past: of a year, or one that meets the value of today, as in
  // arr / lag(arr, 6mo). Others are delays. One that says what was before is known.
  static bool is_past(const CheckedExpression& checked, NodeIndex lag,
                      const std::vector<NodeIndex>& parents) {
    constexpr int kNear = 4;
    const Syntax& syntax = checked.expression->syntax;
    const auto arguments = syntax.children_of(lag);
    if (arguments.size() > 2)
      return false;
    if (checked.facts[lag].window >= kMonthsInYear)
      return true;
    const std::string& name = syntax.nodes[arguments[0].node].text;
    NodeIndex at = lag;
    for (int step = 0; step < kNear && at != syntax.root(); ++step) {
      const NodeIndex parent = parents[at];
      if (syntax.nodes[parent].kind != SyntaxNode::Kind::binary)
        return false;
      for (const Child& side : syntax.children_of(parent))
        if (side.node != at && names(syntax, side.node, name))
          return true;
      at = parent;
    }
    return false;
  }

  // Whether one of the last parts of a node is this name.
  static bool names(const Syntax& syntax, NodeIndex node, const std::string& name) {
    constexpr NodeIndex kFew = 16;
    const std::uint32_t begin = syntax.nodes[node].begin;
    for (NodeIndex i = node + 1; i-- > 0 && i + kFew > node && syntax.nodes[i].begin >= begin;)
      if (!name.empty() && syntax.nodes[i].kind == SyntaxNode::Kind::name &&
          syntax.nodes[i].text == name)
        return true;
    return false;
  }

  void search_formula(std::size_t metric) {
    const auto formula = valid_.scenario.metrics[metric].model->find_role(ParameterRole::formula);
    if (formula)
      for (const CheckedExpression& value : valid_.metrics[metric].parameters[*formula].values)
        of_formula_[metric].add(trailing(value), kFirstYear);
  }

  const ValidScenario& valid_;
  Calendar calendar_;
  std::vector<Trailing> of_formula_;
  bool bounds_decide_ = false;
};

// The words of a message about the months in which a figure is not whole.
struct Words {
  int window;

  explicit Words(Months months) : window(static_cast<int>(std::bit_width(months))) {}
  bool is_year() const { return window == kMonthsInYear; }
  std::string problem(std::string_view what) const {
    return is_year() ? fmt::format("{} a trailing year during the first year", what)
                     : fmt::format("{} the last {} months before there are as many", what, window);
  }
  std::string reason() const {
    return is_year() ? "before month 12 a trailing year reaches back only to month 0"
                     : fmt::format("before month {} they reach back only to month 0", window);
  }
  std::string from() const { return is_year() ? "1y" : fmt::format("{}mo", window); }
};

// The months that a target judges.
Months judged_months(const ValidTarget& target) {
  const auto up_to = [](int month) { return before(month + 1); };
  return target.from == 0 ? up_to(target.to) : up_to(target.to) & ~up_to(target.from - 1);
}

// The months in which a trailing figure decides the target: by its last month any figure that is
// not whole then, and before it one that holds at once.
Months deciding_months(const ValidTarget& target, FirstYear& first_year) {
  const Months judged = judged_months(target);
  const Months trailing = first_year.trailing(target.when).months & judged;
  const bool until = target.kind == TargetTiming::Kind::by;
  const Months last = target.to < kMonthsInYear ? Months{1} << target.to : 0;
  if (!until || (trailing & last) != 0)
    return trailing;
  return first_year.hold_at_once(target.when) & judged;
}

void warn_target(const Target& target, const ValidTarget& checked, FirstYear& first_year,
                 Diagnostics& diagnostics) {
  if (deciding_months(checked, first_year) == 0)
    return;
  const Words words(first_year.trailing(checked.when).months);
  diagnostics.warning(target.when.source.span,
                      words.problem(fmt::format("{} looks at", target.name.text)), words.reason(),
                      fmt::format("judge it from {} on", words.from()));
}

// "t >= 12 and growth(arr) >= 20%"; nothing if it is not a condition.
std::string guarded_by_month(const CheckedExpression& value, NodeIndex condition, int month) {
  const Expression& written = *value.expression;
  if (!value.facts[condition].quantity.condition)
    return {};
  const SyntaxNode& node = written.syntax.nodes[condition];
  const bool loose = node.kind == SyntaxNode::Kind::binary && node.op == Operator::logical_or;
  const std::string text = written.text_of(condition);
  return loose && text.front() != '(' ? fmt::format("t >= {} and ({})", month, text)
                                      : fmt::format("t >= {} and {}", month, text);
}

// Whether the node is the condition of an `if`, and not a part of arithmetic.
bool is_condition_of_choice(const Syntax& syntax, const std::vector<NodeFacts>& facts,
                            NodeIndex node) {
  for (NodeIndex i = node + 1; i < syntax.nodes.size(); ++i) {
    const auto children = syntax.children_of(i);
    if (!children.empty() && children[0].node == node)
      return facts[i].function != nullptr && facts[i].function->rule == UnitRule::choice;
  }
  return false;
}

void warn_decisions(const Metric& metric, std::size_t parameter, const CheckedExpression& value,
                    FirstYear& first_year, Diagnostics& diagnostics) {
  const std::string what =
      fmt::format("{} of {} decides by", metric.parameter(parameter).name, metric.full_name());
  const bool next = metric.parameter(parameter).role == ParameterRole::next;
  first_year.for_each_decision(value, next, [&](NodeIndex condition, Months months) {
    const Words words(months);
    const Expression& written = *value.expression;
    std::string guarded = guarded_by_month(value, condition, words.window);
    if (guarded.empty())
      return diagnostics.warning(
          written.span_of(condition), words.problem(what), words.reason(),
          fmt::format("say what holds before: if(t < {}, ..., ...)", words.window));
    if (!is_condition_of_choice(written.syntax, value.facts, condition))
      guarded = "(" + guarded + ")";
    const Rewrite change = rewrite_node(written, condition, guarded);
    diagnostics.warning(change.span, words.problem(what), words.reason(), change.suggestion());
  });
}

void warn_metric(const Metric& metric, const ValidMetric& checked, FirstYear& first_year,
                 Diagnostics& diagnostics) {
  for (std::size_t p = 0; p < checked.parameters.size(); ++p)
    for (const CheckedExpression& value : checked.parameters[p].values) {
      const std::size_t before = diagnostics.all().size();
      warn_decisions(metric, p, value, first_year, diagnostics);
      const bool need = metric.parameter(p).aim && diagnostics.all().size() == before;
      const Months months = need ? first_year.trailing(value).biased() : 0;
      if (months == 0)
        continue;
      const Words words(months);
      diagnostics.warning(value.expression->source.span,
                          words.problem(fmt::format("{} of {} looks at", metric.parameter(p).name,
                                                    metric.full_name())),
                          words.reason(),
                          fmt::format("say what holds before: if(t < {}, ..., ...)", words.window));
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
