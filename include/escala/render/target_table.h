// SPDX-License-Identifier: Apache-2.0
// Targets and their verdicts, a line each, for a terminal.
#pragma once

#include <string>

#include "escala/render/render.h"

namespace escala {

// Empty where the report has no targets.
std::string target_table(const Report& report, const RenderOptions& options);

} // namespace escala
