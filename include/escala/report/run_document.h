// SPDX-License-Identifier: Apache-2.0
// The document of one run: its targets, curves, risks, and what money gains.
#pragma once

#include <array>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// The quantiles of curves that it shows: others need not be computed.
inline constexpr std::array<double, 3> kDocumentQuantiles{0.05, 0.50, 0.95};

Document run_document(const RunResult& result);

// The months worth a column where nothing says so: the ends of fiscal years and the horizon; where
// those are fewer than three, of quarters; else every month.
std::vector<int> shown_ends(const Calendar& calendar, int horizon);

} // namespace escala
