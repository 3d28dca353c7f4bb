// SPDX-License-Identifier: Apache-2.0
// Suggestions that replace a part of what the user wrote.
//
// "write X" means: X stands in place of the text at the message's span, and the plan can be read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "escala/core/source.h"

namespace escala {

// A text to write in place of a span.
struct Rewrite {
  Span span;
  std::string text;

  std::string suggestion() const { return "write " + text; }
};

// `replacement` in place of text[begin, end) of the source. Where YAML would split or misread it,
// the whole text is replaced, in quotes.
Rewrite rewrite(const LocatedText& source, std::size_t begin, std::size_t end,
                std::string_view replacement);

// What to write in place of all that stands there, quotes included: in quotes where it needs them.
std::string in_place_of(const LocatedText& source, std::string_view replacement);

// The text as a YAML value, in quotes where it needs them.
std::string yaml_value(std::string_view text, bool in_brackets);

} // namespace escala
