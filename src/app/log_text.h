// SPDX-License-Identifier: Apache-2.0
// Text of a plan in the log of a CI system that takes commands from logs.
#pragma once

#include <string>
#include <string_view>

namespace escala::app {

// The text as it is; where GITHUB_ACTIONS is set, so that no part of it is a workflow command
// there: "::" at the start of a line is taken apart by a space, and of "##[" the first character
// is written as `hash`.
std::string for_log(std::string text, std::string_view hash = "# ");

} // namespace escala::app
