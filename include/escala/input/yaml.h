// SPDX-License-Identifier: Apache-2.0
// Reads YAML into a Node, safely: the only door to the YAML library.
//
// Refused, each with a diagnostic: more than 1 MiB, invalid UTF-8 and control characters, unclosed
// quotes, anchors, aliases and tags, a second document, nesting beyond 64, duplicate keys, keys
// that are no text. An unquoted comma that splits an expression in a flow collection is diagnosed
// and the pieces are joined again, so that nothing else is said of them.
#pragma once

#include <cstddef>
#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

inline constexpr std::size_t kMaxScenarioBytes = std::size_t{1} << 20;
inline constexpr int kMaxYamlDepth = 64;

// nullopt where the text can't be read as YAML at all; duplicate keys are reported and dropped.
std::optional<Node> read_yaml(const Source& source, Diagnostics& diagnostics);

// The value of an option such as --set: plain text, unless it opens with [ or {, which is YAML.
std::optional<Node> read_option_value(const Source& source, Diagnostics& diagnostics);

} // namespace escala
