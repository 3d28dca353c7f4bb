// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "escala/report/run_result.h"

namespace escala {

// The target whose probability lacks most to what it needs; if all have what they need, the one
// with the least reserve. nullopt if there are no targets.
std::optional<std::size_t> binding_target(const RunResult& result);

// Two to six sentences, each on something that is significant at 99%.
std::vector<Finding> findings_of(const RunResult& result);

} // namespace escala
