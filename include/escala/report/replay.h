// SPDX-License-Identifier: Apache-2.0
// The replay of single futures of a plan in a workbook: each metric, month by month, as formulas of
// a spreadsheet that read the plan's inputs and the draws of the chosen future.
//
//   Inputs  a cell for each driver and each constant parameter.
//   Shocks  the draws of every future that can be chosen.
//   Model   months across, a row for each metric and for what it is computed from.
//
// The formulas come from the same compiled Model that the simulation runs, with the plan's
// constants as inputs: expressions from their programs, growth models from ModelSpec::sheet_step.
// What has no formula (events of risks) stands as values of the chosen future.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "escala/core/display_unit.h"
#include "escala/plan/plan.h"
#include "escala/report/phrase.h"
#include "escala/simulate/workers.h"

namespace escala {

struct ReplayCell {
  enum class Kind : std::uint8_t { none, formula, value, actual };
  Kind kind = Kind::none;
  std::string formula = {}; // without the equals sign
  double value = 0;         // on the future that is shown first; n/a where the sheet has #N/A
};

// The first row of the futures on Shocks; blocks follow.
inline constexpr std::size_t kFirstFutureRow = 4;

struct ReplayRow {
  enum class Section : std::uint8_t { head, metrics, series, draws, risks, working };
  Section section = Section::working;
  Phrase label = {};
  Phrase how = {};
  DisplayUnit unit = {};
  ReplayCell fixed = {}; // the same in all months
  ReplayCell check = {}; // largest relative difference to escala's own path
  std::vector<ReplayCell> months = {};
};

// A cell of Inputs.
struct ReplayInput {
  enum class Kind : std::uint8_t { constant, drawn };
  Kind kind = Kind::constant;
  std::string name = {};       // "metrics.arr.initial", or the name of a driver or parameter
  std::string expression = {}; // as the plan writes it
  std::string address = {};    // where formulas of Model read it
  ReplayCell cell = {};
  DisplayUnit unit = {};
};

// A value of the plan that is no input.
struct ReplayFixed {
  std::string path = {};
  std::string expression = {};      // as the plan writes it
  std::optional<double> value = {}; // of a constant
  DisplayUnit unit = {};            // of a constant
};

struct ReplayFuture {
  Phrase label = {};
  std::uint64_t path = 0;
};

// Values of every future, one below the other, from `first_row` of Shocks on: of one month each in
// neighbouring columns, or of one column.
struct ReplayBlock {
  Phrase name = {};
  std::size_t first_row = 0; // counted from 1
  int first_month = 0;
  std::size_t columns = 0;
  std::vector<double> values = {}; // of a future in neighbouring places
};

// What escala computed for a metric, to hold the sheet against.
struct ReplayCheck {
  std::size_t row = 0;             // of the metric, in Replay::rows
  std::size_t number = 0;          // of that row on Model
  std::vector<double> values = {}; // of a future in neighbouring places, by month
};

struct Replay {
  std::vector<ReplayFuture> futures;
  Phrase futures_doc;    // how they were chosen
  std::size_t shown = 0; // the future that is shown first
  std::vector<ReplayInput> inputs;
  std::vector<ReplayFixed> fixed;
  std::vector<ReplayBlock> blocks;
  std::vector<ReplayRow> rows;     // in the order of the sheet
  std::vector<ReplayCheck> checks; // of each metric
  std::size_t ranked = 0;          // the first futures, which were chosen by rank
  std::size_t next_row = 0;        // on Model, behind the rows
  std::size_t next_block_row = 0;  // on Shocks, behind the blocks
  Calendar calendar;
  int horizon = 0;
  std::size_t values = 0; // cells of metrics that stand as values without being actual
  double error = 0; // largest relative difference of a metric to its path, on the future shown
};

// Where the replay's cells lie.
struct ReplayPlaces {
  std::size_t first_row = 7;           // of Model's rows
  std::string choice = "Summary!$B$3"; // the cell that chooses the future
  std::string chosen = "$B$4";         // on Model: the number of the chosen future, from 1
  std::string input_column = "$B";     // of the values on Inputs
  std::size_t first_input = 4;         // row on Inputs
};

// What the first paths are ranked by: a metric in a month.
struct FutureRanking {
  std::uint32_t metric = 0;
  int month = 0;
  std::vector<double> values = {}; // by path; NaN: n/a
};

struct ReplayRequest {
  const Plan* plan = nullptr;
  Changes changes = {};
  const CompiledPlan* compiled = nullptr; // the plan with the changes
  FutureRanking ranking = {};
  ReplayPlaces places = {};
  Workers* workers = nullptr;
};

// nullptr if the plan cannot be compiled with inputs, or a path fails.
std::unique_ptr<Replay> make_replay(const ReplayRequest& request);

} // namespace escala
