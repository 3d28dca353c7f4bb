// SPDX-License-Identifier: Apache-2.0
// All that validate says of a plan and its variants, and the plan with its certain mistakes mended.
#pragma once

#include <string>
#include <vector>

#include "app/load.h"
#include "escala/report/diagnostics_report.h"

namespace escala::app {

struct PlanLook {
  Loaded loaded;
  Diagnostics diagnostics;
  bool valid = false; // with --strict, no warnings either
};

// Checks the scenario and all its variants, or one variant.
PlanLook look_at(const PlanFile& plan, const Arguments& arguments);

// What was found as values; with --strict, warnings are errors.
FileDiagnostics report_of(const PlanFile& plan, const PlanLook& look, const Arguments& arguments);

struct MendedPlan {
  std::string text;
  std::vector<std::string> changes; // "plan.yaml:5:3: growth in place of grwth"
};

// Replaces what is certain, until nothing more is.
MendedPlan mended(const PlanFile& plan, const Arguments& arguments);

} // namespace escala::app
