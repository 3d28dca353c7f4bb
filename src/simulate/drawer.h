// SPDX-License-Identifier: Apache-2.0
// Computes the draws of a block's month from uniforms and the quantile functions of distributions,
// and the scores of correlated groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "escala/catalog/mixture.h"
#include "simulate/block_month.h"
#include "simulate/evaluator.h"

namespace escala {

class Drawer {
 public:
  Drawer(BlockMonth& at, Evaluator& evaluator);

  // Computes the correlated normal scores of a group's members if they change in this month.
  void run_scores(std::uint32_t group);
  // The scores of a draw that belongs to a group.
  ConstColumn correlated_scores(const Draw& draw) const;
  // Draws a value for each lane; for each event while lanes are events.
  void draw(const Draw& draw, Column out);

 private:
  struct ComponentColumns;
  struct MixtureLane {
    std::deque<std::vector<double>> arguments; // of each component
    std::vector<MixtureComponent> components;
  };

  void run_conditional_scores(std::uint32_t group, ColumnMatrix scores);
  std::uint32_t key_month(DrawFrequency draw_frequency) const;
  void draw_input(const Draw& draw, DrawInput wanted, Column out) const;
  void draw_from_columns(const Draw& draw, Column out);
  void draw_truncated(const Draw& draw, Column out);
  void draw_tabulated(const Draw& draw, Column out);
  void draw_mixture(const Draw& draw, Column out);
  std::vector<ComponentColumns> evaluate_components(const std::vector<DrawComponent>& components,
                                                    std::size_t& used);
  double gather_components(const std::vector<ComponentColumns>& columns, double share,
                           std::size_t lane, MixtureLane& mixture) const;
  double add_component(const ComponentColumns& from, double weight, std::size_t lane,
                       MixtureLane& mixture) const;
  bool is_fixed(const Program& program) const;
  double fixed_value(const Program& program) const;
  bool is_tabulated(const Draw& draw) const;
  Column scratch(std::size_t index) { return at_.column(scratch_, index); }

  BlockMonth& at_;
  Evaluator& evaluator_;
  Columns scores_;                        // of all groups
  std::vector<std::size_t> scores_begin_; // where each group's begin
  Columns kept_;    // scores of the first draws of a group that is drawn anew in part
  Columns scratch_; // the arguments of a draw
  std::vector<const double*> arguments_;
};

} // namespace escala
