// SPDX-License-Identifier: Apache-2.0
// Characters of UTF-8 text.
#pragma once

#include <cstddef>
#include <string_view>

namespace escala {

// Bytes of the well-formed character at `at`; 0 where there is none.
std::size_t character_length(std::string_view text, std::size_t at);

} // namespace escala
