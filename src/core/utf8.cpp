// SPDX-License-Identifier: Apache-2.0
#include "escala/core/utf8.h"

namespace escala {
namespace {

// The range of the second byte excludes overlong forms, surrogates and code points above U+10FFFF.
bool is_second_byte(unsigned lead, unsigned second) {
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= low && second <= high;
}

} // namespace

std::size_t character_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80)
    return 1;
  if (lead < 0xC2 || lead > 0xF4 || !is_second_byte(lead, byte_at(text, at + 1)))
    return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (std::size_t k = 2; k < length; ++k)
    if (!continues_character(byte_at(text, at + k)))
      return 0;
  return length;
}

char32_t code_point(std::string_view text) {
  const std::size_t length = character_length(text, 0);
  const unsigned lead = byte_at(text, 0);
  if (length < 2)
    return lead;
  char32_t code = lead & (0x7FU >> length);
  for (std::size_t k = 1; k < length; ++k)
    code = code << 6U | (byte_at(text, k) & 0x3FU);
  return code;
}

bool is_disruptive(char32_t code) {
  const auto within = [&](char32_t first, char32_t last) { return first <= code && code <= last; };
  return code < 0x20 || within(0x7F, 0x9F) || code == 0xAD || code == 0x34F || code == 0x61C ||
         within(0x115F, 0x1160) || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) ||
         within(0x200B, 0x200F) || within(0x2028, 0x202E) || within(0x2060, 0x206F) ||
         code == 0x3164 || code == 0xFEFF || code == 0xFFA0 || within(0xFFF9, 0xFFFB) ||
         within(0xE0000, 0xE00FF) || within(0xE01F0, 0xE0FFF);
}

} // namespace escala
