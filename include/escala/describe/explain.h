// SPDX-License-Identifier: Apache-2.0
// Topics as text for a terminal of 80 columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

// Every topic by group, one line each.
std::string list_topics();

// All that has the name: topics, and parameters and keys of them. A key is also found by the end
// of its path: `mitigation.cost`. nullopt where nothing has it.
std::optional<std::string> explain(std::string_view name);

// Every name that `explain` finds, to look for the nearest one.
std::vector<std::string> topic_names();

} // namespace escala
