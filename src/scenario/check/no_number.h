// SPDX-License-Identifier: Apache-2.0
// Constants that are n/a, too large, or the log or root of a negative number.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// Reports that `what`, which the node gives, is no number. The reason names the part where that
// arises.
void fail_no_number(const std::string& what, const CheckedExpression& checked, NodeIndex node,
                    Diagnostics& diagnostics);

} // namespace escala
