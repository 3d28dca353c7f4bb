// SPDX-License-Identifier: Apache-2.0
#include "expression/pieces.h"

#include <algorithm>

#include "escala/core/characters.h"
#include "escala/core/names.h"
#include "escala/core/utf8.h"
#include "expression/text_cursor.h"

namespace escala {
namespace {

// The end of a name that begins at `at`, with its dots: "arr.growth", "años".
std::size_t end_of_word(std::string_view text, std::size_t at) {
  for (;;) {
    const std::size_t name = name_length(text, at);
    const bool goes_on = at < text.size() && (is_digit(text[at]) || text[at] == '.');
    if (name == 0 && !goes_on)
      return at;
    at += std::max<std::size_t>(name, 1);
  }
}

std::size_t end_of_number(std::string_view text, std::size_t at) {
  const auto is_part = [&](std::size_t i) {
    return i < text.size() && (is_digit(text[i]) || is_letter(text[i]) ||
                               (text[i] == '.' && i + 1 < text.size() && is_digit(text[i + 1])));
  };
  for (;;) {
    const std::size_t letter = letter_length(text, at);
    if (letter == 0 && !is_part(at))
      break;
    at += std::max<std::size_t>(letter, 1);
  }
  return at < text.size() && text[at] == '%' ? at + 1 : at;
}

bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool closes(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

} // namespace

Pieces::Pieces(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    Piece piece{Piece::Kind::symbol, at, at + std::max<std::size_t>(1, character_length(text, at))};
    if (is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1])))
      piece = {Piece::Kind::number, at, end_of_number(text, at + 1)};
    else if (letter_length(text, at) > 0)
      piece = {Piece::Kind::word, at, end_of_word(text, at)};
    list_.push_back(piece);
    at = piece.end;
  }
}

std::string_view Pieces::text(std::size_t i) const {
  return i < list_.size() ? text_.substr(list_[i].begin, list_[i].end - list_[i].begin)
                          : std::string_view();
}

std::string Pieces::lowered(std::size_t i) const {
  std::string small(text(i));
  for (char& c : small)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

std::string Pieces::text(PieceRange range) const {
  if (range.empty())
    return {};
  const std::size_t begin = list_[range.first].begin;
  return std::string(text_.substr(begin, list_[range.last - 1].end - begin));
}

bool Pieces::is_symbol(std::size_t i, std::string_view wanted) const {
  return i < list_.size() && list_[i].kind == Piece::Kind::symbol && text(i) == wanted;
}
bool Pieces::is_word(std::size_t i) const {
  return i < list_.size() && list_[i].kind == Piece::Kind::word;
}
bool Pieces::is_number(std::size_t i) const {
  return i < list_.size() && list_[i].kind == Piece::Kind::number;
}
bool Pieces::touches(std::size_t i, std::size_t next) const {
  return next < list_.size() && list_[i].end == list_[next].begin;
}
bool Pieces::is_call(std::size_t open) const { return open > 0 && is_word(open - 1); }

std::size_t Pieces::closing(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < list_.size(); ++i) {
    depth += opens(text(i)) ? 1 : closes(text(i)) ? -1 : 0;
    if (depth == 0)
      return i;
  }
  return list_.size();
}

PieceRange Pieces::around(std::size_t i) const {
  PieceRange range{i, i + 1};
  for (int depth = 0; range.first > 0; --range.first) {
    const std::string_view before = text(range.first - 1);
    if (depth == 0 && (opens(before) || before == "," || before == ";"))
      break;
    depth += closes(before) ? 1 : opens(before) ? -1 : 0;
  }
  for (int depth = 0; range.last < list_.size(); ++range.last) {
    const std::string_view next = text(range.last);
    if (depth == 0 && (closes(next) || next == "," || next == ";"))
      break;
    depth += opens(next) ? 1 : closes(next) ? -1 : 0;
  }
  return range;
}

std::vector<PieceRange> Pieces::split(PieceRange range, std::string_view separators) const {
  std::vector<PieceRange> parts{{range.first, range.first}};
  int depth = 0;
  for (std::size_t i = range.first; i < range.last; ++i) {
    depth += opens(text(i)) ? 1 : closes(text(i)) ? -1 : 0;
    const bool parted = depth == 0 && list_[i].kind == Piece::Kind::symbol &&
                        separators.find(text(i)) != std::string_view::npos;
    if (parted)
      parts.push_back({i + 1, i + 1});
    else
      parts.back().last = i + 1;
  }
  return parts;
}

std::size_t Pieces::find(PieceRange range, std::string_view wanted) const {
  int depth = 0;
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (depth == 0 && lowered(i) == wanted)
      return i;
    depth = std::max(0, depth + (opens(text(i)) ? 1 : closes(text(i)) ? -1 : 0));
  }
  return range.last;
}

} // namespace escala
