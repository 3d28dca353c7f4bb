// SPDX-License-Identifier: Apache-2.0
// The answer of a sensitivity: shares of the variance, a tornado chart, and
// "escala/sensitivity/1".
#pragma once

#include <string>
#include <vector>

#include "escala/analysis/sensitivity.h"
#include "escala/core/display_unit.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/study_head.h"

namespace escala {

struct SensitivityOutput {
  bool is_target = false; // a target, or all of them together
  std::string name;       // "all": all targets together
  std::string label;
  DisplayUnit unit = {}; // of a metric
  int month = 0;         // the last one of a target
  bool chosen = false;   // no option asked for it
};

struct SensitivityResult {
  StudyHead head;
  SensitivityOutput output;
  std::vector<RandomInput> inputs;
  bool whole = true; // the inputs are all that is drawn
  bool shapley = false;
  std::size_t orders = 0; // random orders of which Shapley effects are means; 0: they are exact
  std::size_t runs = 0;
  Sensitivity found; // in canonical units
};

Document sensitivity_document(const SensitivityResult& result);
Data sensitivity_data(const SensitivityResult& result);
const RecordType& sensitivity_type();

} // namespace escala
