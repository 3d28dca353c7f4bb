// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/total_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace escala {
namespace {

constexpr std::string_view kBothRemedies =
    "write total: sum for price times volume, total: formula for a ratio, or total: none";

// Whether the total has the part that a name asks for. Totals have outputs, but no parameters.
bool has_total(const SplitName& name) {
  const Split& split = *name.split;
  if (!split.has_total || name.part.empty())
    return split.has_total;
  return split.model->total != nullptr && split.model->total->find_output(name.part).has_value();
}

} // namespace

const Argument* formula_of(const Metric& metric) {
  const auto formula = metric.model->find_role(ParameterRole::formula);
  return formula ? metric.argument(*formula) : nullptr;
}

Total TotalKinds::of(const Metric& metric, const Split& split) const {
  const bool formula = metric.model->find_role(ParameterRole::formula).has_value();
  if (metric.total == Total::formula && !formula) {
    diagnostics_.error(metric.total_span, fmt::format("{} has no formula", metric.name.text),
                       "total: formula is the formula of the totals",
                       "write total: sum, mean or none");
    return Total::sum;
  }
  if (formula && metric.total.value_or(Total::formula) == Total::formula)
    return has_formula_of_totals(metric, split) ? Total::formula : Total::sum;
  return metric.total.value_or(metric.model->uses_previous ? Total::sum : Total::mean);
}

bool TotalKinds::has_formula_of_totals(const Metric& metric, const Split& split) const {
  const Argument* argument = formula_of(metric);
  if (argument == nullptr)
    return false; // a mistake was reported
  if (!argument->by_segment.empty()) {
    diagnostics_.error(metric.total ? metric.total_span : metric.name.span,
                       fmt::format("the total of {} must be given", metric.name.text),
                       fmt::format("each {} has its own formula", lists_text(scenario_, split)),
                       "write total: sum, mean or none");
    return false;
  }
  for (const Expression& formula : argument->values)
    if (!check_products(formula, metric, split) || !check_parts(formula, metric, split))
      return false;
  return true;
}

// Whether a name has no value even in one segment: that is told there.
bool TotalKinds::leaves_open(std::string_view name, const Split& split) const {
  const Split* named = names_.read(name).split;
  return std::ranges::any_of(named->lists, [&](std::uint32_t list) {
    return std::ranges::find(split.lists, list) == split.lists.end();
  });
}

// Everything that the formula names must have a total.
bool TotalKinds::check_parts(const Expression& formula, const Metric& metric,
                             const Split& split) const {
  for (NodeIndex i = 0; i < formula.syntax.nodes.size(); ++i) {
    const SyntaxNode& node = formula.syntax.nodes[i];
    if (node.kind != SyntaxNode::Kind::name || !names_.differs(node.text, split) ||
        has_total(names_.read(node.text)) || leaves_open(node.text, split))
      continue;
    diagnostics_.error(formula.span_of(i),
                       fmt::format("the total of {} must be given", metric.name.text),
                       fmt::format("its formula names {}, which has no total", node.text),
                       "write total: sum, mean or none");
    return false;
  }
  return true;
}

// A product of totals is not the total of the products, so the plan must say which one is meant.
bool TotalKinds::check_products(const Expression& formula, const Metric& metric,
                                const Split& split) const {
  if (metric.total)
    return true;
  std::vector<bool> differs(formula.syntax.nodes.size());
  for (NodeIndex i = 0; i < formula.syntax.nodes.size(); ++i) {
    const SyntaxNode& node = formula.syntax.nodes[i];
    const auto children = formula.syntax.children_of(i);
    const auto child_differs = [&](const Child& child) { return differs[child.node]; };
    differs[i] = std::ranges::any_of(children, child_differs) ||
                 (node.kind == SyntaxNode::Kind::name && names_.differs(node.text, split));
    const bool product = node.kind == SyntaxNode::Kind::binary &&
                         (node.op == Operator::multiply || node.op == Operator::divide);
    if (!product || !std::ranges::all_of(children, child_differs))
      continue;
    diagnostics_.error(formula.span_of(i),
                       fmt::format("the total of {} must be given", metric.name.text),
                       fmt::format("both sides of '{}' differ by {}", operator_text(node.op),
                                   lists_text(scenario_, split)),
                       std::string(kBothRemedies));
    return false;
  }
  return true;
}

} // namespace escala
