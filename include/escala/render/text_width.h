// SPDX-License-Identifier: Apache-2.0
// The width of text in columns of a terminal.
//
// A combining character takes no column; an East Asian wide character or an emoji takes two. The
// functions expect text from `printable`. It contains no characters that move the cursor, reorder
// the text after them or join emoji (terminals differ in the width of joined emoji).
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

// The code point that begins at text[offset]; U+FFFD with one byte if that is not UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t offset);
void append_utf8(std::string& text, char32_t code_point);

// Replaces control characters by spaces and removes invisible characters. Without utf8 the signs of
// documents (· – ± ✓ ✗) become ASCII signs, € £ ¥ codes, and other characters outside ASCII "?".
std::string printable(std::string_view text, bool utf8);

// `count` spaces; none if it is negative.
std::string blanks(int count);

int display_width(std::string_view text);

// The text in at most `width` columns. A longer text is cut and ends with "…" (without utf8 "...").
std::string clipped(std::string_view text, int width, bool utf8);

// Lines of at most `width` columns, broken at spaces if possible.
std::vector<std::string> wrapped(std::string_view text, int width);

} // namespace escala
