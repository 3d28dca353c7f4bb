// SPDX-License-Identifier: Apache-2.0
// Characters of UTF-8 text.
#pragma once

#include <cstddef>
#include <string_view>

namespace escala {

// Length in bytes of the well-formed character that starts at `at`; 0 if there is none.
std::size_t character_length(std::string_view text, std::size_t at);

} // namespace escala
