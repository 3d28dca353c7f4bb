// SPDX-License-Identifier: Apache-2.0
// The answer of what it would take: a row for each value that was solved for, and "escala/solve/1".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escala/analysis/solve.h"
#include "escala/core/display_unit.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/study_head.h"

namespace escala {

struct SolvedValue {
  std::string path;
  // What sets the path to the answer. Without an answer it has {...} in the answer's place.
  std::string expression;
  DisplayUnit unit;
  std::optional<double> today = {}; // in this unit; of a distribution, its mean
  // Of a distribution, which is shifted: its mean and its standard deviation, in canonical units.
  std::optional<DrawnSpread> shifted = {};
  Solution solution = {};

  // A value of the search, as people read it.
  double shown(double value) const { return ((shifted ? shifted->mean : 0) + value) * unit.factor; }
  bool has_answer() const { return solution.found == Solution::Found::value; }
  // In standard deviations of a distribution; otherwise as a share of today's value.
  std::optional<double> change() const;
};

struct SolveResult {
  StudyHead head;
  std::string target; // its name; of a metric, what it must be: "arr >= $1B in 2030-12"
  std::string label;  // as people read it
  double confidence = 0;
  // Of a metric: the quantile that must reach a value; `label` is the metric's.
  std::optional<double> quantile = {};
  Number level = {};
  int month = 0;
  std::optional<SolvedRun> today = {};
  bool everything = false; // every value of the plan, not those asked for
  std::size_t tried = 0;   // values that were tried
  std::vector<SolvedValue> values;
};

// Sorts by the size of the change. Values without an answer come last.
void sort_by_change(std::vector<SolvedValue>& values);
// Why there is no answer, or what must be known about it; empty: nothing.
Phrase reason_of(const SolvedValue& value);

Document solve_document(const SolveResult& result);
Data solve_data(const SolveResult& result);
const RecordType& solve_type();

} // namespace escala
