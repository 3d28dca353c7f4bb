// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/segment_total.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <utility>

#include "scenario/segments/total_kind.h"

namespace escala {
namespace {

// Builds a syntax tree without a text. The place of every node is the metric's name.
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

// The sum A + B + C over the segments, a chain that does not nest; for a mean, divided by their
// number.
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
  total.flow = metric.flow;
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
  std::uint32_t needed = 0; // bit p: parameter p is needed
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
