// SPDX-License-Identifier: Apache-2.0
// Checks a text before it is given to the YAML parser.
#pragma once

#include <string_view>

#include "escala/core/diagnostics.h"

namespace escala {

// Whether the text is at most 1 MiB of valid UTF-8 without control characters other than tabs and
// line ends. Reports the first violation.
bool check_text(const Source& source, Diagnostics& diagnostics);

// The offset of the first byte that is not valid UTF-8; npos if there is none.
std::size_t find_invalid_utf8(std::string_view text);

// The offset of the first control character at or after `from`, except tabs and line ends; npos if
// there is none.
std::size_t find_control_character(std::string_view text, std::size_t from = 0);

} // namespace escala
