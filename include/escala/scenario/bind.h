// SPDX-License-Identifier: Apache-2.0
// From a tree of YAML to a Scenario: keys, kinds and the grammar of every quantity.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Reports every mistake that can be seen without resolving names. nullopt only where there is
// nothing to go on with; a Scenario with errors reported is good for finding more of them.
std::optional<Scenario> bind(const Node& root, Diagnostics& diagnostics);

} // namespace escala
