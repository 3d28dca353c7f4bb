// SPDX-License-Identifier: Apache-2.0
// Changes a Node tree at a dotted path: variants and --set.
//
// At each map the longest key that matches the front of the path wins; lists go by index from 0;
// maps that are missing on the way are created; null removes. Below a risk's `impact`, a pillar's
// `lifts` and a variant keys are paths themselves, so there a new key may have dots. A driver that
// is written as its draw alone is written out where the path goes on below it.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

// Places `value` at `path`. Mistakes (an index beyond its list, a scalar on the way, the removal
// of what is not there) are reported at the path's place.
void overlay(Node& root, const LocatedText& path, Node value, Diagnostics& diagnostics);

// What is at a dotted path now, by the same rules; null where nothing is.
const Node* find_path(const Node& root, std::string_view path);

} // namespace escala
