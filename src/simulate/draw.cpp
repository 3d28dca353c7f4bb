// SPDX-License-Identifier: Apache-2.0
// Draws: one uniform each, through the quantile function.
#include <algorithm>
#include <array>
#include <limits>

#include "escala/catalog/mixture.h"
#include "escala/columns/standard_normal.h"
#include "escala/columns/uniforms.h"
#include "escala/model/compile.h"
#include "simulate/block.h"

namespace escala {

// What month a draw is keyed by: once per path, or the first month of the plan's year, or each.
// Month 0 shares the first year.
std::uint32_t BlockRunner::draw_month(Cadence cadence) const {
  switch (cadence) {
  case Cadence::path:
    return 0;
  case Cadence::year:
    return static_cast<std::uint32_t>(plan_year(month_) * kMonthsInYear + 1);
  case Cadence::month:
    return static_cast<std::uint32_t>(month_);
  }
  return 0;
}

// The second path of an antithetic pair has what the first leaves of 1, exactly.
void BlockRunner::draw_uniforms(std::uint64_t stream, std::uint32_t month, double* out) const {
  if (quasi_ != nullptr)
    return quasi_->uniforms(stream, static_cast<int>(month), spec_.first_path + first_, out,
                            lanes_);
  fill_uniforms({spec_.seed, stream, month}, spec_.first_path + first_, out, lanes_);
  if (spec_.sampler == Sampler::antithetic)
    for (std::size_t i = 1; i < lanes_; i += 2)
      out[i] = 1 - out[i - 1];
}

void BlockRunner::draw_scores(std::uint64_t stream, std::uint32_t month, double* out) const {
  if (quasi_ != nullptr)
    return quasi_->scores(stream, static_cast<int>(month), spec_.first_path + first_, out, lanes_);
  draw_uniforms(stream, month, out);
  normal_scores(out, out, lanes_);
}

// Each event has a draw of its own, a plain one under sobol too; what happens on the second path of
// an antithetic pair mirrors the first.
void BlockRunner::draw_event_uniforms(std::uint64_t stream, double* out) const {
  const bool mirrors = spec_.sampler == Sampler::antithetic;
  std::array<std::uint64_t, kBlockPaths> streams{}, paths{};
  for (std::size_t i = 0; i < lanes_; ++i) {
    streams[i] = stream_of_event(stream, event_lanes_[i].number);
    const std::uint64_t path = spec_.first_path + first_ + event_lanes_[i].lane;
    paths[i] = mirrors ? path - path % 2 : path;
  }
  uniforms_at(spec_.seed, static_cast<std::uint32_t>(month_), streams.data(), paths.data(), out,
              lanes_);
  for (std::size_t i = 0; mirrors && i < lanes_; ++i)
    if (event_lanes_[i].lane % 2 == 1)
      out[i] = 1 - out[i];
}

const double* BlockRunner::correlated_scores(const Draw& draw) const {
  return scores_.data() + scores_of_[draw.group] + draw.member * kBlockPaths;
}

// The uniform of each path, or its normal score; correlated draws have scores already.
void BlockRunner::draw_input(const Draw& draw, DrawInput wanted, double* out) {
  if (draw.group == kNone) {
    const bool scores = wanted == DrawInput::standard_normal;
    if (event_lanes_.empty() && scores)
      return draw_scores(draw.stream, draw_month(draw.cadence), out);
    if (event_lanes_.empty())
      return draw_uniforms(draw.stream, draw_month(draw.cadence), out);
    draw_event_uniforms(draw.stream, out);
    if (scores)
      normal_scores(out, out, lanes_);
    return;
  }
  const double* scores = correlated_scores(draw);
  if (wanted == DrawInput::standard_normal)
    std::copy_n(scores, lanes_, out);
  else
    normal_probabilities(scores, out, lanes_);
}

// Where the arguments of a component are, among the scratch columns.
struct BlockRunner::ComponentColumns {
  const DrawComponent* component;
  std::size_t first; // of its parameters
  const double* low;
  const double* high;
  const double* weight;
  std::vector<ComponentColumns> components;
};

std::vector<BlockRunner::ComponentColumns>
BlockRunner::evaluate_components(const std::vector<DrawComponent>& components, std::size_t& used) {
  std::vector<ComponentColumns> columns;
  const auto next = [&](const Program& program) {
    const double* column = evaluate_into(program, scratch(used));
    arguments_[used++] = column;
    return column;
  };
  for (const DrawComponent& component : components) {
    ComponentColumns& at = columns.emplace_back(ComponentColumns{&component, used, {}, {}, {}, {}});
    for (const Program& parameter : component.parameters)
      next(parameter);
    at.low = component.low ? next(*component.low) : nullptr;
    at.high = component.high ? next(*component.high) : nullptr;
    at.weight = next(component.weight);
    at.components = evaluate_components(component.components, used);
  }
  return columns;
}

// One lane's components, those of mixtures among them taken apart. 0, or what the draw is instead.
double BlockRunner::gather_components(const std::vector<ComponentColumns>& columns, double share,
                                      std::size_t lane, MixtureLane& mixture) const {
  std::vector<double> weights;
  double total = 0;
  for (const ComponentColumns& at : columns) {
    weights.push_back(at.weight[lane]);
    total += at.weight[lane];
  }
  if (const double instead = unusable_weights(weights); instead != 0)
    return instead;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ComponentColumns& at = columns[i];
    const double weight = share * weights[i] / total;
    if (!at.components.empty()) {
      if (const double instead = gather_components(at.components, weight, lane, mixture);
          instead != 0)
        return instead;
      continue;
    }
    MixtureComponent component{
        .spec = at.component->distribution, .scale = at.component->scale, .weight = weight};
    if (at.low != nullptr)
      component.low = at.low[lane];
    if (at.high != nullptr)
      component.high = at.high[lane];
    const std::size_t count = at.component->parameters.size();
    std::vector<double>& arguments = mixture.arguments.emplace_back(count);
    for (std::size_t j = 0; j < count; ++j)
      arguments[j] = arguments_[at.first + j][lane];
    component.arguments = arguments;
    if (const double instead = unusable_component(component); instead != 0)
      return instead;
    mixture.components.push_back(component);
  }
  return 0;
}

