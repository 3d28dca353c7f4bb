// SPDX-License-Identifier: Apache-2.0
// Makes the total of a split metric: a metric with the name of the split, computed from the
// segments.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "escala/scenario/scenario.h"
#include "scenario/segments/segment_names.h"

namespace escala {

class TotalMaker {
 public:
  // `mentioned`: every name that occurs in some expression of the plan.
  TotalMaker(const SegmentNames& names, const std::set<std::string_view>& mentioned)
      : names_(names), mentioned_(mentioned) {}

  Metric make(const Metric& metric, const Split& split, Total kind) const;

 private:
  Argument over_segments(const Split& split, std::string_view part, Total kind) const;

  const SegmentNames& names_;
  const std::set<std::string_view>& mentioned_;
};

} // namespace escala
