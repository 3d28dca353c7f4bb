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

} // namespace escala
