// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "escala/report/make_result.h"

namespace escala {

// Adds what was drawn, with its values in its unit, and how targets go together.
void add_drivers(const Model& model, const Findings& findings, RunResult& result);

} // namespace escala
