// SPDX-License-Identifier: Apache-2.0
// Characters of UTF-8 text.
#pragma once

#include <cstddef>
#include <string_view>

namespace escala {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The byte at `at`; 0 beyond the end.
constexpr unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// Whether a byte is not the first of its character.
constexpr bool continues_character(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

// Length in bytes of the well-formed character that starts at `at`; 0 if there is none.
std::size_t character_length(std::string_view text, std::size_t at);

// The code point of the first character, which is well formed.
char32_t code_point(std::string_view text);

// Whether a character moves the cursor, changes the direction of the line, or is not seen: the
// controls and format characters of Unicode. Variation selectors are none of them.
bool is_disruptive(char32_t code);

} // namespace escala
