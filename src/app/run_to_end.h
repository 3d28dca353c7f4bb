// SPDX-License-Identifier: Apache-2.0
// A command, or a run of it, whatever stops it.
#pragma once

#include <functional>

namespace escala::app {

// Returns the exit code. Prints what stopped the command, if an exception did.
int run_to_end(const std::function<int()>& command);

} // namespace escala::app
