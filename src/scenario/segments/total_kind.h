// SPDX-License-Identifier: Apache-2.0
// Decides the kind of total of a split metric: sum, mean, or the formula of the totals.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"
#include "scenario/segments/split_names.h"

namespace escala {

class TotalKinds {
 public:
  TotalKinds(const Scenario& scenario, const SplitNames& names, Diagnostics& diagnostics)
      : scenario_(scenario), names_(names), diagnostics_(diagnostics) {}

  // The kind of total that the plan gives, or else the default of the metric's model. Reports a
  // formula for which the formula of the totals is not a total.
  Total of(const Metric& metric, const Split& split) const;

 private:
  bool has_formula_of_totals(const Metric& metric, const Split& split) const;
  bool leaves_open(std::string_view name, const Split& split) const;
  bool check_parts(const Expression& formula, const Metric& metric, const Split& split) const;
  bool check_products(const Expression& formula, const Metric& metric, const Split& split) const;

  const Scenario& scenario_;
  const SplitNames& names_;
  Diagnostics& diagnostics_;
};

// The formula of a metric; null if it has none.
const Argument* formula_of(const Metric& metric);

} // namespace escala
