// SPDX-License-Identifier: Apache-2.0
// Messages about inputs, as records.
#pragma once

#include "escala/report/described.h"
#include "escala/report/diagnostics_report.h"

namespace escala {

const Described<ReportedDiagnostic>& diagnostic_record();

} // namespace escala
