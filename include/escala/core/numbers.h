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
// Appends it to a text.
void append_shortest(std::string& out, double value);

// For sentences: three digits or more, thousands parted by commas, never an exponent below 1e15:
// "5,000", "0.25", "12.5".
std::string number_in_words(double value);

// A number with separators as spreadsheets write it, in the form of the language: "12,5" is 12.5,
// "1,500" is 1500, "1.500,25" is 1500.25. A comma before exactly three digits parts thousands.
// nullopt if the text, its suffix left out, is no such number.
std::optional<std::string> without_separators(std::string_view text);

} // namespace escala
