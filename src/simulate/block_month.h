// SPDX-License-Identifier: Apache-2.0
// The month of the block at hand, as the parts of the engine share it: which month of which paths,
// and the columns that one part computes and others read. One for each thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "simulate/block_state.h"
#include "simulate/constant_columns.h"
#include "simulate/prepared_run.h"

namespace escala {

struct BlockMonth {
  explicit BlockMonth(const PreparedRun& of)
      : run(&of), model(of.model), constants(of.model), series(of.model.series.size()),
        events(of.model.risks.size() * kBlockPaths), inherent_events(events.size()),
        constant_costs(events.size()), effects(of.model.impacts.size() * kBlockPaths),
        inherent_effects(effects.size()) {}

  // Takes up month `to_month` of the block that starts at path `first_path` of the run.
  void start(int to_month, std::uint64_t first_path, std::size_t paths, BlockState& of_block) {
    state = &of_block;
    month = to_month;
    first = first_path;
    lanes = paths;
    for (std::size_t i = 0; i < series.size(); ++i)
      if (model.series[i].is_held())
        series[i] = state->held[i].data();
  }

  // Whether a value that changes at this interval changes in this month. Month 0 is the opening;
  // what is drawn once and is not needed there is drawn in month 1.
  bool is_due(UpdateInterval update_interval) const {
    switch (update_interval) {
    case UpdateInterval::once:
      return month <= 1;
    case UpdateInterval::yearly:
      return month <= 1 || plan_year(month) != plan_year(month - 1);
    case UpdateInterval::monthly:
    case UpdateInterval::event:
      return true;
    }
    return true;
  }

  // The lanes at hand of a column that a part keeps among others.
  Column column(Columns& of, std::size_t index) const {
    return {of.data() + index * kBlockPaths, lanes};
  }
  // A column of one value.
  ConstColumn spread(double value, Column own) const { return constants.spread(value, own); }

  // This month's values of a series.
  ConstColumn values_of(std::size_t index) const { return {series[index], lanes}; }
  ConstColumn state_of(std::size_t metric) const { return state->state[metric].first(lanes); }
  ConstColumn reported(std::size_t metric) const { return state->reported(metric).first(lanes); }

  // The month's events of a risk, with its mitigation and without.
  Column events_of(std::size_t risk) { return column(events, risk); }
  Column inherent_events_of(std::size_t risk) { return column(inherent_events, risk); }
  // What the mitigation of a risk has cost so far.
  Column cost_of(std::size_t risk) {
    return state->costs[risk] ? state->costs[risk].first(lanes) : column(constant_costs, risk);
  }
  // What an impact does this month, with mitigation and without: a factor, or an amount.
  Column effect_of(std::size_t impact) { return column(effects, impact); }
  Column inherent_effect_of(std::size_t impact) { return column(inherent_effects, impact); }

  const PreparedRun* run;
  const Model& model;
  BlockState* state = nullptr;
  int month = 0;
  std::uint64_t first = 0; // of the run's paths
  std::size_t lanes = 0;
  ConstantColumns constants;
  std::vector<const double*> series; // where this month's column of each begins
  // While an event's quantities are evaluated, lanes are events; else empty.
  std::span<const Event> event_lanes = {};
  Columns events; // of each risk
  Columns inherent_events;
  Columns constant_costs; // of each risk, where no column of the block's state adds them up
  Columns effects;        // of each impact
  Columns inherent_effects;
};

} // namespace escala
