// SPDX-License-Identifier: Apache-2.0
// Applies variants, --set, the settings of options and expressions to a plan's tree.
#pragma once

#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/input/node.h"
#include "escala/plan/plan.h"

namespace escala {

// Adds the texts of the changes to `sources`. Returns the places of the variants that were applied.
std::vector<Span> lay_changes(const Changes& changes, const std::string& plan, Sources& sources,
                              Node& root, Diagnostics& diagnostics);

} // namespace escala
