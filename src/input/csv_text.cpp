// SPDX-License-Identifier: Apache-2.0
#include "csv_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "escala/core/characters.h"
#include "escala/core/utf8.h"
#include "text_check.h"

namespace escala {
namespace {

std::uint32_t line_of(std::string_view text, std::size_t at) {
  return static_cast<std::uint32_t>(std::ranges::count(text.substr(0, at), '\n') + 1);
}

void append_utf8(unsigned code, std::string& text) {
  const auto byte = [&](unsigned value) { text += static_cast<char>(value); };
  const auto tail = [&](unsigned shift) { byte(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    byte(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    byte(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The text of UTF-16 after its byte-order mark; cut short where it is not valid.
struct Utf16 {
  std::string_view bytes;
  bool big_endian;

  std::size_t units() const { return bytes.size() / 2; }
  unsigned unit(std::size_t index) const {
    const unsigned first = byte_at(bytes, 2 * index);
    const unsigned second = byte_at(bytes, 2 * index + 1);
    return big_endian ? (first << 8U) | second : (second << 8U) | first;
  }
};

// False where a surrogate stands alone or half a character is left.
bool append_utf16(const Utf16& from, std::string& text) {
  for (std::size_t i = 0; i < from.units(); ++i) {
    unsigned code = from.unit(i);
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && i + 1 < from.units()) {
      const unsigned low = from.unit(++i);
      if (low < 0xDC00 || low >= 0xE000)
        return false;
      code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
    } else if (code >= 0xD800 && code < 0xE000) {
      return false;
    }
    append_utf8(code, text);
  }
  return from.bytes.size() % 2 == 0;
}

// Whether the text has only valid characters. Reports the first invalid one.
bool check_characters(std::string_view text, std::vector<CsvMistake>& mistakes) {
  const std::size_t invalid = find_invalid_utf8(text);
  const std::size_t control = find_control_character(text.substr(0, invalid));
  if (control != std::string_view::npos)
    mistakes.push_back({line_of(text, control), "a control character can't be used here",
                        fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[control])),
                        "save the sheet as CSV"});
  else if (invalid != std::string_view::npos)
    mistakes.push_back({line_of(text, invalid), "this text is not valid UTF-8",
                        fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[invalid])),
                        "save it as UTF-8"});
  return control == std::string_view::npos && invalid == std::string_view::npos;
}

} // namespace

std::optional<std::string_view> csv_text(std::string_view bytes, std::deque<std::string>& storage,
                                         std::vector<CsvMistake>& mistakes) {
  std::string_view text = bytes;
  const bool big_endian = bytes.starts_with("\xFE\xFF");
  if (big_endian || bytes.starts_with("\xFF\xFE")) {
    std::string& converted = storage.emplace_back();
    if (!append_utf16({bytes.substr(2), big_endian}, converted)) {
      mistakes.push_back({line_of(converted, converted.size()), "this text is not valid UTF-16",
                          "it starts with a byte-order mark of UTF-16", "save it as UTF-8"});
      return std::nullopt;
    }
    text = converted;
  }
  if (text.starts_with(kByteOrderMark))
    text.remove_prefix(kByteOrderMark.size());
  if (!check_characters(text, mistakes))
    return std::nullopt;
  return text;
}

std::optional<char> take_separator_line(std::string_view& text) {
  std::string_view rest = text;
  const bool quoted = rest.starts_with('"');
  rest.remove_prefix(quoted ? 1 : 0);
  if (rest.size() < 5 || (!rest.starts_with("sep=") && !rest.starts_with("SEP=")))
    return std::nullopt;
  const char separator = rest[4];
  rest.remove_prefix(5);
  const bool known = separator == ',' || separator == ';' || separator == '\t' || separator == '|';
  if (!known || (quoted && !rest.starts_with('"')))
    return std::nullopt;
  rest.remove_prefix(quoted ? 1 : 0);
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == separator))
    rest.remove_prefix(1);
  if (!rest.empty() && !is_line_end(rest.front()))
    return std::nullopt;
  text = rest; // the end of the line stays, so that lines keep their numbers
  return separator;
}

} // namespace escala
