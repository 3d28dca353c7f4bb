// SPDX-License-Identifier: Apache-2.0
// What risks take, what their mitigation gives back, and what the investment gains: for a terminal.
#pragma once

#include <string>

#include "escala/render/render.h"

namespace escala {

// Empty where the plan has none.
std::string risk_table(const Report& report, const RenderOptions& options);
std::string mitigation_table(const Report& report, const RenderOptions& options);
std::string investment_table(const Report& report, const RenderOptions& options);

} // namespace escala
