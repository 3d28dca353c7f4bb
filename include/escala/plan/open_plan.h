// SPDX-License-Identifier: Apache-2.0
// A plan with open values, which a study sets. It is compiled only once if possible.
//
// An open value that is only read in the months becomes an input of the model; setting it costs
// almost nothing. An open value on which the structure of the model depends (a horizon, the end of
// a range) cannot be an input: setting it compiles the plan again. The caller does not need to
// distinguish them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escala/plan/holes.h"
#include "escala/plan/plan.h"

namespace escala {

class OpenPlan {
 public:
  // Each hole of each open value is one value to set, in the order given. nullopt with diagnostics
  // if the plan has mistakes at the default values, or if a path is wrong.
  static std::optional<OpenPlan> open(Plan plan, Changes changes, std::vector<OpenValue> values,
                                      Diagnostics& diagnostics);

  // The number of values to set.
  std::size_t size() const { return holes_.size(); }
  // Whether a value is an input of the model, so that setting it does not compile the plan again.
  bool is_input(std::size_t value) const { return holes_[value].input.has_value(); }
  // Whether the plan compiles with the values written in it. Inputs are checked too: a run would
  // only find out where it reads them, if at all.
  bool allows(std::span<const double> values) const;
  // The dimension and unit of a value.
  const Quantity& quantity(std::size_t value) const { return holes_[value].values->quantity; }

  // What a run needs to simulate the plan at given values.
  struct Point {
    std::shared_ptr<const CompiledPlan> plan;
    std::vector<double> inputs; // of Run::inputs
  };
  // `values`: size() values in canonical units. nullopt, with the reasons in `diagnostics`, if the
  // plan cannot be compiled with them.
  std::optional<Point> at(std::span<const double> values, Diagnostics& diagnostics) const;

 private:
  struct OpenHole {
    std::size_t open = 0; // index of the open value
    std::size_t hole = 0; // index of the hole in it
    const HoleValues* values = nullptr;
    std::optional<std::uint32_t> input = {}; // number of its model input; none: it is not an input
  };

  OpenPlan(Plan plan, Changes changes, std::vector<OpenValue> values);
  // The changes, with the text of each value in its hole. Holes that are inputs stay marked as
  // holes.
  Changes changes_at(std::span<const double> values) const;
  Compilation compile_at(std::span<const double> values, Diagnostics& diagnostics) const;
  std::vector<double> defaults() const;
  std::string currency() const;
  void number_inputs(const std::vector<bool>& is_input);
  bool can_be_inputs(const std::vector<bool>& is_input);
  void find_inputs(std::size_t begin, std::size_t end, std::vector<bool>& inputs);

  Plan plan_;
  Changes changes_;
  std::shared_ptr<const std::vector<OpenValue>> open_;
  std::vector<OpenHole> holes_;
  std::shared_ptr<const CompiledPlan> compiled_; // at the default values
};

} // namespace escala
