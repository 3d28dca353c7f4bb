// SPDX-License-Identifier: Apache-2.0
// A plan with open values, which a study sets: compiled once where that is enough.
//
// A value that the months read becomes an input of the model, and setting it costs nothing. A value
// that a structure depends on (a horizon, the end of a range) can't be an input: for that the plan
// is compiled anew. The caller need not know which it was.
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
  // Each hole of each open value is one value to set, in their order. Mistakes of the plan at its
  // default values, or of a path, are reported; then nothing.
  static std::optional<OpenPlan> open(Plan plan, Changes changes, std::vector<OpenValue> values,
                                      Diagnostics& diagnostics);

  // How many values are to be set.
  std::size_t size() const { return holes_.size(); }
  // Whether a value is an input of the model, so that the plan is not compiled anew for it.
  bool is_input(std::size_t value) const { return holes_[value].input.has_value(); }
  // What a value measures.
  const Quantity& quantity(std::size_t value) const { return holes_[value].values->quantity; }

  // What a run simulates at some values.
  struct Point {
    std::shared_ptr<const CompiledPlan> plan;
    std::vector<double> inputs; // of Run::inputs
  };
  // `values` are in canonical units, one for each. Where the plan can't be compiled with them,
  // `diagnostics` says why, and there is no point.
  std::optional<Point> at(std::span<const double> values, Diagnostics& diagnostics) const;

 private:
  struct OpenHole {
    std::size_t open = 0; // of the open values
    std::size_t hole = 0; // of its holes
    const HoleValues* values = nullptr;
    std::optional<std::uint32_t> input = {}; // number of the model's input
  };

  OpenPlan(Plan plan, Changes changes, std::vector<OpenValue> values);
  // The changes with the text of each hole's value, or a hole where it is an input.
  Changes changes_at(std::span<const double> values) const;
  Compilation compile_at(std::span<const double> values, Diagnostics& diagnostics) const;
  std::vector<double> defaults() const;
  std::string currency() const;
  void number_inputs(const std::vector<bool>& is_input);
  bool can_be_inputs(const std::vector<bool>& is_input);

  Plan plan_;
  Changes changes_;
  std::shared_ptr<const std::vector<OpenValue>> open_;
  std::vector<OpenHole> holes_;
  std::shared_ptr<const CompiledPlan> compiled_; // at the default values
};

} // namespace escala
