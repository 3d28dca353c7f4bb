// SPDX-License-Identifier: Apache-2.0
// A position in the text of an expression while its tokens are read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "escala/core/characters.h"
#include "escala/core/diagnostics.h"
#include "escala/expression/token.h"

namespace escala {

inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class TextCursor {
 public:
  TextCursor(const LocatedText& source, std::string_view currency_code, Diagnostics& diagnostics)
      : text(source.text), currency(currency_code), source_(source), diagnostics_(diagnostics) {}

  // The character at the position plus `ahead`; '\0' after the end.
  char peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  void skip_space() {
    while (at < text.size() && is_space(text[at]))
      ++at;
  }
  // Digits with single underscores between them, appended without the underscores. False if there
  // is no digit.
  bool read_digits(std::string& digits) {
    if (!is_digit(peek()))
      return false;
    while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) {
      if (peek() != '_')
        digits += peek();
      ++at;
    }
    return true;
  }
  // A token from `begin` to the position.
  Token make(Token::Kind kind, std::size_t begin) const {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at);
    return token;
  }
  // Reports a mistake in [begin, end) of the text. Always false.
  bool fail(std::size_t begin, std::size_t end, std::string problem, std::string reason = {},
            std::string suggestion = {}) {
    diagnostics_.error(source_.at(begin, std::max(end, begin + 1)), std::move(problem),
                       std::move(reason), std::move(suggestion));
    return false;
  }
  std::string slice(std::size_t begin, std::size_t end) const {
    return std::string(text.substr(begin, end - begin));
  }

  std::string_view text;
  std::string_view currency; // of the plan; empty: any
  std::size_t at = 0;        // the position, in bytes

 private:
  const LocatedText& source_;
  Diagnostics& diagnostics_;
};

} // namespace escala
