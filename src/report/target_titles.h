// SPDX-License-Identifier: Apache-2.0
// What titles of charts say of a target.
#pragma once

#include "escala/core/calendar.h"
#include "escala/report/phrase.h"
#include "escala/report/run_result.h"

namespace escala {

// "10.8% of futures meet $1B ARR by 2030-12"
Phrase met_in_futures(const TargetResult& target, const Calendar& calendar);

} // namespace escala
