// SPDX-License-Identifier: Apache-2.0
// All analyses that fit a plan in one answer: "escala/report/1", and its document.
#pragma once

#include <optional>
#include <vector>

#include "escala/report/compare_report.h"
#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/optimize_report.h"
#include "escala/report/recommendation.h"
#include "escala/report/run_document.h"
#include "escala/report/run_result.h"
#include "escala/report/sensitivity_report.h"
#include "escala/report/solve_report.h"
#include "escala/report/study_head.h"

namespace escala {

// A part is missing if it does not fit the plan, or if a signal came before it was known.
struct ReportResult {
  StudyHead head;
  RunResult run;
  std::optional<CompareResult> variants = {};        // the plan and its variants
  std::optional<SensitivityResult> sensitivity = {}; // of the target that the report is about
  std::optional<SolveResult> solutions = {};         // what it would take for it
  std::optional<OptimizeResult> allocation = {};     // of an investment, for it
  std::vector<Recommendation> recommendations = {};
  bool has_target = false; // there is a target to be about
};

// `detail`: of its run.
Document report_document(const ReportResult& result, Detail detail = Detail::usual);
Data report_data(const ReportResult& result);
const RecordType& report_type();

} // namespace escala
