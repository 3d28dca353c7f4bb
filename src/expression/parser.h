// SPDX-License-Identifier: Apache-2.0
// The grammar alone, for parse_expression and for what tries a text out.
#pragma once

#include <optional>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/expression/syntax.h"

namespace escala {

// nullopt with a diagnostic about the first mistake.
std::optional<Expression> parse_tokens(const LocatedText& text, std::string_view currency,
                                       Diagnostics& diagnostics);

} // namespace escala
