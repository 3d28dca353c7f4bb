// SPDX-License-Identifier: Apache-2.0
// The answers of the commands of analyses, for escala report, which puts them together. Each is
// found in the file of its command. The arguments are those of the command. All throw Exit after
// saying what is wrong.
#pragma once

#include "app/arguments.h"
#include "app/compare_scenes.h"
#include "app/load.h"
#include "app/study.h"
#include "escala/report/compare_report.h"
#include "escala/report/run_result.h"

namespace escala::app {

RunResult find_run(const Arguments& arguments, StudyCommand& study, const Loaded& loaded);
CompareResult find_comparison(const Arguments& arguments, StudyCommand& study, ComparedPlans plans);

} // namespace escala::app
