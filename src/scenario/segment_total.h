// SPDX-License-Identifier: Apache-2.0
// Makes the total of a split metric: a metric with the name of the split, computed from the
// segments.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"
#include "scenario/segment_names.h"

namespace escala {

class TotalMaker {
 public:
  // `mentioned`: every name that occurs in some expression of the plan.
  TotalMaker(const Scenario& scenario, const SegmentNames& names,
             const std::set<std::string_view>& mentioned, Diagnostics& diagnostics)
      : scenario_(scenario), names_(names), mentioned_(mentioned), diagnostics_(diagnostics) {}

  // The kind of total that the plan gives, or else the default of the metric's model. Reports a
  // formula for which the formula of the totals is not a total.
  Total kind_of(const Metric& metric, const Split& split) const;
  Metric make(const Metric& metric, const Split& split, Total kind) const;

 private:
  bool has_formula_of_totals(const Metric& metric, const Split& split) const;
  bool check_parts(const Expression& formula, const Metric& metric, const Split& split) const;
  bool check_products(const Expression& formula, const Metric& metric, const Split& split) const;
  Argument over_segments(const Split& split, std::string_view part, Total kind) const;

  const Scenario& scenario_;
  const SegmentNames& names_;
  const std::set<std::string_view>& mentioned_;
  Diagnostics& diagnostics_;
};

} // namespace escala
