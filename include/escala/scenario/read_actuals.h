// SPDX-License-Identifier: Apache-2.0
// Reads actual months from the data files that metrics name.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/input/data_files.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Called between bind and validate. Gives Actual::values those of files. Each file is read once;
// mistakes of a file and of its months are reported at the first `actual` that names it, mistakes
// of a column at its own `actual`.
void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics);

} // namespace escala
