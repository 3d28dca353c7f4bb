// SPDX-License-Identifier: Apache-2.0
// The signs in tables, in UTF-8 and in plain ASCII.
#pragma once

#include <string_view>

namespace escala {

struct Glyphs {
  std::string_view met, missed, undecided;
  std::string_view separator, none, plus_minus;
};

inline constexpr Glyphs kUtf8Glyphs{"✓", "✗", "?", "·", "–", "±"};
inline constexpr Glyphs kAsciiGlyphs{"+", "x", "?", "|", "-", "+-"};

constexpr const Glyphs& glyphs(bool utf8) { return utf8 ? kUtf8Glyphs : kAsciiGlyphs; }

} // namespace escala
