// SPDX-License-Identifier: Apache-2.0
// The current month of the current block, shared by the parts of the engine: its month, its paths,
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

  // Starts month `to_month` of the block that starts at path `first_path` of the run.
  void start(int to_month, std::uint64_t first_path, std::size_t paths, BlockState& of_block) {
    state = &of_block;
    month = to_month;
    first = first_path;
    lanes = paths;
    for (std::size_t i = 0; i < series.size(); ++i)
      if (model.series[i].is_held())
        series[i] = state->held[i].data();
  }

  // Whether a value that changes at this interval changes in this month. Month 0 is the opening. A
  // value that is drawn once and is not needed in month 0 is drawn in month 1.
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

  // The current lanes of column `index` of a part's columns.
  Column column(Columns& of, std::size_t index) const {
    return {of.data() + index * kBlockPaths, lanes};
  }
  // A column with the same value in every lane.
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
  // The effect of an impact this month, with mitigation and without: a factor, or an amount.
  Column effect_of(std::size_t impact) { return column(effects, impact); }
  Column inherent_effect_of(std::size_t impact) { return column(inherent_effects, impact); }

  const PreparedRun* run;
  const Model& model;
  BlockState* state = nullptr;
  int month = 0;
  std::uint64_t first = 0; // first path of the block, counted in the run
  std::size_t lanes = 0;
  ConstantColumns constants;
  std::vector<const double*> series; // where this month's column of each begins
  // While the quantities of events are evaluated, each lane is an event, and these are the events;
  // otherwise empty.
  std::span<const Event> event_lanes = {};
  Columns events; // of each risk
  Columns inherent_events;
  Columns constant_costs; // of each risk whose cost has no column in the block's state
  Columns effects;        // of each impact
  Columns inherent_effects;
};

} // namespace escala
