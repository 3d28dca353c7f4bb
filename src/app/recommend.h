// SPDX-License-Identifier: Apache-2.0
// Tries changes of a plan on draws that did not suggest them.
#pragma once

#include <cstdint>
#include <vector>

#include "app/arguments.h"
#include "app/load.h"
#include "app/study.h"
#include "escala/report/recommendation.h"

namespace escala::app {

// Fills in what each change gains for a target of the plan, and what it costs. Those with which the
// plan has mistakes, or lacks the target, are left out.
std::vector<Recommendation> tried(const std::vector<Recommendation>& changes, std::uint32_t target,
                                  const PlanFile& file, const Loaded& loaded,
                                  const Arguments& arguments, StudyCommand& study);

} // namespace escala::app
