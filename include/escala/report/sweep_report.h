// SPDX-License-Identifier: Apache-2.0
// The answer of a sweep: a line chart along one axis, a heat map over two, and "escala/sweep/1".
#pragma once

#include <string>
#include <vector>

#include "escala/analysis/sweep.h"
#include "escala/core/display_unit.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/study_head.h"

namespace escala {

struct SweptAxis {
  std::string path; // with a number behind it if the option has several values to vary
  DisplayUnit unit;
  std::vector<double> values; // in this unit
};

// A target or a metric of the plan.
struct SweptName {
  std::string name;
  std::string label;
  DisplayUnit unit = {}; // of a metric
};

struct SweepResult {
  StudyHead head;
  int month = 0; // in which metrics are read
  std::vector<SweptAxis> axes;
  std::vector<SweptName> targets;
  std::vector<SweptName> metrics;
  // The last axis changes fastest. Metrics are in canonical units.
  std::vector<SweptPoint> points;
};

Document sweep_document(const SweepResult& result);
Data sweep_data(const SweepResult& result);
const RecordType& sweep_type();

} // namespace escala
