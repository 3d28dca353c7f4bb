// SPDX-License-Identifier: Apache-2.0
// The scenarios that escala compare shows side by side: files, and variants of each.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/load.h"
#include "app/study.h"

namespace escala::app {

struct ComparedPlanScene {
  std::string name; // unique
  const PlanFile* file = nullptr;
  std::vector<std::string> variants; // laid over the file's plan
  Loaded loaded;
};

struct ComparedPlans {
  std::deque<PlanFile> files;
  std::deque<ComparedPlanScene> scenes; // the base first
};

// Throws a UsageError if there is only one or the base is unknown, and Exit after showing mistakes.
ComparedPlans compared_plans(const Arguments& arguments, StudyCommand& study);

// A plan and all its variants.
ComparedPlans plan_with_variants(const Arguments& arguments, StudyCommand& study,
                                 const PlanFile& file);

} // namespace escala::app
