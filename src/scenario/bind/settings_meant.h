// SPDX-License-Identifier: Apache-2.0
// Settings and correlations in the form of other tools. What is found is reported.
#pragma once

#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

// A plan with `horizon` in place of `end: 2027-12` or `years: 2`; nullopt if it has none of them.
std::optional<Node> settings_meant(const Node& root, Diagnostics& diagnostics);

// A correlation with `between` in place of `g: h`, or of `x: g, y: h`; nullopt if it has no such.
std::optional<Node> correlation_meant(const Node& correlation, Diagnostics& diagnostics);

} // namespace escala
