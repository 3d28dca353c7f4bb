// SPDX-License-Identifier: Apache-2.0
// Options whose value is a whole number, written as a literal of the language: 100k, 1M.
#pragma once

#include <cstdint>
#include <string>

#include "app/option.h"

namespace escala::app {

// Throws a UsageError if the text is not a whole number from `low` to `high`.
std::uint64_t resolve_count(const OptionSpec& option, const std::string& text, std::uint64_t low,
                            std::uint64_t high);

} // namespace escala::app
