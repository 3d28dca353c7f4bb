// SPDX-License-Identifier: Apache-2.0
// A scan of a YAML text for its brackets and quotes, before it is parsed.
//
// It limits the input of the parser, which searches for the end of an unclosed bracket without a
// limit. It also records where unclosed brackets and quotes start, which the parser does not
// report.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace escala {

struct QuotedRange {
  std::size_t begin = 0; // the opening quote
  std::size_t end = 0;   // after the closing one
};

struct Outline {
  std::optional<std::size_t> too_deep;         // the first bracket beyond the allowed depth
  std::optional<std::size_t> too_many;         // the first mark beyond the allowed number
  std::optional<std::size_t> unclosed_quote;   // its opening quote
  std::optional<std::size_t> unclosed_bracket; // the innermost open bracket
  std::vector<QuotedRange> multiline_quotes;   // those that close on a later line
  std::vector<QuotedRange> inner_brackets;     // of an expression in braces: {a: max([b, c])}
};

// Scans `text` and stops beyond `most_levels` of brackets or `most_marks` brackets, commas and
// colons.
Outline outline_of(std::string_view text, std::size_t most_levels, std::size_t most_marks);

// The offset after the closing quote of the text quoted from `begin`; npos if it is not closed.
std::size_t end_of_quoted(std::string_view text, std::size_t begin);

} // namespace escala
