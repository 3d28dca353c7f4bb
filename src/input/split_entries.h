// SPDX-License-Identifier: Apache-2.0
// Repairs entries that YAML splits in a way the user did not mean: an unquoted comma splits
// {formula: max(a, b)} and [max(a, b)], and {unit:USD} is a key without a value.
#pragma once

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

// Reports such entries of a list or map in brackets and joins them again, so that they cause no
// further messages.
void rejoin_split_entries(Node& node, Diagnostics& diagnostics);

// Whether a ':' follows a key inside brackets.
bool has_colon(const LocatedText& key);

} // namespace escala
