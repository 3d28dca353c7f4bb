// SPDX-License-Identifier: Apache-2.0
// The answers of the commands of analyses, for escala report, which puts them together. Each is
// found in the file of its command. The arguments are those of the command. All throw Exit after
// saying what is wrong.
#pragma once

#include "app/arguments.h"
#include "app/compare_scenes.h"
#include "app/load.h"
#include "app/study.h"
#include "escala/render/format.h"
#include "escala/report/compare_report.h"
#include "escala/report/optimize_report.h"
#include "escala/report/run_result.h"
#include "escala/report/sensitivity_report.h"
#include "escala/report/solve_report.h"

namespace escala::app {

// A run, and the sheets that a workbook has of it.
struct RunAnswer {
  RunResult result;
  RunSheets sheets;
};

RunAnswer find_run(const Arguments& arguments, StudyCommand& study, const PlanFile& file,
                   const Loaded& loaded);
CompareResult find_comparison(const Arguments& arguments, StudyCommand& study, ComparedPlans plans);
SensitivityResult find_sensitivity(const Arguments& arguments, StudyCommand& study,
                                   const Loaded& loaded);
SolveResult find_solutions(const Arguments& arguments, StudyCommand& study, const PlanFile& file,
                           const Loaded& loaded);
OptimizeResult find_allocation(const Arguments& arguments, StudyCommand& study,
                               const PlanFile& file, const Loaded& loaded);

} // namespace escala::app
