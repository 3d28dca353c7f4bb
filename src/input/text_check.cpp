// SPDX-License-Identifier: Apache-2.0
#include "text_check.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "escala/core/utf8.h"
#include "escala/input/yaml.h"

namespace escala {

namespace {

Span byte_span(const Source& source, std::size_t at) {
  return {&source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
}

bool check_size(const Source& source, Diagnostics& diagnostics) {
  if (source.text.size() <= kMaxScenarioBytes)
    return true;
  diagnostics.error({&source, 0, 0}, "this text is larger than 1 MiB",
                    "a scenario can have at most 1,048,576 bytes",
                    "keep histories in a CSV file, as in actual: history.csv#column");
  return false;
}

bool check_encoding(const Source& source, Diagnostics& diagnostics) {
  const std::size_t at = find_invalid_utf8(source.text);
  if (at == std::string_view::npos)
    return true;
  const bool utf16 =
      at == 0 && (source.text.starts_with("\xFF\xFE") || source.text.starts_with("\xFE\xFF"));
  diagnostics.error(byte_span(source, at),
                    utf16 ? "this text is UTF-16" : "this text is not valid UTF-8",
                    utf16 ? "it starts with a byte-order mark of UTF-16"
                          : fmt::format("byte 0x{:02X} here", byte_at(source.text, at)),
                    "save it as UTF-8");
  return false;
}

bool check_controls(const Source& source, Diagnostics& diagnostics) {
  const std::size_t at = find_control_character(source.text);
  if (at == std::string_view::npos)
    return true;
  const unsigned lead = byte_at(source.text, at);
  const unsigned code = lead == 0xC2 ? byte_at(source.text, at + 1) : lead;
  diagnostics.error(byte_span(source, at), "a control character can't be used here",
                    fmt::format("U+{:04X}", code), "remove it");
  return false;
}

} // namespace

bool check_text(const Source& source, Diagnostics& diagnostics) {
  return check_size(source, diagnostics) && check_encoding(source, diagnostics) &&
         check_controls(source, diagnostics);
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0)
      return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t find_control_character(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    const unsigned byte = byte_at(text, i);
    const bool allowed = byte == '\t' || byte == '\n' || byte == '\r';
    if ((byte < 0x20 && !allowed) || byte == 0x7F || (byte == 0xC2 && byte_at(text, i + 1) < 0xA0))
      return i;
  }
  return std::string_view::npos;
}

} // namespace escala
