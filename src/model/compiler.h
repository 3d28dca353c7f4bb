// SPDX-License-Identifier: Apache-2.0
// Builds a Model definition by definition, in the orders that validation found.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "escala/model/model.h"

namespace escala {

// Where an expression is evaluated, and the work that has to be done for it.
struct ExpressionContext {
  std::string name;                                   // keys its draws
  DrawFrequency draw_frequency = DrawFrequency::path; // of its draws
  std::uint32_t own_metric = kNone; // the metric whose name means its own state here
  bool closing = false;             // evaluated after all metrics of the month
  std::uint32_t ordinal = 0;        // of its next draw
  std::vector<Work> before = {};    // done before it, every month
  std::vector<Work> at_close = {};  // done after all metrics of the month, for later months
};

// Turns expressions into programs. Draws and arguments of functions of time become separate series.
class ProgramBuilder {
 public:
  ProgramBuilder(Model& model, const ValidScenario& plan);

  // Decides where the value of every driver and parameter comes from. Constants and aliases get no
  // series.
  void place_definitions(const std::vector<Definition>& definitions);
  ParameterSource place(const CheckedExpression& checked, std::string name);
  // The program of a whole expression, or of the part below a node.
  Program build(const CheckedExpression& checked, NodeIndex root, ExpressionContext& context);
  // Fills a series with an expression, or with a draw if the expression is one.
  void fill_series(std::uint32_t series, const CheckedExpression& checked,
                   ExpressionContext& context);
  void fill_schedule(std::uint32_t series, const CheckedExpression& checked,
                     ExpressionContext& context);
  std::uint32_t add_series(Series series);
  // The series of a metric's shock: a draw of normal(0, 1) every month.
  std::uint32_t shock_of(std::uint32_t metric);
  // Adds a draw of a model: METRIC.NAME.
  std::uint32_t add_model_draw(std::uint32_t metric, const ModelDraw& draw,
                               const ParameterSource& source);
  std::uint32_t add_history(History history);

  // The index of an expression among the texts of the notes.
  std::uint32_t text_of(const Expression* expression);
  std::vector<const Expression*> take_texts() { return std::move(texts_); }

  const std::vector<ParameterSource>& drivers() const { return drivers_; }
  const std::vector<std::uint32_t>& shocks() const { return shocks_; }
  const std::vector<std::uint32_t>& inputs() const { return inputs_; }

 private:
  // The series of an input. Marks the input as read.
  std::uint32_t read_input(std::uint32_t input);
  void place_driver(std::uint32_t index);
  ParameterSource adjusted(const ParameterSource& base, const std::string& name);
  void place_parameter(std::uint32_t metric, std::uint32_t parameter);
  void push(const CheckedExpression& checked, NodeIndex node, ExpressionContext& context,
            Program& program);
  void push_name(const CheckedExpression& checked, NodeIndex node, const ExpressionContext& context,
                 Program& program);
  void push_time_function(const CheckedExpression& checked, NodeIndex node,
                          ExpressionContext& context, Program& program);
  void push_window(const NodeFacts& facts, std::uint32_t history, NodeIndex node, Program& program);
  void push_lag(const CheckedExpression& checked, NodeIndex node, std::uint32_t history,
                ExpressionContext& context, Program& program);
  void push_difference(std::string_view op, std::uint32_t history, int now, int then,
                       NodeIndex node, Program& program);
  bool is_leaf(const NodeFacts& facts) const;
  std::uint32_t history_of(const CheckedExpression& checked, NodeIndex node,
                           ExpressionContext& context);
  std::uint32_t metric_history(std::uint32_t metric, bool state);
  std::uint32_t add_schedule(const CheckedExpression& checked, ExpressionContext& context);
  std::uint32_t add_draw(const CheckedExpression& checked, NodeIndex node,
                         ExpressionContext& context);
  void fill_draw(Series& series, const CheckedExpression& checked, NodeIndex node,
                 ExpressionContext& context);
  template <typename Drawn>
  void fill_arguments(Drawn& drawn, const CheckedExpression& checked, NodeIndex node,
                      ExpressionContext& context);
  std::vector<DrawComponent> build_components(const CheckedExpression& checked, NodeIndex node,
                                              ExpressionContext& context);
  void link_group(Draw& draw, const std::string& name);

