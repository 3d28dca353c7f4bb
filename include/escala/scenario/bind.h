// SPDX-License-Identifier: Apache-2.0
// Reads a YAML tree into a Scenario: checks keys and kinds, and parses every quantity.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"
#include "escala/scenario/scenario.h"

namespace escala {

// Reports every mistake that is visible without resolving names. nullopt with a diagnostic only if
// the root is not a map. After other errors the Scenario can still be validated, to report more
// mistakes.
std::optional<Scenario> bind(const Node& root, Diagnostics& diagnostics);

} // namespace escala
