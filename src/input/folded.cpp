// SPDX-License-Identifier: Apache-2.0
#include "escala/input/folded.h"

#include <array>

#include "escala/core/characters.h"
#include "escala/core/names.h"
#include "escala/core/utf8.h"

namespace escala {
namespace {

// No-break, figure, thin and narrow no-break space.
constexpr std::array<std::string_view, 4> kSpaces{"\u00A0", "\u2007", "\u2009", "\u202F"};

std::size_t space_length(std::string_view text) {
  if (is_blank(text.front()))
    return 1;
  for (const std::string_view space : kSpaces)
    if (text.starts_with(space))
      return space.size();
  return 0;
}

} // namespace

namespace {

// Whether letters and their accents may be written apart: U+0300 to U+036F.
bool has_marks(std::string_view text) { return text.find_first_of("\xCC\xCD") != text.npos; }

} // namespace

std::string plain_spaces(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t space = space_length(text.substr(i));
    if (space == 0)
      plain += text[i];
    else if (!plain.empty())
      plain += ' ';
    i += space == 0 ? 1 : space;
  }
  while (plain.ends_with(' '))
    plain.pop_back();
  return plain;
}

std::string folded(std::string_view text) {
  std::string lower = plain_spaces(has_marks(text) ? composed(text) : text);
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const unsigned byte = byte_at(lower, i);
    const bool capital = byte >= 'A' && byte <= 'Z';
    // U+00C0 to U+00DE but the multiplication sign: 32 below their small letters
    const bool accented =
        i > 0 && byte_at(lower, i - 1) == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    if (capital || accented)
      lower[i] = static_cast<char>(byte + 0x20);
  }
  return lower;
}

std::string excerpt(std::string_view cell) {
  constexpr std::size_t kShown = 40;
  if (cell.size() <= kShown)
    return std::string(cell);
  std::size_t cut = kShown;
  while (cut > 0 && continues_character(byte_at(cell, cut)))
    --cut;
  return std::string(cell.substr(0, cut)) + "...";
}

} // namespace escala
