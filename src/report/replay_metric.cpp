// SPDX-License-Identifier: Apache-2.0
// A metric's month as formulas, part by part as in simulate/metric_stepper.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"
#include "report/replay_walk.h"

namespace escala {

bool ReplayWalk::is_read(const ModelMetric& metric, std::size_t parameter) const {
  const auto& own = metric.spec->parameters;
  if (parameter >= own.size())
    return month_ > 0;
  if (month_ > 0)
    return own[parameter].at_step;
  return own[parameter].at_opening || (own[parameter].opening_outputs & metric.read_outputs) != 0;
}

bool ReplayWalk::has_effect(const std::vector<std::uint32_t>& impacts) const {
  return std::ranges::any_of(impacts, [this](std::uint32_t i) { return effects_[i] != nullptr; });
}

// A loss that the model spreads over columns of its own, and says of no formula how, is not.
bool ReplayWalk::is_expressible(std::uint32_t index) const {
  const ModelMetric& metric = model_.metrics[index];
  if (metric.spec->sheet_step == nullptr)
    return false;
  if (!has_effect(metric.permanent))
    return true;
  return metric.spec->on_permanent_loss == nullptr || metric.spec->sheet_permanent_loss != nullptr;
}

// The model's formula, or the plan's own text.
Phrase ReplayWalk::how_of(std::uint32_t index) const {
  const ModelMetric& metric = model_.metrics[index];
  if (!is_expressible(index))
    return "values: this loss has no formula here";
  const auto& arguments = plan_.notes.written().metrics[index].arguments;
  for (const Argument& argument : arguments) {
    const bool own = argument.parameter < metric.spec->parameters.size() &&
                     metric.spec->parameters[argument.parameter].is_metric_itself();
    if (own && argument.values.size() == 1)
      return OwnText{argument.values.front().source.text};
  }
  return OwnText{std::string(metric.spec->name) + ": " + std::string(metric.spec->formula)};
}

void ReplayWalk::make_rows(std::uint32_t index) {
  const ModelMetric& metric = model_.metrics[index];
  MetricRows& rows = metrics_[index];
  const std::string label = metric.label.empty() ? metric.name : metric.label;
  rows.reported = &add_row(Section::metrics, OwnText{label}, how_of(index), metric.unit);
  rows.state = rows.reported;
  rows.own = rows.reported;
  rows.outputs.resize(metric.spec->outputs.size());
  if (!is_expressible(index))
    return;
  if (has_effect(metric.temporary))
    rows.state = &add_row(Section::working, filled("{} without temporary losses", {label}),
                          how_of(index), metric.unit);
  rows.own = rows.state;
  if (metric.spec->adds_increments && metric.actual.last() >= 0)
    rows.own = &add_row(Section::working, filled("{}: the model's own curve", {label}),
                        OwnText{std::string(metric.spec->formula)}, metric.unit);
  if (rows.own != rows.state && has_effect(metric.permanent))
    rows.offset = &add_row(Section::working, filled("{}: above the model's own curve", {label}), {},
                           metric.unit);
  if (has_effect(metric.permanent))
    rows.before =
        &add_row(Section::working, filled("{} before the month's lasting losses", {label}),
                 how_of(index), metric.unit);
  for (std::size_t i = 0; i < rows.outputs.size(); ++i)
    if ((metric.read_outputs >> i & 1) != 0)
      rows.outputs[i] = &add_row(
          Section::working, OwnText{fmt::format("{}: {}", label, metric.spec->outputs[i].name)},
          OwnText{std::string(metric.spec->outputs[i].doc)});
}

SheetMonth ReplayWalk::month_of(std::uint32_t index) {
  const ModelMetric& metric = model_.metrics[index];
  MetricRows& rows = metrics_[index];
  SheetMonth month;
  month.month = month_;
  month.horizon = model_.horizon;
  month.held_years = std::max(0, plan_year(month_) - metric.list_years);
  month.survival = &metric.survival;
  month.has_losses = rows.before != nullptr;
  for (std::size_t p = 0; p < metric.spec->parameters.size(); ++p)
    month.parameters.push_back(is_read(metric, p) ? term_of(metric.parameters[p]) : SheetTerm());
  for (const std::uint32_t draw : metric.draws)
    month.draws.push_back(draw == kNone ? SheetTerm() : series_[draw]);
  month.outputs.assign(rows.outputs.begin(), rows.outputs.end());
  const std::string label = metric.label.empty() ? metric.name : metric.label;
  month.row = [this, &rows, label](std::string_view name) -> SheetRow& {
    GridRow*& row = rows.working[std::string(name)];
    if (row == nullptr)
      row = &add_row(Section::working, OwnText{fmt::format("{}: {}", label, name)}, {});
    return *row;
  };
  return month;
}

// Last month's own curve of the model. Losses have lowered it with the state.
SheetTerm ReplayWalk::own_curve_before(std::uint32_t index, SheetMonth& month) {
  const MetricRows& rows = metrics_[index];
  if (rows.offset == nullptr)
    return rows.own->cell(month_ - 1);
  SheetRow& row = month.row("the model's own curve after losses");
  row.put(month_ - 1, rows.state->cell(month_ - 1) - rows.offset->cell(month_ - 1));
  return row.cell(month_ - 1);
}

// What the state is above the model's own curve, before this month's losses.
SheetTerm ReplayWalk::offset_of(std::uint32_t index) {
  const MetricRows& rows = metrics_[index];
  const int last = model_.metrics[index].actual.last();
  if (rows.offset != nullptr)
    return month_ == 0 ? SheetTerm(0) : rows.offset->cell(month_ - 1);
  return month_ > last ? rows.state->cell(last) - rows.own->cell(last) : SheetTerm(0);
}

// The value of the model's own curve this month.
SheetTerm ReplayWalk::stepped(std::uint32_t index, SheetMonth& month) {
  const ModelMetric& metric = model_.metrics[index];
  if (month_ == 0) {
    const SheetTerm opening = metric.spec->sheet_open(month);
    return metric.flow ? SheetTerm(0) : opening;
  }
  month.previous = own_curve_before(index, month);
  if (metric.shock != kNone) {
    const auto volatility = *metric.spec->find_role(ParameterRole::volatility);
    SheetRow& shock = month.row("factor of the monthly shock");
    shock.put(month_, shock_factor(month.parameters[volatility], series_[metric.shock]));
    month.shock = shock.cell(month_);
  }
  return metric.spec->sheet_step(month);
}

void ReplayWalk::metric(std::uint32_t index) {
  const ModelMetric& metric = model_.metrics[index];
  MetricRows& rows = metrics_[index];
  if (rows.reported == nullptr)
    make_rows(index);
  if (metric.actual.holds(month_))
    return hold_actual(index);
  if (!is_expressible(index))
    return hold_value(index);
  SheetMonth month = month_of(index);
  SheetTerm next = stepped(index, month);
  if (rows.own != rows.state) {
    rows.own->put(month_, next);
    next = rows.own->cell(month_) + offset_of(index);
    if (rows.offset != nullptr && month_ == 0)
      rows.offset->put(0, 0);
  }
  if (month_ > 0) {
    if (rows.before != nullptr) {
      rows.before->put(month_, next);
      const SheetTerm before = rows.before->cell(month_);
      next = with_shares(index, metric.permanent, before, true);
      if (metric.spec->sheet_permanent_loss != nullptr)
        metric.spec->sheet_permanent_loss(month, before, next);
      if (rows.offset != nullptr)
        rows.offset->put(month_,
                         offset_of(index) * choice(compared(before, "=", 0), 1, next / before));
    }
    next = within_bounds(metric, next);
  }
  rows.state->put(month_, next);
  if (rows.state == rows.reported)
    return;
  const SheetTerm state = rows.state->cell(month_);
  rows.reported->put(
      month_, month_ == 0
                  ? state
                  : within_bounds(metric, with_shares(index, metric.temporary, state, false)));
}

void ReplayWalk::hold_actual(std::uint32_t index) {
  const ModelMetric& metric = model_.metrics[index];
  MetricRows& rows = metrics_[index];
  const double value = metric.flow && month_ == 0 ? 0 : metric.actual.at(month_);
  SheetMonth month = month_of(index);
  if (rows.own != rows.state) {
    rows.own->put(month_, stepped(index, month));
  } else if (metric.spec->sheet_actual_month != nullptr && is_expressible(index)) {
    if (month_ > 0)
      month.previous = rows.state->cell(month_ - 1);
    metric.spec->sheet_actual_month(month);
  }
  rows.state->put_value(month_, value, ReplayCell::Kind::actual);
  if (rows.offset != nullptr)
    rows.offset->put(month_, rows.state->cell(month_) - rows.own->cell(month_));
  if (rows.reported != rows.state)
    rows.reported->put_value(month_, value, ReplayCell::Kind::actual);
}

// The recorded value.
void ReplayWalk::hold_value(std::uint32_t index) {
  const auto column = recording_.find(Recorded::Kind::reported, index);
  metrics_[index].reported->put(
      month_,
      recorded(*column, false, filled("{}: what it reports", {model_.metrics[index].name})));
  ++replay_.values;
}

SheetTerm ReplayWalk::effect_of(std::uint32_t impact) {
  if (effects_[impact] == nullptr)
    return model_.impacts[impact].amount ? 0 : 1;
  return effects_[impact]->cell(month_);
}

// What all events so far have left, of a model that does not start from last month's state.
SheetTerm ReplayWalk::lasting_effect(std::uint32_t index, std::uint32_t impact) {
  const bool amount = model_.impacts[impact].amount;
  if (effects_[impact] == nullptr)
    return amount ? 0 : 1;
  GridRow*& row = metrics_[index].lasting[impact];
  if (row == nullptr)
    row = &add_row(Section::working,
                   filled("{}, all months so far", {part(effects_[impact]->row().label)}), {});
  const SheetTerm before = row->has(month_ - 1) ? row->cell(month_ - 1) : SheetTerm(amount ? 0 : 1);
  row->put(month_, amount ? before + effect_of(impact) : before * effect_of(impact));
  return row->cell(month_);
}

// Shares come before amounts.
SheetTerm ReplayWalk::with_shares(std::uint32_t index, const std::vector<std::uint32_t>& impacts,
                                  const SheetTerm& value, bool permanent) {
  SheetTerm left = value;
  for (const bool amounts : {false, true})
    for (const std::uint32_t impact : impacts) {
      if (model_.impacts[impact].amount != amounts)
        continue;
      const bool all = permanent && !model_.metrics[index].spec->uses_previous;
      const SheetTerm effect = all ? lasting_effect(index, impact) : effect_of(impact);
      left = amounts ? left - effect : left * effect;
    }
  return left;
}

SheetTerm ReplayWalk::within_bounds(const ModelMetric& metric, const SheetTerm& value) {
  const std::size_t own = metric.spec->parameters.size();
  const SheetTerm low = term_of(metric.parameters[own]);
  const SheetTerm high = term_of(metric.parameters[own + 1]);
  SheetTerm bounded = low.exists() ? most(value, low) : value;
  return high.exists() ? least(bounded, high) : bounded;
}

} // namespace escala
