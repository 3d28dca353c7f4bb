// SPDX-License-Identifier: Apache-2.0
#include "escala/render/text_width.h"

#include <algorithm>
#include <iterator>

#include "escala/core/plain_letter.h"
#include "escala/render/glyphs.h"

namespace escala {
namespace {

struct CodePoints {
  char32_t first, last;
};

// Unicode 14, East Asian Width W and F, merged across unassigned code points.
constexpr CodePoints kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA},
    {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0},
    {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF},
    {0x20000, 0x3FFFD},
};

// Combining marks of the scripts in wide use (Unicode 14, categories Mn and Me, and the vowels and
// finals of Hangul jamo).
constexpr CodePoints kCombining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711},
    {0x0730, 0x074A}, {0x07A6, 0x07B0}, {0x08CA, 0x08E1}, {0x08E3, 0x0902}, {0x093A, 0x093A},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0951, 0x0957}, {0x0962, 0x0963},
    {0x0981, 0x0981}, {0x09BC, 0x09BC}, {0x09C1, 0x09C4}, {0x09CD, 0x09CD}, {0x0A01, 0x0A02},
    {0x0A3C, 0x0A3C}, {0x0A41, 0x0A51}, {0x0A70, 0x0A71}, {0x0A81, 0x0A82}, {0x0ABC, 0x0ABC},
    {0x0AC1, 0x0AC8}, {0x0ACD, 0x0ACD}, {0x0B01, 0x0B01}, {0x0B3C, 0x0B3C}, {0x0B3F, 0x0B3F},
    {0x0B41, 0x0B44}, {0x0B4D, 0x0B56}, {0x0B82, 0x0B82}, {0x0BC0, 0x0BC0}, {0x0BCD, 0x0BCD},
    {0x0C00, 0x0C00}, {0x0C3E, 0x0C40}, {0x0C46, 0x0C56}, {0x0C81, 0x0C81}, {0x0CBC, 0x0CBC},
    {0x0CBF, 0x0CBF}, {0x0CCC, 0x0CCD}, {0x0D41, 0x0D44}, {0x0D4D, 0x0D4D}, {0x0DCA, 0x0DCA},
    {0x0DD2, 0x0DD6}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1},
    {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECD}, {0x0F71, 0x0F7E}, {0x0F80, 0x0F84}, {0x102D, 0x1030},
    {0x1032, 0x1037}, {0x1039, 0x103A}, {0x103D, 0x103E}, {0x1160, 0x11FF}, {0x17B4, 0x17B5},
    {0x17B7, 0x17BD}, {0x17C6, 0x17C6}, {0x17C9, 0x17D3}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFB1E, 0xFB1E}, {0xFE20, 0xFE2F},
};

// Soft hyphen, joiners, directions, variation selectors, tags, line separators.
constexpr CodePoints kInvisible[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},   {0x180B, 0x180F},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};

template <std::size_t N>
bool is_in(const CodePoints (&ranges)[N], char32_t value) {
  const auto* after = std::upper_bound(
      std::begin(ranges), std::end(ranges), value,
      [](char32_t wanted, const CodePoints& range) { return wanted < range.first; });
  return after != std::begin(ranges) && value <= std::prev(after)->last;
}

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

int width_of(char32_t value) {
  if (value < 0x300)
    return 1;
  if (is_in(kCombining, value))
    return 0;
  return is_in(kWide, value) ? 2 : 1;
}

// The ASCII replacement of a sign of documents or of money; empty if it has none.
std::string_view ascii_sign(char32_t value) {
  switch (value) {
  case U'·':
    return kAsciiGlyphs.separator;
  case U'–':
    return kAsciiGlyphs.none;
  case U'±':
    return kAsciiGlyphs.plus_minus;
  case U'✓':
    return kAsciiGlyphs.met;
  case U'✗':
    return kAsciiGlyphs.missed;
  case U'€':
    return "EUR";
  case U'£':
    return "GBP";
  case U'¥':
    return "JPY";
  default:
    return {};
  }
}

