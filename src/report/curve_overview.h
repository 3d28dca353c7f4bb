// SPDX-License-Identifier: Apache-2.0
// Many curves in one table, a line each: medians, and the middle 90% of paths at the end.
#pragma once

#include <vector>

#include "escala/report/document.h"
#include "escala/report/run_document.h"
#include "escala/report/run_result.h"

namespace escala {

// Whether there are so many curves that nobody reads a group of lines for each. The plan or an
// option can name those to be shown in full, and periods are shown in full.
bool is_overview(const RunResult& result, const std::vector<const Curve*>& curves, Detail detail);
// `months`: in which there are values to show, ascending, at least one.
Table overview_table(const RunResult& result, const std::vector<const Curve*>& curves,
                     const std::vector<int>& months);

inline constexpr const char* kOverviewNote = "Other months: --show METRIC, or -o FILE.csv.";

} // namespace escala
