// SPDX-License-Identifier: Apache-2.0
// The answer of a comparison of scenarios: "escala/compare/1", and its document.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "escala/analysis/comparison.h"
#include "escala/core/display_unit.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/study_head.h"

namespace escala {

struct SceneTarget {
  std::string name;
  std::string label;
  double confidence = 0.5;
  Judgement judgement;
  std::optional<Difference> difference = {}; // from the base; nullopt: it lacks the target
};

// Values are in the unit, by month from 0.
struct SceneMetric {
  std::string name;
  std::string label;
  DisplayUnit unit;
  bool shown = false; // a target reads it, or --show names it
  MetricInScene found;
  std::vector<std::optional<double>> medians = {};
};

struct ComparedScenario {
  std::string name;
  std::string file;
  std::string variant; // empty: none
  std::vector<SceneTarget> targets;
  std::optional<SceneTarget> joint; // of several targets
  std::vector<SceneMetric> metrics;
};

// Shapley's share of one change in a difference between two scenarios.
struct BridgeStep {
  std::vector<std::string> paths; // of the plan
  std::string from;               // texts of the plan; empty: it has no value there
  std::string to;
  double effect = 0;
  double std_error = 0;
};

struct BridgeResult {
  std::string target; // or metric
  std::string label;
  DisplayUnit unit;       // percent, of a target's probability
  bool is_metric = false; // its median in the compared month
  double from = 0;
  double to = 0;
  std::vector<BridgeStep> steps;
  bool sampled = false; // permutations were sampled, since there are too many changes
  bool grouped = false; // some changes cannot stand alone
};

struct CompareResult {
  StudyHead head;                          // of the base
  int month = 0;                           // of the base
  std::vector<ComparedScenario> scenarios; // the base first
  std::vector<BridgeResult> bridges = {};
};

Document compare_document(const CompareResult& result);
Data compare_data(const CompareResult& result);
const RecordType& compare_type();

} // namespace escala
