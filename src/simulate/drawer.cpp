// SPDX-License-Identifier: Apache-2.0
#include "simulate/drawer.h"

#include <algorithm>
#include <limits>
#include <span>

#include "escala/columns/arithmetic.h"
#include "escala/columns/standard_normal.h"

namespace escala {
namespace {

// The number of columns for the arguments, two bounds and input of any draw.
std::size_t scratch_columns(const Model& model) {
  std::size_t most = 0;
  for (const Series& series : model.series) {
    std::size_t programs = 0;
    for_each_program(series.draw, [&](const Program&) { ++programs; });
    most = std::max(most, programs);
  }
  return most + 3;
}

} // namespace

Drawer::Drawer(BlockMonth& at, Evaluator& evaluator) : at_(at), evaluator_(evaluator) {
  std::size_t scores = 0;
  for (const ScoreGroup& group : at.model.groups) {
    scores_begin_.push_back(scores * kBlockPaths);
    scores += group.streams.size();
  }
  scores_.resize(scores * kBlockPaths);
  const std::size_t columns = scratch_columns(at.model);
  scratch_.resize(columns * kBlockPaths);
  arguments_.resize(columns);
}

// The month that a draw is keyed by: 0 for one draw per path, the first month of the plan year for
// yearly draws, otherwise the month itself. Month 0 is in the first year.
std::uint32_t Drawer::key_month(DrawFrequency draw_frequency) const {
  switch (draw_frequency) {
  case DrawFrequency::path:
    return 0;
  case DrawFrequency::year:
    return static_cast<std::uint32_t>(plan_year(at_.month) * kMonthsInYear + 1);
  case DrawFrequency::month:
    return static_cast<std::uint32_t>(at_.month);
  }
  return 0;
}

// Computes the independent score of each member, then L * z on every path.
void Drawer::run_scores(std::uint32_t index) {
  const ScoreGroup& group = at_.model.groups[index];
  if (!at_.is_due(group.update_interval))
    return;
  double* scores = scores_.data() + scores_begin_[index];
  const auto members = static_cast<Eigen::Index>(group.streams.size());
  const auto lanes = static_cast<Eigen::Index>(at_.lanes);
  const ColumnMatrix all(scores, lanes, members, Eigen::OuterStride<>(kBlockPaths));
  if (!at_.run->conditional[index].kept.empty())
    return run_conditional_scores(index, all);
  const std::uint32_t month = key_month(group.draw_frequency);
  for (std::size_t m = 0; m < group.streams.size(); ++m)
    at_.run->draws.scores(group.streams[m], month, at_.first,
                          {scores + m * kBlockPaths, at_.lanes});
  multiply_by_triangular(group.factor, all);
}

// The same if only some members are drawn anew.
void Drawer::run_conditional_scores(std::uint32_t index, ColumnMatrix scores) {
  const ScoreGroup& group = at_.model.groups[index];
  const std::uint32_t month = key_month(group.draw_frequency);
  kept_.resize(std::max(kept_.size(), group.streams.size() * kBlockPaths));
  const ColumnMatrix first(kept_.data(), scores.rows(), scores.cols(),
                           Eigen::OuterStride<>(kBlockPaths));
  for (std::size_t m = 0; m < group.streams.size(); ++m) {
    const auto column = static_cast<Eigen::Index>(m);
    at_.run->draws.first_scores(group.streams[m], month, at_.first,
                                {&kept_[m * kBlockPaths], at_.lanes});
    at_.run->draws.second_scores(group.streams[m], month, at_.first,
                                 {scores.col(column).data(), at_.lanes});
  }
  multiply_by_triangular(group.factor, first);
  multiply_by_triangular(group.factor, scores);
  condition(at_.run->conditional[index], first, scores);
}

ConstColumn Drawer::correlated_scores(const Draw& draw) const {
  return {scores_.data() + scores_begin_[draw.group] + draw.member * kBlockPaths, at_.lanes};
}

// The uniform of each lane, or its normal score. Correlated draws have scores already.
void Drawer::draw_input(const Draw& draw, DrawInput wanted, Column out) const {
  const bool wants_scores = wanted == DrawInput::standard_normal;
  if (draw.group != kNone) {
    const ConstColumn scores = correlated_scores(draw);
    if (wants_scores)
      out = scores;
    else
      normal_probabilities(scores, out);
    return;
  }
  const StreamDraws& draws = at_.run->draws;
  const auto month = static_cast<std::uint32_t>(at_.month);
  if (!at_.event_lanes.empty()) {
    draws.event_uniforms(draw.stream, month, at_.first, at_.event_lanes, out);
    if (wants_scores)
      normal_scores(out, out);
  } else if (wants_scores) {
    draws.scores(draw.stream, key_month(draw.draw_frequency), at_.first, out);
  } else {
    draws.uniforms(draw.stream, key_month(draw.draw_frequency), at_.first, out);
  }
}

void Drawer::draw(const Draw& draw, Column out) {
  if (draw.distribution->form == DistributionForm::mixture)
    return draw_mixture(draw, out);
  if (draw.standard)
    return draw_input(draw, draw.distribution->input, out);
  if (is_tabulated(draw))
    return draw_tabulated(draw, out);
  for (std::size_t i = 0; i < draw.parameters.size(); ++i)
    arguments_[i] = evaluator_.evaluate(draw.parameters[i], scratch(i)).data();
  if (draw.low || draw.high)
    draw_truncated(draw, out);
  else
    draw_from_columns(draw, out);
}

void Drawer::draw_from_columns(const Draw& draw, Column out) {
  const std::size_t count = draw.parameters.size();
  const ConstColumnList arguments(arguments_.data(), count, at_.lanes);
  const Column input = scratch(count);
  draw_input(draw, draw.distribution->input, input);
  if (draw.distribution->form == DistributionForm::pairs)
    draw.distribution->pair_quantiles(input, arguments, out);
  else
    draw.distribution->quantiles(input, arguments, out);
}

void Drawer::draw_truncated(const Draw& draw, Column out) {
  const auto bound = [&](const std::optional<Program>& program, double otherwise, Column own) {
    return program ? evaluator_.evaluate(*program, own) : at_.spread(otherwise, own);
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::size_t count = draw.parameters.size();
  const ConstColumnList arguments(arguments_.data(), count, at_.lanes);
  const ConstColumn low = bound(draw.low, -kInfinity, scratch(count));
  const ConstColumn high = bound(draw.high, kInfinity, scratch(count + 1));
  const Column input = scratch(count + 2);
  draw_input(draw, DrawInput::uniform, input);
  truncated_quantiles(*draw.distribution, input, arguments, low, high, out);
}

// Whether a program is a constant or an input of the run.
bool Drawer::is_fixed(const Program& program) const {
  if (program.code.size() != 1)
    return false;
  const Instruction& only = program.code.front();
  return only.kind == Instruction::Kind::constant ||
         (only.kind == Instruction::Kind::series &&
          at_.model.series[only.index].kind == Series::Kind::input);
}

double Drawer::fixed_value(const Program& program) const {
  const Instruction& only = program.code.front();
  return only.kind == Instruction::Kind::constant
             ? only.value
             : at_.run->inputs[at_.model.series[only.index].input];
}

// Whether a draw may use a table: the plan or the run must fix its parameters.
bool Drawer::is_tabulated(const Draw& draw) const {
  return draw.distribution->fixed_quantiles != nullptr && !draw.low && !draw.high &&
         std::ranges::all_of(draw.parameters,
                             [this](const Program& program) { return is_fixed(program); });
}

void Drawer::draw_tabulated(const Draw& draw, Column out) {
  std::vector<double> arguments;
  for (const Program& parameter : draw.parameters)
    arguments.push_back(fixed_value(parameter));
  const Column input = scratch(0);
  draw_input(draw, DrawInput::uniform, input);
  draw.distribution->fixed_quantiles(arguments, input, out);
}

// The columns of a component's arguments, weight and bounds.
struct Drawer::ComponentColumns {
  const DrawComponent* component;
  std::size_t first; // of its parameters
  const double* low;
  const double* high;
  const double* weight;
  std::vector<ComponentColumns> components;
};

std::vector<Drawer::ComponentColumns>
Drawer::evaluate_components(const std::vector<DrawComponent>& components, std::size_t& used) {
  std::vector<ComponentColumns> columns;
  const auto next = [&](const Program& program) {
    const double* column = evaluator_.evaluate(program, scratch(used)).data();
    arguments_[used++] = column;
    return column;
  };
  for (const DrawComponent& component : components) {
    ComponentColumns& of = columns.emplace_back(ComponentColumns{&component, used, {}, {}, {}, {}});
    for (const Program& parameter : component.parameters)
      next(parameter);
    of.low = component.low ? next(*component.low) : nullptr;
    of.high = component.high ? next(*component.high) : nullptr;
    of.weight = next(component.weight);
    of.components = evaluate_components(component.components, used);
  }
  return columns;
}

// Adds a component for one lane. Returns 0, or the value of the draw if the component is not
// acceptable.
double Drawer::add_component(const ComponentColumns& from, double weight, std::size_t lane,
                             MixtureLane& mixture) const {
  MixtureComponent component{
      .spec = from.component->distribution, .scale = from.component->scale, .weight = weight};
  if (from.low != nullptr)
    component.low = from.low[lane];
  if (from.high != nullptr)
    component.high = from.high[lane];
  const std::size_t count = from.component->parameters.size();
  std::vector<double>& arguments = mixture.arguments.emplace_back(count);
  for (std::size_t j = 0; j < count; ++j)
    arguments[j] = arguments_[from.first + j][lane];
  component.arguments = arguments;
  if (const double instead = unusable_component(component); instead != 0)
    return instead;
  mixture.components.push_back(component);
  return 0;
}

// Adds all components for one lane. A mixture among them is replaced by its own components. Returns
// 0, or the value of the draw if one of them is not acceptable.
double Drawer::gather_components(const std::vector<ComponentColumns>& columns, double share,
                                 std::size_t lane, MixtureLane& mixture) const {
  std::vector<double> weights;
  double total = 0;
  for (const ComponentColumns& from : columns) {
    weights.push_back(from.weight[lane]);
    total += from.weight[lane];
  }
  if (const double instead = unusable_weights(weights); instead != 0)
    return instead;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double weight = share * weights[i] / total;
    const double instead = columns[i].components.empty()
                               ? add_component(columns[i], weight, lane, mixture)
                               : gather_components(columns[i].components, weight, lane, mixture);
    if (instead != 0)
      return instead;
  }
  return 0;
}

void Drawer::draw_mixture(const Draw& draw, Column out) {
  std::size_t used = 0;
  const auto columns = evaluate_components(draw.components, used);
  const Column uniforms = scratch(used);
  draw_input(draw, DrawInput::uniform, uniforms);
  for (std::size_t i = 0; i < at_.lanes; ++i) {
    MixtureLane mixture;
    const double instead = gather_components(columns, 1, i, mixture);
    out[i] = instead == 0 ? mixture_quantile(uniforms[i], mixture.components) : instead;
  }
}

} // namespace escala
