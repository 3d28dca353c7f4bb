// SPDX-License-Identifier: Apache-2.0
// The parts of a plan that solve looks at: those of --for, or all constants and distributions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/study.h"
#include "escala/analysis/solve.h"
#include "escala/report/solve_report.h"

namespace escala::app {

// An unknown, and what the answer says of it.
struct NamedUnknown {
  SolveUnknown unknown;
  SolvedValue named;  // without its solution
  Quantity quantity;  // of the value in the expression
  std::string before; // the expression before the value, and behind it
  std::string behind = {};
};

class SolveUnknowns {
 public:
  SolveUnknowns(const PlanFile& file, const Loaded& loaded, const Changes& changes,
                std::vector<DrawnSpread> spreads, bool integer);

  // A text of --for. Throws Exit or a UsageError.
  NamedUnknown asked_for(const std::string& text);
  // Every constant and every distribution.
  std::vector<NamedUnknown> all();

 private:
  std::optional<std::string> text_at(std::string& path) const;
  std::optional<OpenValue> constant(const std::string& path, const std::string& text);
  std::optional<OpenValue> shifted(const std::string& path, const std::string& text,
                                   DrawnSpread& spread) const;
  std::optional<NamedUnknown> unknown_of(OpenValue value, Diagnostics& diagnostics) const;
  std::optional<NamedUnknown> of_constant(OpenValue value, Diagnostics& diagnostics) const;
  std::optional<NamedUnknown> of_shift(OpenValue value, const DrawnSpread& spread,
                                       Diagnostics& diagnostics) const;
  NamedUnknown of_range(const std::string& text);
  NamedUnknown required(std::optional<NamedUnknown> found, const Diagnostics& diagnostics) const;
  [[noreturn]] void refuse(const std::string& path, const std::string& text);
  void set_whole(NamedUnknown& named) const;

  const PlanFile& file_;
  const CompiledPlan& plan_;
  Changes changes_;
  std::vector<DrawnSpread> spreads_; // of the model's `drawn`
  bool integer_;
  Sources texts_;
};

} // namespace escala::app
