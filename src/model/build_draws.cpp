// SPDX-License-Identifier: Apache-2.0
// Builds series: draws, with the components of mixtures, and schedules.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "escala/model/compile.h"
#include "model/compiler.h"
#include "model/instructions.h"

namespace escala {
namespace {

template <typename Drawn>
void add_constants(Drawn& drawn, std::initializer_list<double> values) {
  for (double value : values) {
    Program program{.depth = 1};
    push_constant(value, 0, program);
    drawn.parameters.push_back(std::move(program));
  }
}

bool is_draw(const CheckedExpression& checked) {
  return checked.root().distribution != nullptr && checked.root().scale == 1;
}

} // namespace

void ProgramBuilder::fill_series(std::uint32_t index, const CheckedExpression& checked,
                                 ExpressionContext& context) {
  if (is_draw(checked)) {
    Series series{.kind = Series::Kind::draw, .name = model_.series[index].name};
    fill_draw(series, checked, checked.expression->syntax.root(), context);
    link_group(series.draw, context.name);
    model_.series[index] = std::move(series);
    return;
  }
  if (checked.expression->is_schedule())
    return fill_schedule(index, checked, context);
  Program program = build(checked, checked.expression->syntax.root(), context);
  model_.series[index].programs.push_back(std::move(program));
}

// Makes a table if every value is constant; otherwise only the value of the month is evaluated.
void ProgramBuilder::fill_schedule(std::uint32_t index, const CheckedExpression& checked,
                                   ExpressionContext& context) {
  const auto values = values_of_months(checked, model_.calendar, model_.horizon);
  const bool known = std::ranges::all_of(
      values, [](const ValueOfMonths& value) { return value.constant.has_value(); });
  if (known) {
    Series& series = model_.series[index];
    series.kind = Series::Kind::table;
    series.table.resize(static_cast<std::size_t>(model_.horizon) + 1);
    for (const ValueOfMonths& value : values)
      for (int month = value.from; month <= value.to; ++month)
        series.table[static_cast<std::size_t>(month)] = *value.constant;
    return;
  }
  for (const ValueOfMonths& value : values) {
    if (value.from > model_.horizon)
      break;
    Program program = build(checked, value.node, context);
    push_scale(checked.root().scale, value.node, program);
    program.depth = stack_depth(program);
    model_.series[index].begins.push_back(value.from);
    model_.series[index].programs.push_back(std::move(program));
  }
}

std::uint32_t ProgramBuilder::add_schedule(const CheckedExpression& checked,
                                           ExpressionContext& context) {
  const std::uint32_t index = add_series({.name = context.name});
  fill_schedule(index, checked, context);
  context.before.push_back({Work::Kind::series, index});
  return index;
}

std::uint32_t ProgramBuilder::add_draw(const CheckedExpression& checked, NodeIndex node,
                                       ExpressionContext& context) {
  Series series{.kind = Series::Kind::draw, .name = context.name};
  fill_draw(series, checked, node, context);
  if (single_draw(checked) == node)
    link_group(series.draw, context.name);
  const std::uint32_t index = add_series(std::move(series));
  context.before.push_back({Work::Kind::series, index});
  return index;
}

void ProgramBuilder::fill_draw(Series& series, const CheckedExpression& checked, NodeIndex node,
                               ExpressionContext& context) {
  Draw& draw = series.draw;
  draw.distribution = checked.facts[node].distribution;
  draw.stream = stream_of(context.name, context.ordinal++);
  draw.draw_frequency = context.draw_frequency;
  if (draw.distribution->form == DistributionForm::mixture)
    draw.components = build_components(checked, node, context);
  else
    fill_arguments(draw, checked, node, context);
}

template <typename Drawn>
void ProgramBuilder::fill_arguments(Drawn& drawn, const CheckedExpression& checked, NodeIndex node,
                                    ExpressionContext& context) {
  for (const Child& child : checked.expression->syntax.children_of(node)) {
    Program program = build(checked, child.node, context);
    if (child.argument == "min")
      drawn.low = std::move(program);
    else if (child.argument == "max")
      drawn.high = std::move(program);
    else
      drawn.parameters.push_back(std::move(program));
  }
  const auto parameters = drawn.distribution->parameters;
  while (drawn.parameters.size() < parameters.size() &&
         parameters[drawn.parameters.size()].fallback)
    add_constants(drawn, {*parameters[drawn.parameters.size()].fallback});
}

// The components of a mixture are not draws: they do not use a uniform.
std::vector<DrawComponent> ProgramBuilder::build_components(const CheckedExpression& checked,
                                                            NodeIndex node,
                                                            ExpressionContext& context) {
  std::vector<DrawComponent> components;
  const auto children = checked.expression->syntax.children_of(node);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    const NodeFacts& facts = checked.facts[children[i].node];
    DrawComponent component{.distribution = facts.distribution, .scale = facts.scale};
    if (facts.distribution->form == DistributionForm::mixture)
      component.components = build_components(checked, children[i].node, context);
    else
      fill_arguments(component, checked, children[i].node, context);
    component.weight = build(checked, children[i + 1].node, context);
    components.push_back(std::move(component));
  }
  return components;
}

void ProgramBuilder::link_group(Draw& draw, const std::string& name) {
  const auto member = members_.find(name);
  if (member == members_.end())
    return;
  draw.group = member->second.first;
  draw.member = member->second.second;
  model_.groups[draw.group].draw_frequency = draw.draw_frequency;
}

std::uint32_t ProgramBuilder::shock_of(std::uint32_t metric) {
  if (shocks_[metric] != kNone)
    return shocks_[metric];
  const std::string name = model_.metrics[metric].name + ".shock";
  Series series{.kind = Series::Kind::draw, .name = name};
  series.draw.distribution = &normal_distribution();
  series.draw.stream = stream_of(name);
  series.draw.draw_frequency = DrawFrequency::month;
  add_constants(series.draw, {0.0, 1.0});
  link_group(series.draw, name);
  return shocks_[metric] = add_series(std::move(series));
}

std::uint32_t ProgramBuilder::add_model_draw(std::uint32_t metric, const ModelDraw& draw,
                                             const ParameterSource& source) {
  const std::string name = fmt::format("{}.{}", model_.metrics[metric].name, draw.name);
  Series series{.kind = Series::Kind::draw, .name = name};
  series.draw.distribution = find_distribution(draw.distribution);
  series.draw.stream = stream_of(name);
  series.draw.draw_frequency = DrawFrequency::month;
  if (draw.parameter.empty()) {
    add_constants(series.draw, {0.0, 1.0});
    return add_series(std::move(series));
  }
  Program program{.depth = 1};
  push_source(model_, source, 0, program);
  series.draw.parameters.push_back(std::move(program));
  return add_series(std::move(series));
}

} // namespace escala
