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

TotalMaker::TotalMaker(const SplitNames& names, const std::set<std::string_view>& mentioned)
    : names_(names) {
  for (const std::string_view name : mentioned)
    if (const SplitName read = names.read(name); read.split != nullptr && !read.is_segment())
      parts_.insert(fmt::format("{}.{}", read.split->name.text, read.part));
}

// The sum A + B + C over the segments, a chain that does not nest; for a mean, divided by their
// number.
Argument TotalMaker::over_segments(const Split& split, const SegmentChoice& choice,
                                   std::string_view part, Total kind) const {
  const Scenario& scenario = names_.scenario();
  SyntaxWriter writer(split.name);
  const SplitCells cells = cells_of(scenario, split, choice);
  NodeIndex sum = 0;
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    const SegmentChoice cell = choice_of_cell(scenario, split, cells[i] - split.first);
    const std::string owner =
        fmt::format("{}.{}", split.name.text, segment_text(scenario, split, cell));
    const NodeIndex term = writer.name(part.empty() ? owner : fmt::format("{}.{}", owner, part));
    sum = i == 0 ? term : writer.binary(Operator::add, sum, term);
  }
  if (kind == Total::mean)
    writer.binary(Operator::divide, sum, writer.number(static_cast<double>(cells.count)));
  Argument argument;
  argument.span = split.name.span;
  argument.values.push_back(writer.take());
  return argument;
}

void TotalMaker::add_parameters_of_outputs(const Split& split, const SegmentChoice& choice,
                                           Total kind, Metric& total) const {
  std::uint32_t needed = 0; // bit p: parameter p is needed
  for (const ModelOutput& output : total.model->outputs)
    if (parts_.contains(fmt::format("{}.{}", split.name.text, output.name)))
      needed |= output.computed_from;
  for (std::size_t p = 1; p < total.model->parameters.size(); ++p) {
    if ((needed >> p & 1) == 0)
      continue;
    total.arguments.push_back(over_segments(split, choice, total.model->parameters[p].name, kind));
    total.arguments.back().parameter = p;
  }
}

Metric TotalMaker::make(const Metric& metric, const Split& split, const SegmentChoice& choice,
                        Total kind) const {
  Metric total;
  total.name = metric.name;
  total.segment = segment_text(names_.scenario(), split, choice);
  total.label = label_of(metric, names_.scenario(), split, choice);
  total.unit = metric.unit;
  total.flow = metric.flow;
  total.model_span = metric.model_span;
  total.model = &formula_model();
  if (kind == Total::formula) {
    Argument& formula = total.arguments.emplace_back(*formula_of(metric));
    for (Expression& value : formula.values)
      value = names_.in_segment(value, split, choice);
    return total;
  }
  total.arguments.push_back(over_segments(split, choice, {}, kind));
  if (metric.model->total == nullptr)
    return total;
  total.model = metric.model->total;
  add_parameters_of_outputs(split, choice, kind, total);
  return total;
}

} // namespace escala
