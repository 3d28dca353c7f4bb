// SPDX-License-Identifier: Apache-2.0
// Makes the totals of a split metric: metrics that are computed from those of its segments.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "escala/scenario/scenario.h"
#include "scenario/segments/split_names.h"

namespace escala {

class TotalMaker {
 public:
  // `mentioned`: every name that occurs in some expression of the plan.
  TotalMaker(const SplitNames& names, const std::set<std::string_view>& mentioned);

  // The total of the segments of a choice.
  Metric make(const Metric& metric, const Split& split, const SegmentChoice& choice,
              Total kind) const;

 private:
  Argument over_segments(const Split& split, const SegmentChoice& choice, std::string_view part,
                         Total kind) const;
  void add_parameters_of_outputs(const Split& split, const SegmentChoice& choice, Total kind,
                                 Metric& total) const;

  const SplitNames& names_;
  std::set<std::string> parts_; // "arr.nrr" if an expression may name it of a total of arr
};

} // namespace escala
