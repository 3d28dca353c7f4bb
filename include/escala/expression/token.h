// SPDX-License-Identifier: Apache-2.0
// Tokens of an expression. A suffix, a unit and a rate's "/mo" touch their number and are part of
// its token; "2027-03" is a month.
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

struct Token {
  enum class Kind : std::uint8_t { number, calendar_month, name, symbol, end };

  Kind kind = Kind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text; // of a name (with its dots) or a symbol
  double value = 0; // of a number, in canonical units
  Quantity quantity;
  CalendarMonth month;
};

// Ends with an `end` token. nullopt at the first mistake, which is reported.
std::optional<std::vector<Token>> tokenize(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics);

} // namespace escala
