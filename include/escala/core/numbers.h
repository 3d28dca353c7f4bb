// SPDX-License-Identifier: Apache-2.0
// Numbers as text, independent of any locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escala {

// Digits with an optional point and exponent, nothing else; nullopt where it overflows or is not
// a number. No hexadecimal, octal, infinity or nan.
std::optional<double> parse_decimal(std::string_view text);

// The shortest text that reads back as the same number: "1215000000", "0.1", "1e+22".
std::string shortest_text(double value);

} // namespace escala