void BlockRunner::draw_mixture(const Draw& draw, double* out) {
  std::size_t used = 0;
  const auto columns = evaluate_components(draw.components, used);
  double* uniforms = scratch(used);
  draw_input(draw, DrawInput::uniform, uniforms);
  for (std::size_t i = 0; i < lanes_; ++i) {
    MixtureLane mixture;
    const double instead = gather_components(columns, 1, i, mixture);
    out[i] = instead == 0 ? mixture_quantile(uniforms[i], mixture.components) : instead;
  }
}

namespace {

bool is_constant(const Program& program) {
  return program.code.size() == 1 && program.code.front().kind == Instruction::Kind::constant;
}

// Whether a table may give a draw: the plan, and not the block, must fix its parameters.
bool is_tabulated(const Draw& draw) {
  return draw.distribution->fixed_quantiles != nullptr && !draw.low && !draw.high &&
         std::ranges::all_of(draw.parameters, is_constant);
}

} // namespace

void BlockRunner::draw_tabulated(const Draw& draw, double* out) {
  std::vector<double> arguments;
  for (const Program& parameter : draw.parameters)
    arguments.push_back(parameter.code.front().value);
  double* input = scratch(0);
  draw_input(draw, DrawInput::uniform, input);
  draw.distribution->fixed_quantiles(arguments, input, out, lanes_);
}

void BlockRunner::draw(const Draw& draw, double* out) {
  if (draw.distribution->form == DistributionForm::mixture)
    return draw_mixture(draw, out);
  if (draw.standard)
    return draw_input(draw, draw.distribution->input, out);
  if (is_tabulated(draw))
    return draw_tabulated(draw, out);
  const std::size_t count = draw.parameters.size();
  for (std::size_t i = 0; i < count; ++i)
    arguments_[i] = evaluate_into(draw.parameters[i], scratch(i));
  double* input = scratch(count + 2);
  if (!draw.low && !draw.high) {
    draw_input(draw, draw.distribution->input, input);
    if (draw.distribution->form == DistributionForm::pairs)
      draw.distribution->pair_quantiles(input, arguments_.data(), count, out, lanes_);
    else
      draw.distribution->quantiles(input, arguments_.data(), out, lanes_);
    return;
  }
  const auto bound = [&](const std::optional<Program>& program, double otherwise, double* own) {
    if (program)
      return evaluate_into(*program, own);
    std::fill_n(own, lanes_, otherwise);
    return static_cast<const double*>(own);
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double* low = bound(draw.low, -kInfinity, scratch(count));
  const double* high = bound(draw.high, kInfinity, scratch(count + 1));
  draw_input(draw, DrawInput::uniform, input);
  truncated_quantiles(*draw.distribution, input, arguments_.data(), low, high, out, lanes_);
}

} // namespace escala
