// SPDX-License-Identifier: Apache-2.0
// What a text must be before a YAML parser may see it.
#pragma once

#include <string_view>

#include "escala/core/diagnostics.h"

namespace escala {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// At most 1 MiB of valid UTF-8 without control characters but tabs and line ends. Reports the
// first place that isn't.
bool check_text(const Source& source, Diagnostics& diagnostics);

// The first byte that isn't UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

// The first control character at or after `from` other than tabs and line ends, or npos.
std::size_t find_control_character(std::string_view text, std::size_t from = 0);

} // namespace escala
