// SPDX-License-Identifier: Apache-2.0
// Number literals with their suffix, unit of time and rate: "1_200", "5M", "40%", "6mo", "8%/mo".
#pragma once

#include <cstddef>
#include <optional>

#include "escala/expression/token.h"
#include "expression/text_cursor.h"

namespace escala {

// Reads the number at the cursor and moves the cursor after it. `begin` is where the token starts,
// which for money is its currency symbol. nullopt with a diagnostic if it is not a number.
std::optional<Token> read_number(TextCursor& cursor, std::size_t begin, bool money);

} // namespace escala
