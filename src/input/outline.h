// SPDX-License-Identifier: Apache-2.0
// A first look at a YAML text: where its brackets and quotes open and close.
//
// It bounds what the parser will be given (which looks ahead to the end of an unclosed bracket,
// whatever that costs), and remembers where the things that a parser misses at the end were opened.
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
  std::optional<std::size_t> too_deep;         // the bracket that opens a level too many
  std::optional<std::size_t> too_many;         // the bracket, comma or colon that is one too many
  std::optional<std::size_t> unclosed_quote;   // where it opens
  std::optional<std::size_t> unclosed_bracket; // the innermost
  std::vector<QuotedRange> multiline_quotes;   // those that close on a later line
};

Outline outline_of(std::string_view text, std::size_t most_levels, std::size_t most_marks);

// After the closing quote of what opens at `begin`; npos where it is never closed.
std::size_t end_of_quoted(std::string_view text, std::size_t begin);

} // namespace escala
