// SPDX-License-Identifier: Apache-2.0
// Text in the columns of a terminal.
//
// A combining character takes no column, an East Asian wide one or an emoji two. Everything here
// takes text from `printable`, which holds nothing that moves the cursor, reorders what follows or
// joins emoji (terminals differ in the width of joined ones).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t bytes = 1;
};

// The code point that begins at text[offset]; U+FFFD of one byte where that isn't UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t offset);
void append_utf8(std::string& text, char32_t code_point);

// Control characters become spaces, invisible ones are left out; without utf8 the signs that
// documents use (· – ± ✓ ✗) become those of ASCII, and the rest of what isn't ASCII "?".
std::string printable(std::string_view text, bool utf8);

// That many spaces; none if `count` is negative.
std::string blanks(int count);

int display_width(std::string_view text);

// At most `width` columns, cut with "…" (without utf8 "...") where it is longer.
std::string clipped(std::string_view text, int width, bool utf8);

// Lines of at most `width` columns, broken at spaces where there are any.
std::vector<std::string> wrapped(std::string_view text, int width);

} // namespace escala
