// SPDX-License-Identifier: Apache-2.0
// A text that a command prints, or writes to a file.
#pragma once

#include <string>

namespace escala::app {

// Writes to `path`, or to standard output if it is empty. Returns the exit code.
int put_text(const std::string& text, const std::string& path = {});

} // namespace escala::app
