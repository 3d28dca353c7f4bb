// SPDX-License-Identifier: Apache-2.0
// What a text that cannot be parsed means in the notation of another language.
#pragma once

#include <optional>
#include <string_view>

#include "escala/core/diagnostics.h"

namespace escala {

// A message whose suggestion makes the text an expression; nullopt if there is none.
std::optional<Diagnostic> repair(const LocatedText& text, std::string_view currency);

} // namespace escala
