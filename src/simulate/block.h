// SPDX-License-Identifier: Apache-2.0
// The months of a block of paths, one after the other: the work of the model, in its order. One
// runner per thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "escala/catalog/mixture.h"
#include "escala/columns/threshold.h"
#include "escala/core/diagnostics.h"
#include "escala/model/model.h"
#include "escala/simulate/observer.h"
#include "escala/simulate/simulate.h"
#include "simulate/quasi_draws.h"
#include "simulate/storage.h"

namespace escala {

class BlockRunner {
 public:
  // Where a value that is no number arose, and how.
  struct Cause {
    Span span;
    std::string reason;
  };

  // `quasi` under the sampler sobol only.
  BlockRunner(const Model& model, const RunSpec& spec, const QuasiDraws* quasi, std::size_t worker);

  // Computes month `month` of the block that starts at path `first` of the run, which keeps in
  // `storage` what its earlier months came to. A value that is no number ends it with a diagnostic.
  std::optional<Diagnostic> run(int month, std::uint64_t first, std::size_t lanes,
                                Storage& storage);
  // What the last run() computed.
  BlockView view(std::size_t slot) const;

 private:
  // The order of a month (block.cpp).
  void run_scores(std::uint32_t group);
  void run_series(std::uint32_t index);
  static bool is_score(const Series& series);
  bool run_risk(std::uint32_t index);
  bool run_metric(std::uint32_t index);
  void record(std::uint32_t index);
  // The comparison that a condition ends with; with a constant, its threshold.
  struct LastComparison {
    std::optional<Comparison> comparison;
    std::optional<Threshold> threshold;
  };
  static LastComparison last_comparison(const Program& condition);
  bool evaluate_conditions();
  bool evaluate_condition(std::size_t target);
  bool is_due(Refresh refresh) const;

  // A metric's month (step.cpp).
  void find_columns(std::uint32_t metric);
  bool read_arguments(const ModelMetric& metric);
  void advance(std::uint32_t metric, StepBlock& block, double* next);
  bool hold_actual(std::uint32_t metric, StepBlock& block);
  bool is_read(const ModelMetric& metric, std::size_t index) const;
  const double* parameter(const ModelMetric& metric, std::size_t index, double* scratch) const;
  bool check_range(const ModelMetric& metric, std::size_t index, const double* values);
  const double* shock_factor(const ModelMetric& metric, const double* volatility);
  void apply_bounds(const ModelMetric& metric, double* values);
  template <typename Taken>
  void apply_losses(const std::vector<std::uint32_t>& impacts, Taken taken, double* values) const;
  void apply_permanent_losses(std::uint32_t metric, const StepBlock& block, double* values);
  bool report_temporary_losses(std::uint32_t metric, const double* state);
  bool check_values(std::uint32_t metric, const double* values);
  bool are_finite(std::uint32_t metric, const double* values);

  // A risk's month (risks.cpp).
  struct RiskMonth;
  struct Event {
    std::uint32_t lane = 0;
    std::uint32_t number = 0; // of the path's events in the month, from 0
  };
  void adjust(const Series& series, double* out);
  void open_risk(std::uint32_t index);
  void spend(const RiskMonth& month);
  bool is_mitigated(std::uint32_t index) const;
  const double* rate(const RiskRate& rate, bool counts, double* own) const;
  bool check_demand(const ModelDemand& demand);
  bool check_rate(std::uint32_t risk, const RiskRate& rate, const double* values);
  void draw_arrivals(RiskMonth& month);
  void gather_events(const RiskMonth& month);
  bool strike(const RiskMonth& month, std::size_t first, std::size_t count);
  const double* evaluate_quantity(const EventQuantity& quantity, std::size_t column);
  static double impact_left(const RiskMonth& month, std::uint32_t lane, std::size_t event);
  double size_of(const ModelImpact& impact, std::size_t column, std::size_t event) const;
  void strike_for_good(const RiskMonth& month, const Event& struck, std::size_t event);
  void strike_for_a_while(const RiskMonth& month, const Event& struck, std::size_t event);
  static void take(const ModelImpact& impact, double& from, double size);
  void weigh_lasting_events(const RiskMonth& month);
  void keep_permanent(const ModelRisk& risk);
  void fail_event(std::uint32_t index, std::uint32_t column, std::size_t lane);
  void show_risks();
  double* cost_of(std::size_t risk) {
    return storage_->costs[risk] ? storage_->costs[risk].data()
                                 : constant_costs_.data() + risk * kBlockPaths;
  }
  // Rates and draws of the risk at hand; its events need the other scratch columns.
  double* risk_column(std::size_t index) { return risk_columns_.data() + index * kBlockPaths; }
  double* effect(std::size_t impact) { return effects_.data() + impact * kBlockPaths; }
  double* inherent(std::size_t impact) { return inherent_.data() + impact * kBlockPaths; }

