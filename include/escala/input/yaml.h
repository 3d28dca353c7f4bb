// SPDX-License-Identifier: Apache-2.0
// Reads YAML into a Node. The YAML library is used nowhere else.
//
// Refused, each with a diagnostic: more than 1 MiB, invalid UTF-8 and control characters, unclosed
// quotes, anchors, aliases and tags, a second document, nesting beyond 64, duplicate keys, keys
// that are not text. An unquoted comma that splits an expression inside [ ] or { } is reported, and
// the pieces are joined again, so that they cause no further messages.
#pragma once

#include <cstddef>
#include <optional>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

inline constexpr std::size_t kMaxScenarioBytes = std::size_t{1} << 20;
inline constexpr int kMaxYamlDepth = 64;

// nullopt with a diagnostic if the text cannot be read. Duplicate keys are reported and dropped.
std::optional<Node> read_yaml(const Source& source, Diagnostics& diagnostics);

// Reads the value of an option such as --set: YAML if it starts with [ or {, plain text otherwise.
std::optional<Node> read_option_value(const Source& source, Diagnostics& diagnostics);

} // namespace escala
