// SPDX-License-Identifier: Apache-2.0
// The sheets of a run's workbook behind its summary: the curves, the plan's inputs, the first
// paths, the audit that computes escala's figures from them, and the replay of single futures.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "escala/analysis/trials.h"
#include "escala/report/replay.h"
#include "escala/report/replay_sheets.h"
#include "escala/report/run_result.h"
#include "escala/report/workbook.h"

namespace escala {

// Paths that the sheet Trials holds, at most.
inline constexpr std::uint64_t kTrialPaths = 10'000;

// The first paths of a run: a row for each.
struct TrialTable {
  std::vector<TrialColumn> columns;
  std::vector<double> values; // row by row; NaN: n/a

  std::size_t paths() const { return columns.empty() ? 0 : values.size() / columns.size(); }
  double at(std::size_t path, std::size_t column) const {
    return values[path * columns.size() + column];
  }
  // nullopt if there is none.
  std::optional<std::size_t> find(TrialColumn::Kind kind, std::uint32_t index) const;
};

// The columns of a model's trials. If no target names a metric that can rank futures, one of them
// does.
std::vector<TrialColumn> workbook_trial_columns(const Model& model);

// The rows that an observer has kept.
TrialTable trial_table(std::vector<TrialColumn> columns, const TrialObserver& seen);

// The metric that ranks futures, and its values: that of a target, or the first uncertain one at
// the end. `target`: an index; none: no target.
FutureRanking ranking_of(const Model& model, const TrialTable& trials,
                         std::optional<std::size_t> target);

Sheet curves_sheet(const RunResult& result);
Sheet inputs_sheet(const RunResult& result, const Replay& replay, const ReplayPlaces& places);
Sheet trials_sheet(const RunResult& result, const TrialTable& trials);
Sheet audit_sheet(const RunResult& result, const TrialTable& trials);

// The sheets behind Summary, in their order in a workbook: Curves, Inputs, Trials,
// Audit, Model, Shocks.
std::vector<Sheet> run_sheets(const RunResult& result, TrialTable trials, const Replay& replay);

} // namespace escala
