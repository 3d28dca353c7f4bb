// SPDX-License-Identifier: Apache-2.0
// Names of periods as headings, whose words and order a language may change.
#pragma once

#include "escala/core/calendar.h"
#include "escala/report/phrase.h"

namespace escala {

// Of the year or quarter that holds a month: "2026", "FY2027", "2026-Q4", "FY2027-Q2".
Phrase period_heading(const Calendar& calendar, int month, ReportPeriod report_period);
// Of a quarter: "2026Q4", "FY27Q2".
Phrase brief_quarter(const Calendar& calendar, int month);

} // namespace escala
