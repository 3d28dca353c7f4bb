// SPDX-License-Identifier: Apache-2.0
#include "simulate/metric_stepper.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// Scratch columns after those of the parameters.
enum Spare : std::size_t { before_losses, own_curve_known, shock, own_curve, spares };

std::size_t most_parameters(const Model& model) {
  std::size_t most = 0;
  for (const ModelMetric& metric : model.metrics)
    most = std::max(most, metric.parameters.size());
  return most;
}

} // namespace

MetricStepper::MetricStepper(BlockMonth& at) : at_(at), sums_(at.model.metrics.size()) {
  const std::size_t columns = most_parameters(at.model) + Spare::spares;
  scratch_.resize(columns * kBlockPaths);
  arguments_.resize(columns);
}

std::optional<Failure> MetricStepper::run(std::uint32_t index) {
  const ModelMetric& metric = at_.model.metrics[index];
  const bool actual = metric.actual.holds(at_.month);
  if (!actual || metric.spec->adds_increments)
    if (auto failure = read_arguments(index))
      return failure;
  find_columns(index);
  StepBlock block{.lanes = at_.lanes,
                  .month = at_.month,
                  .previous = {},
                  .parameters = {arguments_.data(), metric.spec->parameters.size(), at_.lanes},
                  .draws = {draws_.data(), draws_.size(), at_.lanes},
                  .shock = {},
                  .memory = {memory_.data(), memory_.size(), at_.lanes},
                  .outputs = {outputs_.data(), outputs_.size(), at_.lanes},
                  .survival = metric.survival};
  if (actual) {
    hold_actual(index, block);
    return std::nullopt;
  }
  Column next = next_.first(at_.lanes);
  advance(index, block, next);
  if (const StoredColumn& offset = at_.state->offset[index]; offset && at_.month > 0)
    next += offset.first(at_.lanes);
  if (at_.month > 0) {
    apply_permanent_losses(index, block, next);
    apply_bounds(metric, next);
  }
  return take_state(index, block, next);
}

std::optional<Failure> MetricStepper::read_arguments(std::uint32_t index) {
  const ModelMetric& metric = at_.model.metrics[index];
  for (std::size_t p = 0; p < metric.spec->parameters.size(); ++p) {
    const ConstColumn values =
        is_read(metric, p) ? parameter(metric, p, scratch(p)) : ConstColumn();
    arguments_[p] = values.data();
    if (values.exists())
      if (auto failure = check_range(index, p, values))
        return failure;
  }
  return std::nullopt;
}

// Finds the columns of the model's draws, memory and outputs.
void MetricStepper::find_columns(std::uint32_t index) {
  const auto start_of = [](const StoredColumn& column) { return column ? column.data() : nullptr; };
  draws_.clear();
  for (std::uint32_t draw : at_.model.metrics[index].draws)
    draws_.push_back(draw == kNone ? nullptr : at_.series[draw]);
  memory_.clear();
  for (const StoredColumn& column : at_.state->memory[index])
    memory_.push_back(start_of(column));
  outputs_.clear();
  for (const StoredColumn& column : at_.state->outputs[index])
    outputs_.push_back(start_of(column));
}

// The model's opening or step. If the state has an offset from the model's own curve, the step
// starts from that curve.
void MetricStepper::advance(std::uint32_t index, StepBlock& block, Column next) {
  const ModelMetric& metric = at_.model.metrics[index];
  const StoredColumn& offset = at_.state->offset[index];
  if (at_.month == 0) {
    if (offset)
      offset.first(at_.lanes) = 0;
    metric.spec->open(block, next);
    if (metric.flow)
      next = 0; // an amount of a month, and the opening is not one
    return;
  }
  block.held_years = std::max(0, plan_year(at_.month) - metric.list_years);
  block.steady = metric.steady;
  block.year_begins = at_.is_due(UpdateInterval::yearly) || at_.month == metric.actual.last() + 1;
  block.previous = at_.state_of(index);
  if (offset) {
    Column own = scratch(metric.parameters.size() + Spare::own_curve);
    own = at_.state_of(index) - offset.first(at_.lanes);
    block.previous = own;
  }
  if (metric.shock != kNone)
    block.shock =
        shock_factor(metric, block.parameters[*metric.spec->find_role(ParameterRole::volatility)]);
  metric.spec->step(block, next);
}

