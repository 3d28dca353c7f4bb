// SPDX-License-Identifier: Apache-2.0
// The command that reproduces a result.
#pragma once

#include <string>

#include "app/arguments.h"

namespace escala::app {

// As it is typed in a shell. Without the options on which no figure depends: where the answer is
// written, and how many threads computed it.
std::string command_to_reproduce(const Arguments& arguments);

} // namespace escala::app
