// SPDX-License-Identifier: Apache-2.0
// Options whose value is a time of a plan: a month or a duration.
#pragma once

#include <string>

#include "app/option.h"
#include "escala/core/calendar.h"

namespace escala::app {

// The month of the plan, from 0 to the horizon, that "2027-03" or "18mo" means. Throws a UsageError
// if the text is no such time or lies outside the plan.
int month_of_plan(const OptionSpec& option, const std::string& text, const Calendar& calendar,
                  int horizon);

// The text, if it is a time of a plan. Throws a UsageError if it is not.
std::string require_plan_time(const OptionSpec& option, const std::string& text);

} // namespace escala::app