// Makes the step's values the new state, and reports them.
std::optional<Failure> MetricStepper::take_state(std::uint32_t index, const StepBlock& block,
                                                 Column next) {
  const ModelMetric& metric = at_.model.metrics[index];
  std::uint8_t& is_defined = at_.state->is_defined[index];
  if (at_.month > 0 && metric.reads_itself && is_defined == 0)
    next = at_.state_of(index).unaryExpr(&is_undefined).select(kUndefined, next);
  is_defined = are_finite(index, next) ? 1 : 0;
  if (is_defined == 0) {
    choose_nan(index, block, next);
    if (auto failure = check_values(index, next))
      return failure;
  }
  std::swap(at_.state->state[index], next_);
  return report_temporary_losses(index, next);
}

// If one lane has both n/a and a mistake, a formula of columns may give either. Here the inputs
// decide: the result is a mistake if one of them is a mistake, otherwise n/a if one of them is n/a.
void MetricStepper::choose_nan(std::uint32_t index, const StepBlock& block, Column next) {
  const ModelMetric& metric = at_.model.metrics[index];
  const auto inputs = inputs_of(metric, block);
  for (std::size_t lane = 0; lane < at_.lanes; ++lane) {
    const bool kept =
        metric.reads_itself && block.previous.exists() && is_undefined(at_.state_of(index)[lane]);
    if (kept || !std::isnan(next[lane]))
      continue;
    const auto any = [&](bool (*is)(double)) {
      return std::ranges::any_of(inputs, [&](ConstColumn input) { return is(input[lane]); });
    };
    if (any(is_invalid))
      next[lane] = kInvalid;
    else if (any(is_undefined))
      next[lane] = kUndefined;
  }
}

// The columns that a metric's state is computed from, except last month's state.
std::vector<ConstColumn> MetricStepper::inputs_of(const ModelMetric& metric,
                                                  const StepBlock& block) {
  std::vector<ConstColumn> inputs{block.shock};
  for (std::size_t i = 0; i < block.draws.size(); ++i)
    inputs.push_back(block.draws[i]);
  for (std::size_t i = 0; i < metric.parameters.size(); ++i)
    if (is_read(metric, i))
      inputs.push_back(parameter(metric, i, scratch(i)));
  if (at_.month > 0)
    for (const std::uint32_t impact : metric.permanent)
      inputs.push_back(permanent_effect(metric, impact));
  std::erase_if(inputs, [](ConstColumn input) { return !input.exists(); });
  return inputs;
}

// The value of an actual month: no shock, no loss, no bound.
void MetricStepper::hold_actual(std::uint32_t index, StepBlock& block) {
  const ModelMetric& metric = at_.model.metrics[index];
  const double value = metric.flow && at_.month == 0 ? 0 : metric.actual.at(at_.month);
  if (const StoredColumn& offset = at_.state->offset[index]) {
    const Column own = scratch(metric.parameters.size() + Spare::own_curve_known);
    advance(index, block, own);
    offset.first(at_.lanes) = value - own;
  } else if (metric.spec->on_actual_month != nullptr) {
    if (at_.month > 0)
      block.previous = at_.state_of(index);
    metric.spec->on_actual_month(block);
  }
  at_.state->state[index].first(at_.lanes) = value;
  at_.state->is_defined[index] = std::isfinite(value) ? 1 : 0;
  sums_[index] = {value - value, 0};
  at_.state->reported(index).first(at_.lanes) = value;
}

// Applies shares before amounts.
template <typename Taken>
void MetricStepper::apply_losses(const std::vector<std::uint32_t>& impacts, Taken taken,
                                 Column values) const {
  for (bool amounts : {false, true}) {
    for (std::uint32_t impact : impacts) {
      if (at_.model.impacts[impact].amount != amounts)
        continue;
      const ConstColumn column = taken(impact);
      amounts ? subtract(values, column, values) : multiply(values, column, values);
    }
  }
}

// A state that is computed from last month's state contains its earlier losses already. Other
// states need the factors and amounts of all losses so far.
ConstColumn MetricStepper::permanent_effect(const ModelMetric& metric, std::uint32_t impact) const {
  if (metric.spec->uses_previous)
    return at_.effect_of(impact);
  return at_.state->lasting[impact].first(at_.lanes);
}

void MetricStepper::apply_permanent_losses(std::uint32_t index, const StepBlock& block,
                                           Column values) {
  const ModelMetric& metric = at_.model.metrics[index];
  if (metric.permanent.empty())
    return;
  Column before = scratch(metric.parameters.size() + Spare::before_losses);
  before = values;
  apply_losses(
      metric.permanent, [&](std::uint32_t impact) { return permanent_effect(metric, impact); },
      values);
  if (metric.spec->on_permanent_loss != nullptr)
    metric.spec->on_permanent_loss(block, before, values);
  if (const StoredColumn& offset = at_.state->offset[index]) {
    Column kept = offset.first(at_.lanes);
    kept = (before != values && before != 0).select(kept * (values / before), kept);
  }
}

