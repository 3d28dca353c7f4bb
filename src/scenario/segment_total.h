// SPDX-License-Identifier: Apache-2.0
// The total of a split metric: a metric by its bare name, which follows from its segments.
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
  // `mentioned`: every name that some expression of the plan has.
  TotalMaker(const Scenario& scenario, const SegmentNames& names,
             const std::set<std::string_view>& mentioned, Diagnostics& diagnostics)
      : scenario_(scenario), names_(names), mentioned_(mentioned), diagnostics_(diagnostics) {}

  // What the plan says, or what the metric's model calls for. Reports a formula that has no formula
  // of totals.
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