  // Programs and draws (evaluate.cpp, draw.cpp).
  const double* evaluate_into(const Program& program, double* own);
  void evaluate(std::span<const Instruction> code, double* own);
  void apply(const Instruction& instruction, std::size_t first, double* out) const;
  const double* load(const Instruction& instruction, double* out);
  const double* series_column(std::uint32_t index, double* out) const;
  const double* all_costs(double* out);
  const double* window(const Instruction& instruction, double* out) const;
  void draw(const Draw& draw, double* out);
  const double* correlated_scores(const Draw& draw) const;
  struct ComponentColumns;
  struct MixtureLane {
    std::deque<std::vector<double>> arguments; // of each component
    std::vector<MixtureComponent> components;
  };
  std::vector<ComponentColumns> evaluate_components(const std::vector<DrawComponent>& components,
                                                    std::size_t& used);
  double gather_components(const std::vector<ComponentColumns>& columns, double share,
                           std::size_t lane, MixtureLane& mixture) const;
  void draw_mixture(const Draw& draw, double* out);
  void draw_tabulated(const Draw& draw, double* out);
  void draw_uniforms(std::uint64_t stream, std::uint32_t month, double* out) const;
  void draw_scores(std::uint64_t stream, std::uint32_t month, double* out) const;
  void draw_event_uniforms(std::uint64_t stream, double* out) const;
  void draw_input(const Draw& draw, DrawInput wanted, double* out);
  std::uint32_t draw_month(Cadence cadence) const;

  // What went wrong (trace.cpp).
  void fail_range(const std::string& what, Span span, const KeySpec& key, double value,
                  std::size_t lane);
  void fail_condition(std::size_t target, std::size_t lane);
  void fail_value(std::uint32_t metric, std::size_t lane);
  Cause model_cause(std::uint32_t metric, std::size_t lane);
  void fail(const std::string& what, Span span, const std::string& reason, std::size_t lane);
  std::optional<Cause> trace_series(std::uint32_t index, std::size_t lane);
  std::optional<Cause> trace_program(const Program& program, std::size_t lane);
  void fail_parameter(const ModelMetric& metric, std::size_t parameter, double value,
                      std::size_t lane);

  // A column of one value, kept from the start or spread over `own`.
  const double* spread(double value, double* own) const;

  double* scratch(std::size_t index) { return scratch_.data() + index * kBlockPaths; }

  const Model& model_;
  const RunSpec& spec_;
  const QuasiDraws* quasi_;
  std::size_t worker_;
  Storage* storage_ = nullptr; // of the block at hand
  int month_ = 0;
  std::uint64_t first_ = 0;
  std::size_t lanes_ = 0;

  std::vector<std::uint64_t> constants_; // bits of those that are kept as columns, ascending
  Columns constant_columns_;
  std::vector<const double*> values_; // this month's column of each series
  Columns locals_;                    // of series that are not held
  std::vector<std::size_t> local_of_; // where in locals_
  Columns stack_;                     // two columns for each depth
  std::vector<const double*> stack_tops_;
  std::vector<double> stack_constants_; // those of them that are the same on every path, else n/a
  Columns scores_;                      // of all groups
  std::vector<std::size_t> scores_of_;  // where each group's begin
  Columns scratch_;                     // arguments of a metric or draw
  std::vector<const double*> arguments_;
  std::vector<const double*> draws_; // of the metric at hand
  Column next_ = Column::of_block(); // a metric's state after its step
  std::vector<double*> memory_;
  std::vector<double*> outputs_;
  Columns events_; // of each risk, this month
  Columns inherent_events_;
  Columns constant_costs_; // of each risk so far, where no column adds them up
  Columns effects_;        // of each impact, this month: a factor, or an amount
  Columns inherent_;
  std::vector<std::uint32_t> struck_; // lanes where a risk may strike
  std::vector<Event> event_list_;
  std::span<const Event> event_lanes_; // while their quantities are evaluated, lanes are events
  Columns event_values_;
  Columns risk_columns_;
  std::vector<RiskView> risk_views_;
  std::vector<ImpactView> impact_views_;
  std::vector<LastComparison> comparisons_; // of each target's condition
  std::vector<PathBits> conditions_;
  std::vector<const double*> reported_;
  std::vector<DeviationSums> sums_; // of what each metric reports
  std::optional<Diagnostic> failure_;
};

} // namespace escala
