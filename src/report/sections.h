// SPDX-License-Identifier: Apache-2.0
// The sections of a run's document. A section is empty if the run has nothing to show in it.
#pragma once

#include <cstddef>

#include "escala/report/document.h"
#include "escala/report/run_document.h"
#include "escala/report/run_result.h"

namespace escala {

// Tables of more rows than that are shortened, unless everything is asked for.
inline constexpr std::size_t kMostRows = 8;

Section target_section(const RunResult& result, Detail detail);
// A chart of the metric of the target that binds.
Section binding_section(const RunResult& result, Detail detail);
Section curve_section(const RunResult& result, Detail detail);
Section findings_section(const RunResult& result);
Section timing_section(const RunResult& result);  // when targets are reached
Section decides_section(const RunResult& result); // which drivers decide each target
Section chart_section(const RunResult& result);   // a chart of each curve
Section unpaid_section(const RunResult& result);
Section risk_section(const RunResult& result, Detail detail);
Section mitigation_section(const RunResult& result);
Section investment_section(const RunResult& result);

} // namespace escala
