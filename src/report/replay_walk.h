// SPDX-License-Identifier: Apache-2.0
// Writes the formulas of the Model sheet, in the order in which a run computes its columns
// (simulate/block_runner.cpp): where the run has a column of paths, this has a cell.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/replay_grid.h"
#include "report/replay_record.h"

namespace escala {

class ReplayWalk {
 public:
  ReplayWalk(const CompiledPlan& plan, const Recording& recording, const ReplayPlaces& places,
             std::vector<ReplayInput> inputs, Replay& replay);

  // All months. Fills the replay's inputs, rows and blocks.
  void run();

 private:
  using Section = ReplayRow::Section;

  // Rows and blocks.
  GridRow& add_row(Section section, Phrase label, Phrase how, DisplayUnit unit = {});
  SheetTerm recorded(std::size_t column, bool fixed, const Phrase& name);
  bool is_neutral(std::size_t column, double neutral) const;
  void place_check(const ReplayRow& row, std::size_t index, std::size_t number);
  void finish_rows();
  void check_metrics();

  // replay_walk.cpp: the work of a month.
  void head(int month);
  void do_work(const Work& work);
  bool is_fixed(std::uint32_t index) const;
  void series(std::uint32_t index);
  SheetTerm drawn(std::uint32_t index);
  SheetTerm input_of(const std::string& name, const DisplayUnit& unit, const SheetTerm& value);
  SheetTerm computed(std::uint32_t index);
  SheetTerm tabled(std::uint32_t index);
  SheetTerm adjusted(std::uint32_t index);
  SheetTerm placed(std::uint32_t index, const SheetTerm& formula, const Phrase& how);
  bool is_written_inline(std::uint32_t index, const SheetTerm& formula) const;
  void risk(std::uint32_t index);
  std::string words_of(const Program& program) const;

  // replay_program.cpp: expressions.
  SheetTerm decompiled(const Program& program);
  SheetTerm load(const Instruction& instruction);
  SheetTerm window(const Instruction& instruction);
  SheetTerm shortened(const SheetTerm& term);
  SheetRow& source_of(const History& history);
  SheetTerm term_of(const ParameterSource& source);

  // replay_metric.cpp: a metric's month.
  struct MetricRows {
    GridRow* reported = nullptr;
    GridRow* state = nullptr;  // the same row unless temporary losses part them
    GridRow* own = nullptr;    // the model's own curve, where actual values are added to
    GridRow* offset = nullptr; // actual value less that curve, where losses change it
    GridRow* before = nullptr; // before permanent losses
    std::map<std::string, GridRow*, std::less<>> working;
    std::vector<GridRow*> outputs;
    std::map<std::uint32_t, GridRow*> lasting; // of permanent impacts
  };
  void metric(std::uint32_t index);
  void make_rows(std::uint32_t index);
  SheetMonth month_of(std::uint32_t index);
  void hold_actual(std::uint32_t index);
  void hold_value(std::uint32_t index);
  SheetTerm own_curve_before(std::uint32_t index, SheetMonth& month);
  SheetTerm offset_of(std::uint32_t index);
  SheetTerm stepped(std::uint32_t index, SheetMonth& month);
  SheetTerm with_shares(std::uint32_t index, const std::vector<std::uint32_t>& impacts,
                        const SheetTerm& value, bool permanent);
  SheetTerm within_bounds(const ModelMetric& metric, const SheetTerm& value);
  SheetTerm effect_of(std::uint32_t impact);
  SheetTerm lasting_effect(std::uint32_t metric, std::uint32_t impact);
  bool is_read(const ModelMetric& metric, std::size_t parameter) const;
  bool has_effect(const std::vector<std::uint32_t>& impacts) const;
  bool is_expressible(std::uint32_t index) const;
  Phrase how_of(std::uint32_t index) const;

  const CompiledPlan& plan_;
  const Model& model_;
  const Recording& recording_;
  const ReplayPlaces& places_;
  Replay& replay_;
  int month_ = 0;

  std::list<ReplayRow> rows_;
  std::list<GridRow> grid_;
  std::map<std::pair<std::size_t, bool>, std::size_t> block_of_;
  std::size_t next_block_row_ = 0;
  GridRow* number_ = nullptr;
  GridRow* year_ = nullptr;
  GridRow* calendar_month_ = nullptr;
  std::vector<SheetTerm> series_;                    // this month's
  std::vector<GridRow*> series_rows_;                // null where it has no row of its own
  std::vector<bool> in_history_;                     // series whose past is read
  std::vector<bool> monthly_;                        // series that later months compute
  std::vector<bool> is_metric_;                      // series that are the formula of a metric
  std::map<std::uint32_t, const DrawnInput*> drawn_; // drivers and parameters, by their series
  std::map<std::vector<double>, GridRow*> tables_;   // the same table is one row
  std::vector<MetricRows> metrics_;
  std::vector<GridRow*> events_; // of risks
  std::vector<GridRow*> costs_;
  std::vector<GridRow*> effects_; // of impacts
  int draw_digits_;
};

} // namespace escala
