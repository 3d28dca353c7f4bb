// SPDX-License-Identifier: Apache-2.0
// Options that are a whole number, written with the language's own literals: 100k, 1M.
#pragma once

#include <cstdint>
#include <string>

#include "app/option.h"

namespace escala::app {

// Throws a UsageError where the text is not a whole number from `low` to `high`.
std::uint64_t resolve_count(const OptionSpec& option, const std::string& text, std::uint64_t low,
                            std::uint64_t high);

} // namespace escala::app
