// SPDX-License-Identifier: Apache-2.0
// Paths of variants and --set that leave out where a name is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/input/node.h"

namespace escala {

// Whether the path of a variant or option created the key at this place.
bool is_created_by_path(const Node& root, const Span& key);

// The paths that end in this name: of a driver, metric, risk or target, or of a key that metrics or
// settings have: "growth" is metrics.arr.growth.
std::vector<std::string> paths_to(const Node& root, std::string_view name);

} // namespace escala
