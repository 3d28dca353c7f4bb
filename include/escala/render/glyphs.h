// SPDX-License-Identifier: Apache-2.0
// The signs that tables are written with, and what stands for them in plain ASCII.
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
