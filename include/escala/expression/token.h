// SPDX-License-Identifier: Apache-2.0
// Tokens of an expression. A suffix, a unit or a rate's "/mo" that directly follows a number is
// part of its token; "2027-03" is one token, a month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/diagnostics.h"
#include "escala/core/units.h"

namespace escala {

// One token and its place in the text.
struct Token {
  enum class Kind : std::uint8_t { number, calendar_month, name, symbol, end };

  Kind kind = Kind::end;
  std::uint32_t begin = 0; // byte offsets in the text
  std::uint32_t end = 0;
  std::string text;  // of a name (dots included) or a symbol
  double value = 0;  // of a number, in canonical units
  Quantity quantity; // of a number or month
  CalendarMonth month;
};

// The last token has kind `end`. nullopt with a diagnostic about the first mistake.
std::optional<std::vector<Token>> tokenize(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics);

} // namespace escala
