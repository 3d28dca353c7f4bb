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

// The text of every topic, parameter and key with this name. A key is also found by the end of its
// path: `mitigation.cost`. nullopt if nothing has this name.
std::optional<std::string> explain(std::string_view name);

// Every name that `explain` finds, for "did you mean" suggestions.
std::vector<std::string> topic_names();

} // namespace escala
