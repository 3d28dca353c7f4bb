// SPDX-License-Identifier: Apache-2.0
// A metric's month: its parameters, the model's step with its shock, the bounds; or the value that
// is known.
#include <algorithm>
#include <cmath>
#include <limits>

#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/columns/sums.h"
#include "escala/core/undefined.h"
#include "simulate/block.h"

namespace escala {

template <typename Taken>
void BlockRunner::apply_losses(const std::vector<std::uint32_t>& impacts, Taken taken,
                               double* values) const {
  for (bool amounts : {false, true}) {
    for (std::uint32_t impact : impacts) {
      if (model_.impacts[impact].amount != amounts)
        continue;
      const double* column = taken(impact);
      amounts ? differences(values, column, values, lanes_)
              : products(values, column, values, lanes_);
    }
  }
}

// The draws of the metric's model, and what it keeps and puts out.
void BlockRunner::find_columns(std::uint32_t index) {
  const auto at = [&](const Column& column) { return column ? column.data() : nullptr; };
  draws_.clear();
  for (std::uint32_t draw : model_.metrics[index].draws)
    draws_.push_back(draw == kNone ? nullptr : values_[draw]);
  memory_.clear();
  for (const Column& column : storage_->memory[index])
    memory_.push_back(at(column));
  outputs_.clear();
  for (const Column& column : storage_->outputs[index])
    outputs_.push_back(at(column));
}

bool BlockRunner::read_arguments(const ModelMetric& metric) {
  for (std::size_t p = 0; p < metric.spec->parameters.size(); ++p) {
    arguments_[p] = is_read(metric, p) ? parameter(metric, p, scratch(p)) : nullptr;
    if (arguments_[p] != nullptr && !check_range(metric, p, arguments_[p]))
      return false;
  }
  return true;
}

bool BlockRunner::run_metric(std::uint32_t index) {
  const ModelMetric& metric = model_.metrics[index];
  const bool actual = metric.actual.holds(month_);
  if ((!actual || metric.spec->adds_increments) && !read_arguments(metric))
    return false;
  find_columns(index);
  StepBlock block{.lanes = lanes_,
                  .month = month_,
                  .parameters = arguments_.data(),
                  .draws = draws_.data(),
                  .memory = memory_.data(),
                  .outputs = outputs_.data(),
                  .survival = metric.survival};
  if (actual)
    return hold_actual(index, block);
  const double* state = storage_->state[index].data();
  double* next = next_.data();
  advance(index, block, next);
  if (const Column& offset = storage_->offset[index]; offset && month_ > 0)
    for (std::size_t i = 0; i < lanes_; ++i)
      next[i] += offset.data()[i];
  if (month_ > 0) {
    apply_permanent_losses(index, block, next);
    apply_bounds(metric, next);
  }
  std::uint8_t& is_defined = storage_->is_defined[index];
  if (month_ > 0 && metric.reads_itself && is_defined == 0)
    for (std::size_t i = 0; i < lanes_; ++i)
      if (is_undefined(state[i]))
        next[i] = kUndefined;
  is_defined = are_finite(index, next) ? 1 : 0;
  if (is_defined == 0 && !check_values(index, next))
    return false;
  std::swap(storage_->state[index], next_);
  return report_temporary_losses(index, next);
}

// The model's own opening or step, from its own curve where that is apart from the state.
void BlockRunner::advance(std::uint32_t index, StepBlock& block, double* next) {
  const ModelMetric& metric = model_.metrics[index];
  const Column& offset = storage_->offset[index];
  if (month_ == 0) {
    if (offset)
      std::fill_n(offset.data(), lanes_, 0.0);
    return metric.spec->open(block, next);
  }
  const double* state = storage_->state[index].data();
  block.held_years = std::max(0, plan_year(month_) - metric.list_years);
  block.steady = metric.steady;
  block.year_begins = is_due(Refresh::yearly) || month_ == metric.actual.last() + 1;
  block.previous = state;
  if (offset) {
    double* own = scratch(metric.spec->parameters.size() + 4);
    for (std::size_t i = 0; i < lanes_; ++i)
      own[i] = state[i] - offset.data()[i];
    block.previous = own;
  }
  if (metric.shock != kNone)
    block.shock =
        shock_factor(metric, arguments_[*metric.spec->find_role(ParameterRole::volatility)]);
  metric.spec->step(block, next);
}

// A month whose value is known: no shock, no loss, no bound.
bool BlockRunner::hold_actual(std::uint32_t index, StepBlock& block) {
  const ModelMetric& metric = model_.metrics[index];
  const double value = metric.actual.at(month_);
  if (const Column& offset = storage_->offset[index]) {
    double* own = scratch(metric.spec->parameters.size() + 2);
    advance(index, block, own);
    for (std::size_t i = 0; i < lanes_; ++i)
      offset.data()[i] = value - own[i];
  } else if (metric.spec->known != nullptr) {
    metric.spec->known(block);
  }
  std::fill_n(storage_->state[index].data(), lanes_, value);
  storage_->is_defined[index] = std::isfinite(value) ? 1 : 0;
  sums_[index] = {value - value, 0};
  std::fill_n(storage_->reported(index).data(), lanes_, value);
  return true;
}

// Shares act before amounts. What comes from last month's state keeps its losses by itself; the
// rest keeps them as factors and amounts.
void BlockRunner::apply_permanent_losses(std::uint32_t index, const StepBlock& block,
                                         double* values) {
  const ModelMetric& metric = model_.metrics[index];
  if (metric.permanent.empty())
    return;
  double* before = scratch(metric.spec->parameters.size());
  std::copy_n(values, lanes_, before);
  const auto taken = [&](std::uint32_t impact) -> const double* {
    return metric.spec->from_itself ? effect(impact) : storage_->lasting[impact].data();
  };
  apply_losses(metric.permanent, taken, values);
  if (metric.spec->lower != nullptr)
    metric.spec->lower(block, before, values);
  if (const Column& offset = storage_->offset[index])
    for (std::size_t i = 0; i < lanes_; ++i)
      if (before[i] != values[i] && before[i] != 0)
        offset.data()[i] *= values[i] / before[i];
}

bool BlockRunner::report_temporary_losses(std::uint32_t index, const double* state) {
  const ModelMetric& metric = model_.metrics[index];
  if (metric.temporary.empty())
    return true;
  double* reported = storage_->apart[index].data();
  std::copy_n(state, lanes_, reported);
  if (month_ == 0)
    return true;
  apply_losses(
      metric.temporary, [&](std::uint32_t impact) { return effect(impact); }, reported);
  apply_bounds(metric, reported);
  return are_finite(index, reported) || check_values(index, reported);
}

// The bounds, behind the model's own parameters, are read from month 1 on.
bool BlockRunner::is_read(const ModelMetric& metric, std::size_t index) const {
  const auto& own = metric.spec->parameters;
  if (index >= own.size())
    return month_ > 0;
  if (month_ > 0)
    return own[index].at_step;
  return own[index].at_opening || (own[index].opening_outputs & metric.read_outputs) != 0;
}

// The column of a parameter this month; constants are spread over `own`.
const double* BlockRunner::parameter(const ModelMetric& metric, std::size_t index,
                                     double* own) const {
  const ParameterSource& source = metric.parameters[index];
  switch (source.kind) {
  case ParameterSource::Kind::absent:
    return nullptr;
  case ParameterSource::Kind::constant:
    return spread(source.constant, own);
  case ParameterSource::Kind::series:
    return values_[source.index];
  case ParameterSource::Kind::history:
    return storage_->histories[source.index].at(month_ - source.delay);
  }
  return nullptr;
}

// Constants were checked before the run; what is held, when it changes, or is first read after the
// actual months.
bool BlockRunner::check_range(const ModelMetric& metric, std::size_t index, const double* values) {
  const ParameterSource& source = metric.parameters[index];
  if (source.kind == ParameterSource::Kind::constant)
    return true;
  const bool first = month_ == metric.actual.last() + 1;
  if (source.kind == ParameterSource::Kind::series && !first &&
      !is_due(model_.series[source.index].refresh))
    return true;
  const Range& range = metric.spec->parameters[index].range;
  if (range.low == -std::numeric_limits<double>::infinity())
    return true;
  const double low = range.above_low
                         ? std::nextafter(range.low, std::numeric_limits<double>::infinity())
                         : range.low;
  const std::size_t outside = first_outside(values, low, range.high, lanes_);
  if (outside == lanes_)
    return true;
  fail_parameter(metric, index, values[outside], outside);
  return false;
}

// exp(s * sqrt(dt) * z - s^2 * dt / 2), which keeps the mean.
const double* BlockRunner::shock_factor(const ModelMetric& metric, const double* volatility) {
  double* factor = scratch(metric.spec->parameters.size() + 3);
  mean_one_factors(volatility, std::sqrt(kMonthInYears), values_[metric.shock], factor, lanes_);
  return factor;
}

// min and max are the common parameters, behind the model's own.
void BlockRunner::apply_bounds(const ModelMetric& metric, double* values) {
  const std::size_t own = metric.spec->parameters.size();
  if (const double* low = parameter(metric, own, scratch(own)))
    larger_of(values, low, values, lanes_);
  if (const double* high = parameter(metric, own + 1, scratch(own + 1)))
    smaller_of(values, high, values, lanes_);
}

// Whether all values that a metric reports are numbers; the sums of their deviations say so where
// they are numbers themselves.
bool BlockRunner::are_finite(std::uint32_t metric, const double* values) {
  sums_[metric] = sums_of_deviations(values, values[0], lanes_);
  return std::isfinite(sums_[metric].sum) || all_finite(values, lanes_);
}

bool BlockRunner::check_values(std::uint32_t metric, const double* values) {
  const double* const bad = std::find_if(values, values + lanes_, is_invalid);
  if (bad == values + lanes_)
    return true;
  fail_value(metric, static_cast<std::size_t>(bad - values));
  return false;
}

} // namespace escala
