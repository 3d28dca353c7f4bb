// SPDX-License-Identifier: Apache-2.0
// Actual values by quarter or year: how long their periods are, and the months within them.
#pragma once

#include <string>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/diagnostics.h"
#include "escala/scenario/scenario.h"

namespace escala {

// The length in months that the values of an `actual`, in the order of their months, stand for: 1,
// 3 or 12. As they say, or as far as they are apart.
int period_of_actuals(const std::vector<const ActualValue*>& values);

// Whether `fill` is there where it is needed, and there alone, and the periods are certain.
// `metric` is its name; reports what is wrong.
bool check_fill(const std::string& metric, const Actual& actual,
                const std::vector<const ActualValue*>& values, int period, const Calendar& calendar,
                Diagnostics& diagnostics);

// The value of each month, from the first that is known to the last. Without a fill they are the
// values. Of levels a month lies k/period of the way from the level before to the next: a·(b/a)^(k/
// period) or a + (b − a)·k/period; of amounts it has the value, which is already that of a month.
std::vector<double> fill_months(const std::vector<double>& values, std::optional<Fill> fill,
                                int period);

} // namespace escala
