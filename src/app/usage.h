// SPDX-License-Identifier: Apache-2.0
// Checks the words of the command line before CLI11 parses them, so that escala's own messages
// report mistakes.
#pragma once

#include <span>
#include <string>

#include "app/command.h"

namespace escala::app {

// Throws a UsageError for the first mistake in the words after the command's name: an unknown
// option, an option without its value or given twice, a file too many.
void check_usage(const Command& command, std::span<const std::string> words);

// The same for words before any command.
void check_global_usage(std::span<const std::string> words);

} // namespace escala::app
