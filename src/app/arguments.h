// SPDX-License-Identifier: Apache-2.0
// Looks over the arguments before they are parsed, so that a slip is told in our words.
#pragma once

#include <span>
#include <string>

namespace escala::app {

class CommandLine;

// Reports the first slip of `arguments`, which stand behind the command's name: an unknown option,
// one without its value or given twice, a file too many. True if there was one.
bool report_slip(const CommandLine& command, std::span<const std::string> arguments);

// The same of what stands before any command.
bool report_global_slip(std::span<const std::string> arguments);

} // namespace escala::app