std::optional<Failure> MetricStepper::report_temporary_losses(std::uint32_t index,
                                                              ConstColumn state) {
  const ModelMetric& metric = at_.model.metrics[index];
  if (metric.temporary.empty())
    return std::nullopt;
  Column reported = at_.state->reported_separately[index].first(at_.lanes);
  reported = state;
  if (at_.month == 0)
    return std::nullopt;
  apply_losses(
      metric.temporary, [&](std::uint32_t impact) { return at_.effect_of(impact); }, reported);
  apply_bounds(metric, reported);
  return are_finite(index, reported) ? std::nullopt : check_values(index, reported);
}

// The bounds come after the model's own parameters and are read from month 1 on.
bool MetricStepper::is_read(const ModelMetric& metric, std::size_t index) const {
  const auto& own = metric.spec->parameters;
  if (index >= own.size())
    return at_.month > 0;
  if (at_.month > 0)
    return own[index].at_step;
  return own[index].at_opening || (own[index].opening_outputs & metric.read_outputs) != 0;
}

ConstColumn MetricStepper::parameter(const ModelMetric& metric, std::size_t index,
                                     Column own) const {
  const ParameterSource& source = metric.parameters[index];
  switch (source.kind) {
  case ParameterSource::Kind::absent:
    return {};
  case ParameterSource::Kind::constant:
    return at_.spread(source.constant, own);
  case ParameterSource::Kind::series:
    return at_.values_of(source.index);
  case ParameterSource::Kind::history:
    return at_.state->histories[source.index].at(at_.month - source.delay).first(at_.lanes);
  }
  return {};
}

// Constants were checked before the run. A value that is kept from month to month is checked when
// it changes, and when it is first read after the actual months.
std::optional<Failure> MetricStepper::check_range(std::uint32_t index, std::size_t parameter,
                                                  ConstColumn values) const {
  const ModelMetric& metric = at_.model.metrics[index];
  const ParameterSource& source = metric.parameters[parameter];
  if (source.kind == ParameterSource::Kind::constant)
    return std::nullopt;
  const bool first = at_.month == metric.actual.last() + 1;
  if (source.kind == ParameterSource::Kind::series && !first &&
      !at_.is_due(at_.model.series[source.index].update_interval))
    return std::nullopt;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Range& range = metric.spec->parameters[parameter].range;
  if (range.low == -kInfinity)
    return std::nullopt;
  const double low = range.above_low ? std::nextafter(range.low, kInfinity) : range.low;
  const std::size_t outside = first_outside(values, low, range.high);
  if (outside == at_.lanes)
    return std::nullopt;
  return Failure{.kind = Failure::Kind::parameter,
                 .index = index,
                 .part = static_cast<std::uint32_t>(parameter),
                 .value = values[outside],
                 .series = source.kind == ParameterSource::Kind::series ? source.index : kNone,
                 .lane = outside};
}

// exp(s * sqrt(dt) * z - s^2 * dt / 2), which keeps the mean.
ConstColumn MetricStepper::shock_factor(const ModelMetric& metric, ConstColumn volatility) {
  const Column factor = scratch(metric.parameters.size() + Spare::shock);
  mean_one_factors(volatility, std::sqrt(kMonthInYears), at_.values_of(metric.shock), factor);
  return factor;
}

// min and max are the common parameters, after the model's own.
void MetricStepper::apply_bounds(const ModelMetric& metric, Column values) {
  const std::size_t own = metric.spec->parameters.size();
  if (const ConstColumn low = parameter(metric, own, scratch(own)); low.exists())
    larger_of(values, low, values);
  if (const ConstColumn high = parameter(metric, own + 1, scratch(own + 1)); high.exists())
    smaller_of(values, high, values);
}

// Whether all values that a metric reports are numbers. If the sums of their deviations are finite,
// they are.
bool MetricStepper::are_finite(std::uint32_t metric, ConstColumn values) {
  sums_[metric] = sums_of_deviations(values, values[0]);
  return std::isfinite(sums_[metric].sum) || all_finite(values);
}

std::optional<Failure> MetricStepper::check_values(std::uint32_t metric, ConstColumn values) const {
  const auto bad = std::ranges::find_if(values, is_invalid);
  if (bad == values.end())
    return std::nullopt;
  return Failure{.kind = Failure::Kind::metric,
                 .index = metric,
                 .lane = static_cast<std::size_t>(bad - values.begin())};
}

} // namespace escala
