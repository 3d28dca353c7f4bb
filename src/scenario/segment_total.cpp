// SPDX-License-Identifier: Apache-2.0
#include "scenario/segment_total.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace escala {
namespace {

constexpr std::string_view kBothRemedies =
    "write total: sum for price times volume, total: formula for a ratio, or total: none";

// A part of a total is an output: its parameters differ.
bool has_total(std::string_view name, const Split& split) {
  const std::string_view part = part_of(name);
  if (!split.has_total || part.empty())
    return split.has_total;
  return split.model->total != nullptr && split.model->total->find_output(part).has_value();
}

const Argument* formula_of(const Metric& metric) {
  const auto formula = metric.model->find_role(ParameterRole::formula);
  return formula ? metric.argument(*formula) : nullptr;
}

// Writes a syntax tree for what no text says; each of its nodes stands for the metric's name.
class SyntaxWriter {
 public:
  explicit SyntaxWriter(const LocatedText& place) { expression_.source = place; }

  NodeIndex name(std::string text) {
    SyntaxNode node;
    node.kind = SyntaxNode::Kind::name;
    node.text = std::move(text);
    return add(std::move(node), {});
  }
  NodeIndex number(double value) {
    SyntaxNode node;
    node.value = value;
    node.quantity.literal = true;
    return add(std::move(node), {});
  }
  NodeIndex binary(Operator op, NodeIndex left, NodeIndex right) {
    SyntaxNode node;
    node.kind = SyntaxNode::Kind::binary;
    node.op = op;
    return add(std::move(node), std::array{Child{left, {}}, Child{right, {}}});
  }
  Expression take() { return std::move(expression_); }

 private:
  NodeIndex add(SyntaxNode node, std::span<const Child> children) {
    Syntax& syntax = expression_.syntax;
    node.end = static_cast<std::uint32_t>(expression_.source.text.size());
    node.first_child = static_cast<std::uint32_t>(syntax.children.size());
    node.child_count = static_cast<std::uint32_t>(children.size());
    syntax.children.insert(syntax.children.end(), children.begin(), children.end());
    syntax.nodes.push_back(std::move(node));
    return syntax.root();
  }

  Expression expression_;
};

} // namespace

// --- which total ---

Total TotalMaker::kind_of(const Metric& metric, const Split& split) const {
  const bool formula = metric.model->find_role(ParameterRole::formula).has_value();
  if (metric.total == Total::formula && !formula) {
    diagnostics_.error(metric.total_span, fmt::format("{} has no formula", metric.name.text),
                       "total: formula is the formula of the totals",
                       "write total: sum, mean or none");
    return Total::sum;
  }
  if (formula && metric.total.value_or(Total::formula) == Total::formula)
    return has_formula_of_totals(metric, split) ? Total::formula : Total::sum;
  return metric.total.value_or(metric.model->from_itself ? Total::sum : Total::mean);
}

bool TotalMaker::has_formula_of_totals(const Metric& metric, const Split& split) const {
  const Argument* argument = formula_of(metric);
  if (argument == nullptr)
    return false; // a mistake that is reported
  if (!argument->by_segment.empty()) {
    diagnostics_.error(
        metric.total ? metric.total_span : metric.name.span,
        fmt::format("the total of {} is not written", metric.name.text),
        fmt::format("each {} has a formula of its own", scenario_.segments[split.list].name.text),
        "write total: sum, mean or none");
    return false;
  }
  for (const Expression& formula : argument->values)
    if (!check_products(formula, metric, split) || !check_parts(formula, metric, split))
      return false;
  return true;
}

// What the formula names must have a total.
bool TotalMaker::check_parts(const Expression& formula, const Metric& metric,
                             const Split& split) const {
  for (NodeIndex i = 0; i < formula.syntax.nodes.size(); ++i) {
    const SyntaxNode& node = formula.syntax.nodes[i];
    const Split* other =
        node.kind == SyntaxNode::Kind::name ? names_.differs(node.text, split.list) : nullptr;
    if (other == nullptr || has_total(node.text, *other))
      continue;
    diagnostics_.error(formula.span_of(i),
                       fmt::format("the total of {} is not written", metric.name.text),
                       fmt::format("its formula names {}, which has no total", node.text),
                       "write total: sum, mean or none");
    return false;
  }
  return true;
}

// The product of totals is no total of products.
bool TotalMaker::check_products(const Expression& formula, const Metric& metric,
                                const Split& split) const {
  if (metric.total)
    return true;
  std::vector<bool> differs(formula.syntax.nodes.size());
  for (NodeIndex i = 0; i < formula.syntax.nodes.size(); ++i) {
    const SyntaxNode& node = formula.syntax.nodes[i];
    const auto children = formula.syntax.children_of(i);
    const auto child_differs = [&](const Child& child) { return differs[child.node]; };
    differs[i] =
        std::ranges::any_of(children, child_differs) ||
        (node.kind == SyntaxNode::Kind::name && names_.differs(node.text, split.list) != nullptr);
    const bool product = node.kind == SyntaxNode::Kind::binary &&
                         (node.op == Operator::multiply || node.op == Operator::divide);
    if (!product || !std::ranges::all_of(children, child_differs))
      continue;
    diagnostics_.error(formula.span_of(i),
                       fmt::format("the total of {} is not written", metric.name.text),
                       fmt::format("both sides of '{}' differ by {}", operator_text(node.op),
                                   scenario_.segments[split.list].name.text),
                       std::string(kBothRemedies));
    return false;
  }
  return true;
}

// --- the metric ---

// A + B + C, a chain that doesn't nest; or that, divided by their number.
Argument TotalMaker::over_segments(const Split& split, std::string_view part, Total kind) const {
  SyntaxWriter writer(split.name);
  const auto& segments = names_.segments_of(split);
  NodeIndex sum = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string owner = fmt::format("{}.{}", split.name.text, segments[i].text);
    const NodeIndex term = writer.name(part.empty() ? owner : fmt::format("{}.{}", owner, part));
    sum = i == 0 ? term : writer.binary(Operator::add, sum, term);
  }
  if (kind == Total::mean)
    writer.binary(Operator::divide, sum, writer.number(static_cast<double>(segments.size())));
  Argument argument;
  argument.span = split.name.span;
  argument.values.push_back(writer.take());
  return argument;
}

Metric TotalMaker::make(const Metric& metric, const Split& split, Total kind) const {
  Metric total;
  total.name = metric.name;
  total.label = metric.label;
  total.unit = metric.unit;
  total.model_span = metric.model_span;
  total.model = &formula_model();
  if (kind == Total::formula) {
    total.arguments.push_back(*formula_of(metric));
    return total;
  }
  total.arguments.push_back(over_segments(split, {}, kind));
  if (metric.model->total == nullptr)
    return total;
  total.model = metric.model->total;
  std::uint32_t needed = 0; // parameters, by bit
  for (const ModelOutput& output : total.model->outputs)
    if (mentioned_.contains(fmt::format("{}.{}", metric.name.text, output.name)))
      needed |= output.computed_from;
  for (std::size_t p = 1; p < total.model->parameters.size(); ++p) {
    if ((needed >> p & 1) == 0)
      continue;
    total.arguments.push_back(over_segments(split, total.model->parameters[p].name, kind));
    total.arguments.back().parameter = p;
  }
  return total;
}

} // namespace escala
