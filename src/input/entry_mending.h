// SPDX-License-Identifier: Apache-2.0
// Entries that YAML takes apart otherwise than they were meant: an unquoted comma splits
// {formula: max(a, b)} and [max(a, b)], and {unit:USD} is a key alone.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

// Of a list or map in brackets: reports such entries and mends them, so that nothing else is said
// of them.
void mend_entries(Node& node, Diagnostics& diagnostics);

// Whether a ':' follows the key, in brackets.
bool has_colon(const LocatedText& key);

} // namespace escala
