// SPDX-License-Identifier: Apache-2.0
// Numbers as text, independent of any locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escala {

// Reads digits with an optional point and exponent; nullopt if the text is anything else
// (hexadecimal, octal, infinity and nan included) or the number overflows.
std::optional<double> parse_decimal(std::string_view text);

// The shortest text that reads back as the same number: "1215000000", "0.1", "1e+22".
std::string shortest_text(double value);

} // namespace escala
