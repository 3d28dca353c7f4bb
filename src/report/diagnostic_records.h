// SPDX-License-Identifier: Apache-2.0
// Messages about inputs, as records.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/report/described.h"

namespace escala {

const Described<Diagnostic>& diagnostic_record();

} // namespace escala
