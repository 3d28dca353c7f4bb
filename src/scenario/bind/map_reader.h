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
// `text_key` is the key that a text in place of a map most likely stands for.
const Node* require_map(const Node& node, std::string_view what, Diagnostics& diagnostics,
                        std::string_view text_key = {});
const Node* require_list(const Node& node, std::string_view what, Diagnostics& diagnostics);
const Node* require_text(const Node& node, std::string_view what, Diagnostics& diagnostics);

// The value of a key, also under a word that means it.
const Node* find_meant(const Node& map, std::span<const KeySpec> keys, std::string_view name);

// Reports unknown keys (with the nearest known one), keys of later versions, and missing ones.
// `what` names the map: "a driver", "metric arr"; `place` is where a missing key is reported.
void check_keys(const Node& map, std::span<const KeySpec> keys, std::string_view what, Span place,
                Diagnostics& diagnostics);
void check_keys(const Node& map, const KeyMap& keys, Span place, Diagnostics& diagnostics);

} // namespace escala
