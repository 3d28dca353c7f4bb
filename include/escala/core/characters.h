// SPDX-License-Identifier: Apache-2.0
// Classes of ASCII characters. The standard's depend on the locale.
#pragma once

namespace escala {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }

} // namespace escala
