// SPDX-License-Identifier: Apache-2.0
#include "escala/core/plain_letter.h"

#include <array>

#include <utf8proc.h>

namespace escala {

char plain_letter(char32_t letter) {
  std::array<utf8proc_int32_t, 8> parts{};
  int last_class = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(letter), parts.data(),
      static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &last_class);
  const bool is_plain = count > 1 && parts[0] > 0 && parts[0] < 0x80;
  return is_plain ? static_cast<char>(parts[0]) : '\0';
}

} // namespace escala
