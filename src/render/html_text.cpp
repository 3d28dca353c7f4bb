// SPDX-License-Identifier: Apache-2.0
#include "render/html_text.h"

#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

std::string_view reference_of(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return {};
  }
}

} // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text, true))
    if (const std::string_view reference = reference_of(c); reference.empty())
      out += c;
    else
      out += reference;
  return out;
}

std::string html_phrase(const Phrase& phrase, const Page& page, Emphasis emphasis) {
  return html_text(phrase_text(phrase, emphasis, page.script()));
}

std::string html_added(const Phrase& phrase, const Page& page) {
  return html_text(added_text(phrase, page));
}

std::string script_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text, true))
    switch (c) {
    case '"':
    case '\\':
      (out += '\\') += c;
      break;
    case '<':
      out += "\\u003c";
      break;
    default:
      out += c;
    }
  return out + "\"";
}

} // namespace escala
