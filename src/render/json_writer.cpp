// SPDX-License-Identifier: Apache-2.0
#include "escala/render/json_writer.h"

#include <cmath>
#include <utility>

#include "escala/core/numbers.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

std::string_view short_escape(char32_t c) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\b':
    return "\\b";
  case '\f':
    return "\\f";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    return {};
  }
}

std::string control_escape(char32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return std::string("\\u00") + kDigits[c >> 4] + kDigits[c & 15];
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    at += next.bytes;
    if (const std::string_view escape = short_escape(next.value); !escape.empty())
      out += escape;
    else if (next.value < 0x20)
      out += control_escape(next.value);
    else
      append_utf8(out, next.value);
  }
  return out += '"';
}

} // namespace

void JsonWriter::key(std::string_view name) {
  separate();
  text_ += json_quoted(name) + ": ";
  after_key_ = true;
}

void JsonWriter::value(std::string_view text) { raw(json_quoted(text)); }

void JsonWriter::value(double number) {
  raw(std::isfinite(number) ? shortest_text(number) : "null");
}

void JsonWriter::value(std::nullopt_t) { raw("null"); }

std::string JsonWriter::take() {
  text_ += '\n';
  return std::exchange(text_, {});
}

void JsonWriter::open(char bracket, bool one_line) {
  separate();
  text_ += bracket;
  open_.push_back({one_line, true});
}

void JsonWriter::close(char bracket) {
  const Open closed = open_.back();
  open_.pop_back();
  if (!closed.one_line && !closed.empty)
    new_line();
  text_ += bracket;
}

// Writes the comma and the line end before a key, or before a value without a key.
void JsonWriter::separate() {
  if (std::exchange(after_key_, false) || open_.empty())
    return;
  Open& parent = open_.back();
  if (!parent.empty)
    text_ += parent.one_line ? ", " : ",";
  if (!parent.one_line)
    new_line();
  parent.empty = false;
}

void JsonWriter::new_line() { text_.append(1, '\n').append(2 * open_.size(), ' '); }

void JsonWriter::raw(std::string_view text) {
  separate();
  text_ += text;
}

} // namespace escala
