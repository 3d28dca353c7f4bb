// SPDX-License-Identifier: Apache-2.0
// The new name of something that is still called by its old one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenario/check/check_expression.h"
#include "scenario/check/symbols.h"

namespace escala {

// The name that `unknown` most likely has now: that of the metric itself in its own `next`, one
// with a word in common, the only one that nothing names, or the only one with such a part. nullopt
// if none stands out.
std::optional<std::string> renamed(std::string_view unknown, const Place& place,
                                   const Symbols& symbols);

} // namespace escala