// The number of bytes of the longest start of `text` that fits, including combining marks.
std::size_t fitting_bytes(std::string_view text, int width) {
  std::size_t end = 0;
  while (end < text.size()) {
    const CodePoint next = code_point_at(text, end);
    width -= width_of(next.value);
    if (width < 0)
      break;
    end += next.bytes;
  }
  return end;
}

std::string_view without_leading_spaces(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

// Whether the space is between a number and its unit: "60 %", "20 M$", "9.860 €/mes".
bool is_before_unit(std::string_view text, std::size_t space) {
  const bool behind_number = space > 0 && text[space - 1] >= '0' && text[space - 1] <= '9';
  std::string_view word = text.substr(space + 1);
  word = word.substr(0, word.find(' '));
  if (!behind_number || word.empty())
    return false;
  constexpr std::u32string_view kSigns = U"%$€£¥";
  return kSigns.find(code_point_at(word, 0).value) != std::u32string_view::npos || word == "M" ||
         (word[0] == 'M' && kSigns.find(code_point_at(word, 1).value) != std::u32string_view::npos);
}

// Where to break a text that is longer than a line: before the last space that fits, if any, but a
// number keeps its unit.
std::size_t break_at(std::string_view text, int width) {
  const std::size_t fits = std::max(fitting_bytes(text, width), code_point_at(text, 0).bytes);
  if (fits >= text.size())
    return text.size();
  const std::size_t last = text.substr(0, fits + 1).find_last_of(' ');
  std::size_t space = last;
  while (space != std::string_view::npos && space > 0 && is_before_unit(text, space))
    space = text.substr(0, space).find_last_of(' ');
  if (space == std::string_view::npos)
    space = last;
  return space == std::string_view::npos ? fits : space;
}

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead >= 0xC2 && lead < 0xE0)
    return 2;
  if (lead >= 0xE0 && lead < 0xF0)
    return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

bool is_scalar(char32_t value, std::size_t bytes) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  return value >= kLeast[bytes] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

} // namespace

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  const std::size_t bytes = sequence_length(lead);
  if (bytes == 1)
    return {lead, 1};
  if (bytes == 0)
    return {};
  char32_t value = lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_continuation(text, offset + i))
      return {};
    value = value << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3Fu);
  }
  return is_scalar(value, bytes) ? CodePoint{value, bytes} : CodePoint{};
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto tail = [&](int shift) {
    text += static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | code_point >> 12);
    tail(6);
  } else {
    text += static_cast<char>(0xF0 | code_point >> 18);
    tail(12);
    tail(6);
  }
  if (code_point >= 0x80)
    tail(0);
}

std::string printable(std::string_view text, bool utf8) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    at += next.bytes;
    if (is_control(next.value))
      out += ' ';
    else if (next.value < 0x80)
      out += static_cast<char>(next.value);
    else if (is_in(kInvisible, next.value))
      continue;
    else if (utf8)
      append_utf8(out, next.value);
    else if (const std::string_view sign = ascii_sign(next.value); !sign.empty())
      out += sign;
    else if (const char letter = plain_letter(next.value); letter != 0)
      out += letter;
    else if (width_of(next.value) > 0)
      out += '?';
  }
  return out;
}

std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    width += width_of(next.value);
    at += next.bytes;
  }
  return width;
}

std::string clipped(std::string_view text, int width, bool utf8) {
  if (display_width(text) <= width)
    return std::string(text);
  const std::string_view ellipsis = utf8 ? "…" : "...";
  const int room = width - display_width(ellipsis);
  if (room < 0)
    return std::string(text.substr(0, fitting_bytes(text, width)));
  std::string out(text.substr(0, fitting_bytes(text, room)));
  out.erase(out.find_last_not_of(' ') + 1);
  return out.append(ellipsis);
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  text = without_leading_spaces(text);
  while (!text.empty()) {
    const std::size_t end = break_at(text, width);
    std::string line(text.substr(0, end));
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
    text = without_leading_spaces(text.substr(end));
  }
  return lines;
}

} // namespace escala