  Model& model_;
  const ValidScenario& source_;
  std::vector<ParameterSource> drivers_;
  std::vector<std::uint32_t> inputs_; // series of each of the model's inputs
  std::vector<std::uint32_t> shocks_; // series of each metric's shock; kNone: it is not needed
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> members_; // group and member
  std::vector<const Expression*> texts_;
  std::unordered_map<const Expression*, std::uint32_t> index_of_text_;
};

class Compiler {
 public:
  Compiler(Model& model, const ValidScenario& plan);
  void run();
  // The expressions that the model's programs name by their index.
  std::vector<const Expression*> take_texts() { return programs_.take_texts(); }

 private:
  struct CompiledDefinition { // a definition's work
    ExpressionContext context;
    std::vector<Work> for_step; // before the value, in every month but month 0
    std::vector<Work> value;
  };

  std::size_t key_of(const Definition& definition) const;
  std::vector<Definition> all_definitions() const;
  void build(const Definition& definition);
  void build_series(const ParameterSource& source, const CheckedExpression& checked,
                    CompiledDefinition& built);
  void build_adjusted(const ParameterSource& source, const CheckedExpression& checked,
                      CompiledDefinition& built);
  bool is_adjusted(const ParameterSource& source) const;
  void build_parameter(std::uint32_t metric, std::uint32_t parameter, CompiledDefinition& built);
  void build_metric(std::uint32_t metric, CompiledDefinition& built);
  std::uint32_t build_model_draw(std::uint32_t metric, const ModelDraw& draw,
                                 CompiledDefinition& built);
  void size_memory();
  bool is_steady(const ModelMetric& metric) const;
  void build_target(std::size_t index);

  // Risks (risks.cpp).
  void build_risk(std::uint32_t risk, CompiledDefinition& built);
  ParameterSource build_source(const CheckedExpression& checked, const std::string& name,
                               CompiledDefinition& built);
  ParameterSource build_range_checked(const CheckedExpression& checked, const std::string& name,
                                      const KeySpec& key, std::string what,
                                      CompiledDefinition& built);
  RiskRate build_rate(std::uint32_t risk, RiskPart part, CompiledDefinition& built);
  EventQuantity build_quantity(const CheckedExpression& checked, const std::string& name);
  void build_impact(std::uint32_t risk, std::size_t impact);
  int last_actual(const Symbol& symbol) const;
  void add_affected(const Symbol& symbol, std::uint32_t impact);
  // The adjusted series of a driver or parameter; null if it is not adjusted.
  Series* adjusted_series(const Symbol& symbol);

  // Investment (investment.cpp).
  void build_pillar(std::uint32_t pillar, CompiledDefinition& built);
  std::uint32_t build_spent(std::uint32_t pillar, const ParameterSource& budget,
                            const ParameterSource& share, const std::vector<ParameterSource>& years,
                            int delay, CompiledDefinition& built);
  void push_limit(std::uint32_t pillar, const ParameterSource& budget, const ParameterSource& share,
                  const std::vector<ParameterSource>& years, Program& program);
  std::uint32_t add_spend_table(double begin, double months, int delay, CompiledDefinition& built);
  void build_lift(std::uint32_t pillar, std::size_t lift, std::uint32_t spent,
                  const ParameterSource& half_at, CompiledDefinition& built);
  void build_total_spent(std::uint32_t metric, CompiledDefinition& built);

  void assemble_opening();
  void assemble_monthly();
  void append(std::vector<Work>& to, const std::vector<Work>& work);
  void append_front(std::vector<Work>& to) const;

  Model& model_;
  const ValidScenario& source_;
  ProgramBuilder programs_;
  std::vector<std::size_t> first_key_;    // of each metric's parameters
  std::vector<CompiledDefinition> built_; // by key
  ExpressionContext targets_;
  std::size_t first_risk_key_ = 0;
  std::size_t first_pillar_key_ = 0;
  std::vector<std::uint32_t> spent_; // series of each pillar's spend so far
};

// For each series, the series that parts of its program became. They are computed before it.
using PartsOfSeries = std::map<std::uint32_t, std::vector<std::uint32_t>>;

// Sets how often each series changes. In `order` each series comes after the series that it needs.
// Parts of a monthly series that change less often become separate series.
PartsOfSeries mark_update_intervals(Model& model, const std::vector<std::uint32_t>& order);

// Marks the series, metrics and targets that differ from path to path.
void mark_uncertain(Model& model);

// The streams of all draws of a model.
std::vector<NamedStream> streams_of(const Model& model);

// `drivers`: where the value of each driver of the plan comes from.
std::vector<DrawnInput> drawn_inputs(const Model& model, const ValidScenario& plan,
                                     const std::vector<ParameterSource>& drivers);

} // namespace escala
