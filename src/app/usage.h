// SPDX-License-Identifier: Apache-2.0
// Looks over the words of the command line before they are parsed, so that mistakes are told in our
// words.
#pragma once

#include <span>
#include <string>

#include "app/command.h"

namespace escala::app {

// Throws a UsageError for the first mistake in the words behind the command's name: an unknown
// option, one without its value or given twice, a file too many.
void check_usage(const Command& command, std::span<const std::string> words);

// The same of words that stand before any command.
void check_global_usage(std::span<const std::string> words);

} // namespace escala::app
