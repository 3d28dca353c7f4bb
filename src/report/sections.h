// SPDX-License-Identifier: Apache-2.0
// The sections of a run's document. A section is empty if the run has nothing to show in it.
#pragma once

#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

Section target_section(const RunResult& result);
Section findings_section(const RunResult& result);
Section unpaid_section(const RunResult& result);
Section curve_section(const RunResult& result);
Section risk_section(const RunResult& result);
Section mitigation_section(const RunResult& result);
Section investment_section(const RunResult& result);

} // namespace escala
