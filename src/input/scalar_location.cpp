// SPDX-License-Identifier: Apache-2.0
#include "scalar_location.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "escala/core/names.h"
#include "escala/core/utf8.h"
#include "outline.h"

namespace escala {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t utf8_length(unsigned code) {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

struct Escape {
  std::size_t raw_bytes;
  std::size_t text_bytes;
};

std::size_t hexadecimal_digits(char letter) {
  return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

// `raw` begins with the backslash.
Escape escape_at(std::string_view raw) {
  const char letter = raw.size() > 1 ? raw[1] : ' ';
  if (letter == 'L' || letter == 'P') // line and paragraph separator
    return {2, 3};
  const std::string_view digits =
      raw.substr(std::min<std::size_t>(2, raw.size()), hexadecimal_digits(letter));
  if (digits.empty())
    return {2, 1};
  unsigned code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  return {2 + digits.size(), utf8_length(code)};
}

// Walks through raw and resolved text together. Every step moves forward, so it always ends.
class Alignment {
 public:
  Alignment(std::string_view raw, std::size_t begin, std::string_view text)
      : raw_(raw), text_(text), at_(begin), style_(raw[begin]) {
    offsets_.reserve(text.size());
    if (style_ == '"' || style_ == '\'')
      ++at_;
    else if (style_ == '|' || style_ == '>')
      at_ = std::min(raw_.find('\n', at_), raw_.size() - 1) + 1;
  }

  std::vector<std::uint32_t> run() {
    while (offsets_.size() < text_.size())
      step();
    return std::move(offsets_);
  }

  std::size_t end() const { return at_; }

 private:
  char raw_char() const { return at_ < raw_.size() ? raw_[at_] : '\0'; }

  void step() {
    if (style_ == '"' && raw_char() == '\\')
      take_escape();
    else if (style_ == '\'' && raw_.substr(at_, 2) == "''")
      take(2, 1);
    else
      take_character(text_[offsets_.size()]);
  }

  void take(std::size_t raw_bytes, std::size_t text_bytes) {
    const std::size_t wanted = std::min(text_bytes, text_.size() - offsets_.size());
    offsets_.insert(offsets_.end(), wanted, static_cast<std::uint32_t>(at_));
    at_ = std::min(at_ + raw_bytes, raw_.size());
  }

  void take_escape() {
    const std::string_view raw = raw_.substr(at_);
    if (raw.size() < 2 || (raw[1] != '\n' && raw[1] != '\r')) {
      const Escape escape = escape_at(raw);
      take(escape.raw_bytes, escape.text_bytes);
      return;
    }
    for (++at_; is_space(raw_char());) // an escaped line end joins the lines
      ++at_;
  }

  // Spaces and line ends may be folded into fewer: skips those that do not match.
  void take_character(char wanted) {
    const std::size_t before = at_;
    while (is_space(raw_char()) && raw_char() != wanted)
      ++at_;
    if (at_ > before && !is_space(wanted))
      return; // what follows may be an escape
    if (at_ < raw_.size() && raw_char() == wanted)
      take(1, 1);
    else
      offsets_.push_back(static_cast<std::uint32_t>(std::min(before, raw_.size() - 1)));
  }

  std::string_view raw_;
  std::string_view text_;
  std::size_t at_;
  char style_;
  std::vector<std::uint32_t> offsets_;
};

bool is_plain(char first) { return first != '"' && first != '\'' && first != '|' && first != '>'; }

Span span_of(const Source& source, std::size_t begin, std::size_t end) {
  return {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

LocatedText identical(const Source& source, std::size_t begin, std::string text) {
  const Span span = span_of(source, begin, begin + text.size());
  return {std::move(text), span, {}};
}

// The same text in normal form C; the bytes of a letter with its marks point to the letter.
LocatedText with_composed_letters(LocatedText located) {
  if (composed(located.text) == located.text)
    return located;
  LocatedText normal{.text = {}, .span = located.span, .offsets = {}};
  const std::string_view text = located.text;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + std::max<std::size_t>(1, character_length(text, at));
    while (const std::size_t mark = mark_length(text, end))
      end += mark;
    normal.text += composed(text.substr(at, end - at));
    const std::uint32_t offset = located.offsets.empty()
                                     ? located.span.begin + static_cast<std::uint32_t>(at)
                                     : located.offsets[at];
    normal.offsets.resize(normal.text.size(), offset);
    at = end;
  }
  return normal;
}

} // namespace

LocatedText locate_scalar(const Source& source, std::uint32_t begin, std::string text) {
  const std::string_view raw = source.text;
  if (begin >= raw.size())
    return {std::move(text), span_of(source, raw.size(), raw.size()), {}};
  if (is_plain(raw[begin]) && raw.substr(begin, text.size()) == text)
    return with_composed_letters(identical(source, begin, std::move(text)));
  Alignment alignment(raw, begin, text);
  std::vector<std::uint32_t> offsets = alignment.run();
  const bool quoted = raw[begin] == '"' || raw[begin] == '\'';
  const std::size_t end = quoted ? end_of_quoted(raw, begin) : alignment.end();
  const Span span = span_of(source, begin, std::min(end, raw.size()));
  return with_composed_letters({std::move(text), span, std::move(offsets)});
}

} // namespace escala
