// SPDX-License-Identifier: Apache-2.0
#include "escala/core/rewrite.h"

namespace escala {
namespace {

// Whether YAML would read a plain text as something else.
bool needs_quotes(std::string_view text, bool in_brackets) {
  if (text.empty())
    return true;
  constexpr std::string_view kIndicators = "\"'%@`&*!|>[]{}#,?";
  if (kIndicators.find(text.front()) != std::string_view::npos)
    return true;
  return text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos ||
         (in_brackets && text.find_first_of(",[]{}") != std::string_view::npos);
}

// Whether YAML would read a plain text otherwise after the change. Looks at its surroundings alone,
// because a long text may be changed in thousands of places.
bool changes_reading(const LocatedText& source, std::size_t begin, std::size_t end,
                     std::string_view replacement) {
  const std::size_t before = begin > 0 ? 1 : 0;
  const std::string around = source.text.substr(begin - before, before) + std::string(replacement) +
                             source.text.substr(end, 1);
  // A text that goes on before it does not begin with what is there.
  return before == 0 ? needs_quotes(around, source.bare) : needs_quotes("x" + around, source.bare);
}

bool is_quoted(const LocatedText& source) {
  if (source.span.source == nullptr || source.span.begin >= source.span.source->text.size())
    return false;
  const char first = source.span.source->text[source.span.begin];
  return first == '"' || first == '\'';
}

// An option's value is a text as it stands.
bool is_whole_option(const LocatedText& source) {
  return source.span.source == nullptr || (source.span.source->is_option && !source.bare);
}

} // namespace

std::string yaml_value(std::string_view text, bool in_brackets) {
  if (!needs_quotes(text, in_brackets))
    return std::string(text);
  const char quote = text.find('"') == std::string_view::npos ? '"' : '\'';
  return quote + std::string(text) + quote;
}

std::string in_place_of(const LocatedText& source, std::string_view replacement) {
  if (is_whole_option(source))
    return std::string(replacement);
  return yaml_value(replacement, source.bare || is_quoted(source)); // quotes may be in brackets
}

Rewrite rewrite(const LocatedText& source, std::size_t begin, std::size_t end,
                std::string_view replacement) {
  if (is_quoted(source) || is_whole_option(source) ||
      !changes_reading(source, begin, end, replacement))
    return {source.at(begin, end), std::string(replacement)};
  const std::string whole =
      source.text.substr(0, begin) + std::string(replacement) + source.text.substr(end);
  return {source.span, yaml_value(whole, source.bare)};
}

} // namespace escala
