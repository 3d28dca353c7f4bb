// SPDX-License-Identifier: Apache-2.0
// Lays variants, --set and the settings of options over a plan's tree.
#pragma once

#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/input/node.h"
#include "escala/plan/plan.h"

namespace escala {

// What was laid adds its texts to `sources`. Returns the places of the variants that were laid.
std::vector<Span> lay_changes(const Changes& changes, const std::string& plan, Sources& sources,
                              Node& root, Diagnostics& diagnostics);

} // namespace escala
