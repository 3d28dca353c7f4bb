// SPDX-License-Identifier: Apache-2.0
// The answer of an optimization: a table and bars of shares, what each budget buys, and
// "escala/optimize/1".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escala/analysis/optimize.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/study_head.h"

namespace escala {

struct OptimizedFloor {
  std::string label;
  double least = 0;
};

struct OptimizeResult {
  StudyHead head;
  std::string objective;            // a target's name, or "all"
  std::string objective_label;      // of a target
  std::vector<std::string> pillars; // their names
  std::vector<OptimizedFloor> floors;
  std::optional<double> confidence; // whose least budget was asked for
  Allocation declared;
  std::optional<double> budget; // none: it differs from path to path
  Optimized found;

  // Whether there is an allocation that does what was asked for.
  bool has_answer() const;
};

// Why there is no allocation, or why it is no improvement; empty if there is nothing to say.
Phrase optimize_reason(const OptimizeResult& result);

Document optimize_document(const OptimizeResult& result);
Data optimize_data(const OptimizeResult& result);
const RecordType& optimize_type();

} // namespace escala
