// SPDX-License-Identifier: Apache-2.0
// Reads the data files that metrics name as their actual months.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/input/data_files.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Between bind and validate. Each file is read once; its mistakes are reported at the `actual`
// that names it first, those of a column at its own.
void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics);

} // namespace escala
