// SPDX-License-Identifier: Apache-2.0
// Compares the keys of a map with the table of keys that it may have.
#pragma once

#include <span>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"
#include "escala/scenario/keys.h"

namespace escala {

// The node itself if it is of this kind; null with a diagnostic otherwise.
const Node* require_map(const Node& node, std::string_view what, Diagnostics& diagnostics);
const Node* require_list(const Node& node, std::string_view what, Diagnostics& diagnostics);
const Node* require_text(const Node& node, std::string_view what, Diagnostics& diagnostics);

// Reports unknown keys (with the most similar known key), keys of later versions, and missing ones.
// `what` names the map: "a driver", "metric arr"; `place` is where a missing key is reported.
void check_keys(const Node& map, std::span<const KeySpec> keys, std::string_view what, Span place,
                Diagnostics& diagnostics);
void check_keys(const Node& map, const KeyMap& keys, Span place, Diagnostics& diagnostics);

} // namespace escala
