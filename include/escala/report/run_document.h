// SPDX-License-Identifier: Apache-2.0
// The document of one run: its targets, curves and risks, and the gains of mitigation and
// investment.
#pragma once

#include <array>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// The quantiles that a document and the targets of a run need beside those that its curves show, in
// percent.
inline constexpr std::array<double, 5> kDocumentPercents{5, 25, 50, 75, 95};

// How much of a run a document holds.
enum class Detail {
  brief, // verdicts and findings
  usual, // of many targets and metrics, those that the answer depends on
  full,  // everything
  whole, // also a chart of each curve, when targets are reached, and what decides each of them
};

Document run_document(const RunResult& result, Detail detail = Detail::usual);

// The months that have a column by default: the ends of fiscal years and the horizon. If these are
// fewer than three: the ends of quarters and the horizon. If these are fewer than three too: every
// month.
std::vector<int> shown_ends(const Calendar& calendar, int horizon);

} // namespace escala
